"""A real mosquitto on a port of this machine: with a password, and with nothing on disk."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from paho.mqtt.client import CallbackAPIVersion, Client

from gigafibre_fsm.testing.servers.base import free_port

LOGIN = ("gigafibre", "mqtt-password-0001")
BRIDGE = ("bridge", "bridge-password-0001")
PATIENCE = 20


def program(name: str) -> str:
	# Debian keeps the broker where only root looks.
	path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
	assert path, f"{name} is not installed: run these tests with `make test`, which installs it"
	return path


class Mosquitto:
	def __init__(self):
		self.port = free_port()
		self.process: subprocess.Popen | None = None

	def __enter__(self) -> "Mosquitto":
		self.folder = tempfile.TemporaryDirectory()
		self._write_settings(Path(self.folder.name))
		self.start()
		return self

	def __exit__(self, *error) -> None:
		self.stop()
		self.folder.cleanup()

	def _write_settings(self, folder: Path) -> None:
		passwords = folder / "passwords"
		passwords.write_text("".join(f"{user}:{password}\n" for user, password in (LOGIN, BRIDGE)))
		subprocess.run([program("mosquitto_passwd"), "-U", passwords], check=True)
		lines = [f"listener {self.port} 127.0.0.1", "allow_anonymous false", f"password_file {passwords}"]
		# Else, started by root, it becomes a user who may not read this folder.
		lines += ["persistence false", "user root"]
		self.settings = folder / "mosquitto.conf"
		self.settings.write_text("\n".join(lines))

	def start(self) -> None:
		self.process = subprocess.Popen(
			[program("mosquitto"), "-c", self.settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
		)
		end = time.monotonic() + PATIENCE
		while not self._answers():
			assert self.process.poll() is None, f"mosquitto ended with {self.process.returncode}"
			assert time.monotonic() < end, f"mosquitto did not listen within {PATIENCE} s"
			time.sleep(0.02)

	def _answers(self) -> bool:
		with socket.socket() as probe:
			return probe.connect_ex(("127.0.0.1", self.port)) == 0

	def stop(self) -> None:
		self.process.terminate()
		self.process.wait(PATIENCE)

	def publish(self, *messages: tuple[str, bytes]) -> None:
		"""As the bridge of the device server does; returns when the broker has them all."""
		client = Client(CallbackAPIVersion.VERSION2)
		client.username_pw_set(*BRIDGE)
		client.connect("127.0.0.1", self.port)
		client.loop_start()
		try:
			for topic, payload in messages:
				client.publish(topic, payload, qos=1).wait_for_publish(PATIENCE)
		finally:
			client.disconnect()
			client.loop_stop()

"""Runs commands with their output in the log file."""

import os
import shlex
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from .settings import CHECKOUT, Settings
from .steps import StepFailed

OF_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "ARGS")
NOT_INHERITED = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "CI", *OF_MAKE)


def environment(settings: Settings) -> dict[str, str]:
	"""The caller's environment, with our tools first on PATH and every download cache inside the bench folder.

	CI is dropped because Frappe's workers put themselves into test mode when it is set.
	"""
	cache = settings.home / "cache"
	env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
	programs = [settings.home / name / "node_modules" / ".bin" for name in ("npm", "peers")]
	tools = [settings.home / "venv" / "bin", *programs]
	env["PATH"] = os.pathsep.join([*map(str, tools), env.get("PATH", os.defpath)])
	env.update(
		UV_CACHE_DIR=str(cache / "uv"),
		UV_PYTHON_DOWNLOADS="never",
		PIP_CACHE_DIR=str(cache / "pip"),
		PIP_DISABLE_PIP_VERSION_CHECK="1",
		YARN_CACHE_FOLDER=str(cache / "yarn"),
		npm_config_cache=str(cache / "npm"),
		PYTHONUNBUFFERED="1",
	)
	return env


class Shell:
	def __init__(self, settings: Settings, log_path: Path):
		self.settings = settings
		self.log_path = log_path
		self.env = environment(settings)

	def run(
		self,
		command: Sequence[object],
		cwd: Path | None = None,
		env: Mapping[str, str] | None = None,
		why: str = "",
		remedy: str = "",
	) -> None:
		"""Raises StepFailed with the command's last lines when it fails."""
		status, tail = self._logged([str(part) for part in command], cwd, env)
		if status:
			what = why or f"`{shlex.join(str(part) for part in command)[:160]}` ended with status {status}"
			lines = "".join(f"\n       | {line}" for line in tail)
			raise StepFailed(
				what + lines, remedy or "read the log, mend the cause, run the same command again"
			)

	def succeeds(self, command: Sequence[object], cwd: Path | None = None, timeout: float = 120) -> bool:
		return self.output(command, cwd, timeout) is not None

	def output(self, command: Sequence[object], cwd: Path | None = None, timeout: float = 120) -> str | None:
		"""Standard output, or None when the command fails, hangs or does not exist."""
		try:
			result = subprocess.run(
				[str(part) for part in command],
				cwd=cwd or CHECKOUT,
				env=self.env,
				stdin=subprocess.DEVNULL,
				capture_output=True,
				text=True,
				timeout=timeout,
			)
		except (OSError, subprocess.TimeoutExpired):
			return None
		return result.stdout if result.returncode == 0 else None

	def _logged(self, command, cwd, env) -> tuple[int, deque]:
		tail: deque[str] = deque(maxlen=8)
		with open(self.log_path, "a", encoding="utf-8") as log:
			log.write(f"\n$ {shlex.join(command)}\n")
			try:
				process = self._start(command, cwd, env)
			except OSError as error:
				return 127, deque([str(error)])
			with process:
				for line in process.stdout:
					self._keep(line, log, tail)
		return process.returncode, tail

	def _start(self, command, cwd, env) -> subprocess.Popen:
		return subprocess.Popen(
			command,
			cwd=cwd or CHECKOUT,
			env={**self.env, **(env or {})},
			stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
		)

	@staticmethod
	def _keep(line: bytes, log, tail: deque) -> None:
		# A progress bar redraws itself after a carriage return: only its last state is worth keeping.
		text = line.decode(errors="replace").rstrip("\r\n").rsplit("\r", 1)[-1]
		log.write(text + "\n")
		log.flush()
		if text.strip():
			tail.append(text[:300])

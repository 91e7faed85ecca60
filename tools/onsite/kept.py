"""kept.py COMMAND…: runs it, and runs it again when it ends by itself, as a supervisor does where the app is at work.

Each such end is told on standard error. A request to stop is passed on, and ends both.
"""

import signal
import subprocess
import sys
import time

PAUSE = 1


class Keeper:
	def __init__(self, command: list[str]):
		self.command = command
		self.child: subprocess.Popen | None = None
		self.is_stopping = False

	def run(self) -> None:
		signal.signal(signal.SIGTERM, self.stop)
		while not self.is_stopping:
			self.child = subprocess.Popen(self.command)
			if self.is_stopping:
				self.child.terminate()
			status = self.child.wait()
			if not self.is_stopping:
				self.tell(status)
				time.sleep(PAUSE)

	def stop(self, *_signal: object) -> None:
		self.is_stopping = True
		if self.child:
			self.child.terminate()

	def tell(self, status: int) -> None:
		print(f"ended with status {status}, is started again: {self.command}", file=sys.stderr, flush=True)


if __name__ == "__main__":
	Keeper(sys.argv[1:]).run()

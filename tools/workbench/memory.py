"""What was done, and for which state of its inputs. Written after the work, so that a broken-off one is not in it."""

from pathlib import Path


class Memory:
	def __init__(self, folder: Path):
		self.folder = folder

	def note(self, subject: str, value: str = "") -> None:
		self.folder.mkdir(parents=True, exist_ok=True)
		(self.folder / subject).write_text(value)

	def knows(self, subject: str) -> bool:
		return (self.folder / subject).exists()

	def says(self, subject: str, value: str) -> bool:
		return self.knows(subject) and (self.folder / subject).read_text() == value

	def forget(self, subject: str) -> None:
		(self.folder / subject).unlink(missing_ok=True)

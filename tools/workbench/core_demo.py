"""What can be shown without a bench: the command line of the package, on the demo's addresses."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .settings import APP, CHECKOUT
from .steps import StepFailed

DATA = CHECKOUT / APP / "testing" / "demo"
TYPED = (
	"63a princpale val des bouleaux",
	"92-3 principale",
	"rg st-antoine 1150",
	"j0s9a3 25",
	"boul ste marie o",
)
ORDER = ("FTTH80I", "TVBSTANDARD", "TELEPMENS", "--commitment", "24", "--activation", "2026-12-15")


def show(python: Path, folder: Path, env: Mapping[str, str]) -> None:
	"""Everything is made anew in `folder`, which stays, so that the commands can be tried again by hand.

	:raises StepFailed: where a command fails.
	"""
	shutil.rmtree(folder, ignore_errors=True)
	folder.mkdir(parents=True)
	register = _run([python, DATA / "addresses.py"], env)
	(folder / "register.csv").write_text(register, encoding="utf-8")
	for words in _commands(folder):
		print(f"\n$ python -m {APP} {shlex.join(words)}", flush=True)
		print(_run([python, "-m", APP, *words], env).rstrip(), flush=True)
	print(f"\nThe addresses, the index and the links are in {folder}; docs/command-line.md tells more.")


def _commands(folder: Path) -> Iterator[list[str]]:
	index, links = str(folder / "addresses"), str(folder / "links.csv")
	yield ["index", str(folder / "register.csv"), "-o", index]
	for text in TYPED:
		yield ["search", index, text, "--limit", "3"]
	yield ["link", index, str(DATA / "old_drops.csv"), "-o", links]
	yield ["quote", *ORDER]


def _run(command: Sequence[object], env: Mapping[str, str]) -> str:
	words = [str(word) for word in command]
	env = {**env, "PYTHONUTF8": "1"}
	result = subprocess.run(words, cwd=CHECKOUT, env=env, capture_output=True, text=True, encoding="utf-8")
	if result.returncode:
		raise StepFailed(f"`{shlex.join(words)}` failed", result.stderr.strip())
	return result.stdout

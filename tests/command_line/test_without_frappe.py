"""The commands in a Python that has no Frappe, nor anything else that is not said to be needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DROPS = ROOT / "gigafibre_fsm" / "testing" / "demo" / "old_drops.csv"
NEEDED = {"numpy", "rapidfuzz"}
# Runs the program where Frappe cannot be found, and tells which installed packages it has loaded.
CHILD = """
import atexit, json, os, runpy, sys

class Refuse:
	def find_spec(self, name, path=None, target=None):
		if name.split(".")[0] in os.environ["MISSING"].split():
			raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def tell():
	modules = [(name.split(".")[0], getattr(module, "__file__", None)) for name, module in list(sys.modules.items())]
	print(json.dumps(sorted({name for name, file in modules if file and "-packages" in file})), file=sys.stderr)

sys.meta_path.insert(0, Refuse())
atexit.register(tell)
runpy.run_module("gigafibre_fsm", run_name="__main__", alter_sys=True)
"""


def child(*words, missing: str = "frappe erpnext") -> subprocess.CompletedProcess:
	return subprocess.run(
		[sys.executable, "-c", CHILD, *map(str, words)],
		cwd=ROOT,
		env={**os.environ, "MISSING": missing},
		capture_output=True,
		text=True,
		encoding="utf-8",
	)


def loaded(result: subprocess.CompletedProcess) -> set[str]:
	return {name for name in json.loads(result.stderr.splitlines()[-1]) if not name.startswith("_")}


@pytest.mark.parametrize(
	("words", "packages", "shown"),
	[
		(["quote", "FTTH80I", "TELEPMENS"], set(), "To pay"),
		(["quote", "--list"], set(), "FTTH1500I"),
		(["search", "INDEX", "92-3 principale"], NEEDED, "92 Rue Principale, app. 3"),
		(["link", "INDEX", "DROPS", "-o", "NEW"], NEEDED, "Exact"),
		(["index", "REGISTER", "-o", "NEW"], NEEDED, "Index:"),
	],
	ids=["quote", "quote --list", "search", "link", "index"],
)
def test_a_command_needs_neither_frappe_nor_more_than_is_said(
	words, packages, shown, demo_register, demo_index, tmp_path
):
	places = {"INDEX": demo_index, "REGISTER": demo_register, "NEW": tmp_path / "new", "DROPS": DROPS}
	result = child(*(places.get(word, word) for word in words))
	assert result.returncode == 0, result.stderr
	assert shown in result.stdout
	assert loaded(result) <= packages


@pytest.mark.parametrize("package", sorted(NEEDED))
def test_a_package_that_is_missing_is_named(package, demo_index):
	result = child("search", demo_index, "12 moulin", missing=package)
	sentence = f"This command needs {package}: pip install numpy rapidfuzz"
	assert (result.returncode, result.stdout, result.stderr.splitlines()[0]) == (2, "", sentence)


def test_the_help_names_every_command():
	result = child("--help")
	assert result.returncode == 0
	assert [
		name for name in ("index", "search", "link", "quote") if f"\n    {name} " not in result.stdout
	] == []


def test_a_reader_that_has_seen_enough_is_no_error():
	"""`… | head -1`."""
	process = subprocess.Popen(
		[sys.executable, "-m", "gigafibre_fsm", "quote", "--list"],
		cwd=ROOT,
		stdout=subprocess.PIPE,
		stderr=subprocess.PIPE,
	)
	process.stdout.close()
	assert (process.wait(), process.stderr.read()) == (0, b"")
	process.stderr.close()

import subprocess
import sys
from pathlib import Path

import pytest

from gigafibre_fsm.command_line.main import main

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "gigafibre_fsm" / "testing" / "demo"


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory):
	path = tmp_path_factory.mktemp("register") / "register.csv"
	written = subprocess.run([sys.executable, DEMO / "addresses.py"], capture_output=True, check=True)
	path.write_bytes(written.stdout)
	return path


@pytest.fixture(scope="session")
def demo_index(demo_register, tmp_path_factory):
	folder = tmp_path_factory.mktemp("index") / "addresses"
	assert main(["index", str(demo_register), "-o", str(folder)]) == 0
	return folder


@pytest.fixture
def run(capsys):
	"""Status, standard output, error output of a command."""

	def command(*words) -> tuple[int, str, str]:
		capsys.readouterr()
		status = main([str(word) for word in words])
		said = capsys.readouterr()
		return status, said.out, said.err

	return command

import subprocess
from pathlib import Path

import pytest

from tools.workbench.settings import CHECKOUT, VARIABLES, read_settings


def test_nothing_set_gives_the_documented_defaults():
	settings = read_settings({})
	assert settings.bench_dir == Path.home() / "gigafibre-bench"
	assert settings.frappe_url == "https://github.com/frappe/frappe"
	assert settings.frappe_branch == "version-15"
	assert settings.site == "gigafibre.localhost"


def test_an_empty_variable_counts_as_not_set():
	assert read_settings({"BENCH_DIR": "", "SITE": ""}) == read_settings({})


def test_sources_and_folder_come_from_the_environment():
	settings = read_settings(
		{"BENCH_DIR": "some/bench", "ERPNEXT_URL": "ssh://git.example/erpnext", "DB_PORT": "4000"}
	)
	assert settings.bench_dir == Path.cwd() / "some" / "bench"
	assert settings.erpnext_url == "ssh://git.example/erpnext"
	assert settings.wanted_ports["db"] == 4000


@pytest.mark.parametrize("name", [name for name, _, _ in VARIABLES])
def test_help_names_every_variable(name):
	help_text = subprocess.run(
		["make", "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True
	).stdout
	assert f"  {name} " in help_text


@pytest.mark.parametrize("command", ["demo", "test", "run", "stop", "lint", "bench-report", "clean"])
def test_make_has_a_target_for_every_command(command):
	dry = subprocess.run(
		["make", "--dry-run", command], cwd=CHECKOUT, capture_output=True, text=True, check=True
	)
	assert dry.stdout.strip() == f"./tools/dev {command}"


def test_an_unknown_command_is_refused():
	result = subprocess.run([CHECKOUT / "tools" / "dev", "destroy"], capture_output=True, text=True)
	assert result.returncode == 2
	assert "Commands" in result.stdout

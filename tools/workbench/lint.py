"""Style, imports and well-formed data. Every check runs, whatever the others say."""

import json
import subprocess

from .settings import APP, CHECKOUT
from .workbench import Workbench

FOLDERS = (APP, "tools", "tests", "e2e", "benchmarks")


def run_lint(workbench: Workbench) -> int:
	folders = [name for name in FOLDERS if (CHECKOUT / name).is_dir()]
	checks = {
		"ruff check": ["ruff", "check", "--no-cache", *folders],
		"ruff format": ["ruff", "format", "--no-cache", "--check", *folders],
		"import order": ["lint-imports", "--no-cache"],
		"shell syntax": ["sh", "-n", "tools/dev"],
	}
	failed = [name for name, command in checks.items() if not passes(workbench, name, command)]
	failed += broken_json()
	print("\nlint: " + (f"{', '.join(failed)} failed" if failed else "clean"))
	return 1 if failed else 0


def tidy(workbench: Workbench) -> None:
	"""Brings what another tool wrote to the form that the checks ask for."""
	for command in (["ruff", "check", "--fix", "-q", APP], ["ruff", "format", "-q", APP]):
		passes(workbench, " ".join(command[:2]), command)


def passes(workbench: Workbench, name: str, command: list[str]) -> bool:
	env = {**workbench.context.shell.env, "PYTHONPATH": str(CHECKOUT)}
	program = workbench.settings.home / "venv" / "bin" / command[0]
	if program.exists():
		command = [str(program), *command[1:]]
	print(f"== {name}", flush=True)
	return subprocess.call(command, cwd=CHECKOUT, env=env) == 0


def broken_json() -> list[str]:
	broken = []
	for path in sorted((CHECKOUT / APP).rglob("*.json")):
		try:
			json.loads(path.read_text(encoding="utf-8"))
		except ValueError as error:
			print(f"{path.relative_to(CHECKOUT)}: {error}")
			broken.append(str(path.relative_to(CHECKOUT)))
	return broken

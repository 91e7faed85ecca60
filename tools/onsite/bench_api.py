"""Runs in the tool's environment: frappe-bench's own functions, whose command line refuses root."""

import os
import sys


def main(action: str, bench: str, url: str, branch: str, python: str) -> None:
	if action == "init":
		make_bench(bench, url, branch, python)
	else:
		add_app(bench, url, branch)


def make_bench(bench: str, url: str, branch: str, python: str) -> None:
	from bench.utils.system import init

	init(
		bench,
		no_procfile=True,
		no_backups=True,  # the backup job goes to the user's crontab, which is not ours
		frappe_path=url,
		frappe_branch=branch,
		skip_assets=True,
		skip_redis_config_generation=True,
		python=python,
	)


def add_app(bench: str, url: str, branch: str) -> None:
	from bench.app import get_app
	from bench.utils import setup_logging

	os.chdir(bench)
	setup_logging(bench)  # gives bench's logger the one-argument log() that get_app calls
	# init_bench only says here: do not restart a production setup
	get_app(url, branch=branch, bench_path=bench, skip_assets=True, init_bench=True)


if __name__ == "__main__":
	main(*sys.argv[1:])

"""The commands, their help, and how they end."""

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from gigafibre_fsm.command_line import index, link, quote, search
from gigafibre_fsm.command_line.complaint import USAGE, Complaint

COMMANDS: dict[str, ModuleType] = {"index": index, "search": search, "link": link, "quote": quote}
INTERRUPTED = 130
PACKAGES = ("numpy", "rapidfuzz")
ABOUT = """The rules of gigafibre_fsm on plain files: no site, no database, no network.

Each command has its own --help with examples. Messages are in English only."""


class Parser(argparse.ArgumentParser):
	"""One sentence and where to read more, not the whole usage again."""

	def error(self, message: str):
		self.exit(USAGE, f"{message[:1].upper()}{message[1:]}. See `{self.prog} --help`.\n")


def main(arguments: Sequence[str]) -> int:
	options = _parser().parse_args(arguments)
	try:
		return options.run(options)
	except Complaint as complaint:
		print(complaint, file=sys.stderr)
		return USAGE
	except ModuleNotFoundError as missing:
		if missing.name not in PACKAGES:
			raise
		print(f"This command needs {missing.name}: pip install {' '.join(PACKAGES)}", file=sys.stderr)
		return USAGE
	except BrokenPipeError:
		# `… | head` has seen enough; Python would complain once more while closing.
		os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
		return 0
	except KeyboardInterrupt:
		return INTERRUPTED


def _parser() -> Parser:
	shape = argparse.RawDescriptionHelpFormatter
	parser = Parser("python -m gigafibre_fsm", description=ABOUT, formatter_class=shape)
	commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
	for name, module in COMMANDS.items():
		command = commands.add_parser(
			name,
			help=module.SUMMARY,
			description=f"Shows {module.SUMMARY}.",
			epilog=module.EXAMPLES,
			formatter_class=shape,
		)
		module.declare(command)
		command.set_defaults(run=module.run)
	return parser

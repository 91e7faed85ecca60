"""`python -m gigafibre_fsm`: the address search, the linking of drops and the prices, without a site."""

import sys

from gigafibre_fsm.command_line.main import main

if __name__ == "__main__":
	# Better a question mark than a traceback on a terminal that has no accents.
	for stream in (sys.stdout, sys.stderr):
		stream.reconfigure(errors="replace")
	sys.exit(main(sys.argv[1:]))

"""Providers as a process of their own, for a demo or a test that needs them elsewhere:

python -m gigafibre_fsm.testing.servers.run twilio,mailjet,slack --port 18700

prints one line of JSON, `{"twilio": "http://127.0.0.1:18700", …}`, and serves until it is ended. Servers take ports
one after the other from `--port` on; without it, free ones. What can be asked of each is under `/_test/`.
"""

import argparse
import json
import signal
import sys
from contextlib import ExitStack
from importlib import import_module
from threading import Event

from gigafibre_fsm.testing.servers.base import LocalServer

PACKAGE = "gigafibre_fsm.testing.servers"
SERVERS = {
	"stripe": f"{PACKAGE}.stripe.StripeServer",
	"twilio": f"{PACKAGE}.twilio.TwilioServer",
	"mailjet": f"{PACKAGE}.mailjet.MailjetServer",
	"emergency": f"{PACKAGE}.emergency.EmergencyServer",
	"slack": f"{PACKAGE}.providers.SlackServer",
	"teams": f"{PACKAGE}.providers.TeamsServer",
	"genieacs": f"{PACKAGE}.genieacs.GenieAcsServer",
	"oktopus": f"{PACKAGE}.oktopus.OktopusServer",
	"traccar": f"{PACKAGE}.traccar.TraccarServer",
	"sip": f"{PACKAGE}.sip.SipServer",
}


def make(name: str, port: int) -> LocalServer:
	"""By a name of the list above, or by the path of any class of servers."""
	module, _, kind = SERVERS.get(name, name).rpartition(".")
	server = getattr(import_module(module), kind)()
	server.port = port
	return server


def main(arguments: list[str]) -> None:
	parser = argparse.ArgumentParser(prog=f"python -m {PACKAGE}.run")
	parser.add_argument("names", help=f"comma-separated: {', '.join(SERVERS)}, or the path of a class")
	parser.add_argument("--port", type=int, default=0, help="of the first one; the others follow")
	options = parser.parse_args(arguments)
	stop = Event()
	for number in (signal.SIGTERM, signal.SIGINT):
		signal.signal(number, lambda *received: stop.set())
	with ExitStack() as stack:
		urls = {}
		for place, name in enumerate(options.names.split(",")):
			server = stack.enter_context(make(name, options.port + place if options.port else 0))
			urls[name] = getattr(server, "webhook", server.url)
		print(json.dumps(urls), flush=True)
		stop.wait()


if __name__ == "__main__":
	main(sys.argv[1:])

"""`bench --site S …`: what an operator does from a terminal."""

import os
import signal
import sys
from datetime import datetime
from threading import Event

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("load-addresses")
@click.argument("path", required=False)
@click.option("--dry-run", is_flag=True, help="Read and compare, write nothing.")
@click.option("--force", is_flag=True, help="Load the file even if it is the one that is loaded.")
@pass_context
def load_addresses(context, path, dry_run, force):
	"""Load the address register (RQA) from a CSV file, plain or gzipped.

	PATH: where the file is; without it, FSM Settings say so.
	"""
	arguments = {"path": _where_it_was_typed(path)} if path else {}
	_run_step(context, "12a", dry_run, force=int(force), **arguments)


@click.command("link-drops")
@click.option("--dry-run", is_flag=True, help="Say what would be linked, write nothing.")
@pass_context
def link_drops(context, dry_run):
	"""Link the fibre drops to civic addresses."""
	_run_step(context, "12b", dry_run)


@click.command("build-address-index")
@pass_context
def build_address_index(context):
	"""Build the search index of the addresses now, instead of in the background."""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		_build_index()
	finally:
		frappe.destroy()


def _build_index() -> None:
	from gigafibre_fsm.fibre_plant.services import address_index

	address_index.build(_show_rows if sys.stdout.isatty() else None)
	state = address_index.state()
	click.echo(f"{state['version']}: {state['rows']:,} addresses, {state['streets']:,} streets")


def _show_rows(rows: int) -> None:
	click.echo(f"{rows:,}\r", nl=False)


@click.command("gigafibre-acs-events")
@pass_context
def acs_events(context):
	"""Hear what Oktopus tells over MQTT of devices that call for the first time. A service: it runs until it is ended."""
	from gigafibre_fsm.subscriber.services.devices import events

	stop = Event()
	for number in (signal.SIGTERM, signal.SIGINT):
		signal.signal(number, lambda *received: stop.set())
	events.listen(get_site(context), stop, lambda words: click.echo(f"{datetime.now():%F %T} {words}"))


def _where_it_was_typed(path: str) -> str:
	"""`bench` changes into the folder of the sites before a command of ours runs, and keeps the other one in PWD."""
	typed = os.path.join(os.environ.get("PWD") or os.getcwd(), os.path.expanduser(path))
	return typed if os.path.exists(typed) else os.path.abspath(path)


def _run_step(context, step: str, dry_run: bool, **arguments) -> None:
	from gigafibre_fsm import legacy

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		legacy.run([step], dry_run=int(dry_run), **arguments)
	finally:
		frappe.destroy()


commands = [load_addresses, build_address_index, link_drops, acs_events]

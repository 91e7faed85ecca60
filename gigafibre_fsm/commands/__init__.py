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


@click.command("gigafibre-legacy-demo")
@click.option("--volume", default=0.05, show_default=True, help="1 is as large as the real one.")
@click.option("--drop", "is_over", is_flag=True, help="Drop it again.")
@pass_context
def legacy_demo(context, volume, is_over):
	"""Make up a legacy database beside the site's own, to try an import on, and make it the site's legacy server.

	Needs the database administrator's password: `root_password` in common_site_config.json.
	"""
	from gigafibre_fsm.testing.legacy_database import demo

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		if is_over:
			demo.drop()
		else:
			for table, rows in demo.make(volume).items():
				click.echo(f"{table:24}{rows:>9,}")
	finally:
		frappe.destroy()


@click.command("gigafibre-fetch-cards")
@click.option("--dry-run", is_flag=True, help="Ask Stripe and count, keep nothing.")
@pass_context
def fetch_cards(context, dry_run):
	"""Fetch from Stripe the cards of the customers whom the import knows there by name alone.

	It may be stopped at any moment; run again, it asks about those who are left.
	"""
	from gigafibre_fsm.commands import cards

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		cards.fetch(dry_run)
	finally:
		frappe.destroy()


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


commands = [load_addresses, build_address_index, link_drops, acs_events, legacy_demo, fetch_cards]

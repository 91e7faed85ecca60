"""Where the time of one request goes, in this process: Frappe's cycle, and ours within it."""

from collections.abc import Sequence

from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.devices.measure import PROVISION
from benchmarks.devices.site import Ready
from benchmarks.orders import spent as orders_spent
from benchmarks.orders.spent import Watch, watching

DEVICES = "gigafibre_fsm.subscriber.services.devices"
STEPS = (
	("frappe.app", "init_request", "Frappe: site, connection, form"),
	("frappe.app", "validate_auth", "Frappe: who calls"),
	("frappe.app", "sync_database", "Frappe: end of the transaction"),
	("frappe.utils.response", "build_response", "Frappe: the answer"),
	("frappe.handler", "execute_cmd", "Frappe: finding the method"),
	("frappe", "only_for", "may they"),
	(f"{DEVICES}.reading", "stored", "what is stored of the device"),
	(f"{DEVICES}.reading", "decrypt", "its secrets"),
	(f"{DEVICES}.provisioning", "parameters", "its parameters"),
	(f"{DEVICES}.provisioning", "provision", "ours, the rest"),
)
REQUESTS = 200
WARM_UP = 20
TITLE = "where the time of provision goes"


def show(site: str, ready: Ready) -> None:
	orders_spent.show(_measure(site, ready), TITLE)


def _measure(site: str, ready: Ready) -> Sequence[Watch]:
	watches = []
	for serial in ready.serials[: REQUESTS + WARM_UP]:
		watch = Watch()
		with watching(watch, STEPS), watch.step("Frappe: the rest"):
			_request(site, ready.acs, PROVISION + serial)
		watches.append(watch)
	return watches[WARM_UP:]


def _request(site: str, token: str, path: str) -> None:
	import frappe.app

	headers = {"Authorization": token, "X-Frappe-Site-Name": site}
	builder = EnvironBuilder(path, headers=headers)
	chunks, status, _headers = run_wsgi_app(frappe.app.application, builder.get_environ(), buffered=True)
	answer = b"".join(chunks)
	if not status.startswith("200"):
		raise RuntimeError(f"{status}: {answer[:500]!r}")

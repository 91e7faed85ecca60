"""Who hears that a service is live: the customer, and the desks that are open. Rows of the outbox."""

from decimal import Decimal

from frappe.model.document import Document

from gigafibre_fsm.gigafibre_fsm import outbox, wording
from gigafibre_fsm.receivables.services import notices
from gigafibre_fsm.subscriber.doctype.service_subscription.status import Status
from gigafibre_fsm.subscriber.services.installation.installed import Installed

ACTIVATED = "service_activated"
# A fee and a discount are lines of the invoice; nobody calls them a service.
SERVICES = ("Internet", "TV", "Phone")


def tell(installed: Installed) -> None:
	to = notices.reader(installed.project.customer)
	variables = {
		"customer_name": to.name,
		"address": installed.location.address_line if installed.location else "",
		"services": [_service(one, to.language) for one in _services(installed)],
		"wifi_ssid": _wifi_ssid(installed),
		"phone_numbers": [line.did for line in installed.lines if line.did],
	}
	for channel in ("SMS", "Email"):
		if address := to.address(channel):
			outbox.put(channel, ACTIVATED, address, installed.project, variables, to.language)


def _services(installed: Installed) -> list[Document]:
	return [
		one for one in installed.subscriptions if one.service_type in SERVICES and one.status == Status.ACTIVE
	]


def _service(sold: Document, language: str) -> dict:
	label = sold.description or sold.item
	amount = Decimal(str(sold.rate)) * int(sold.qty)
	return {
		"label": f"{int(sold.qty)} × {label}" if sold.qty > 1 else label,
		"amount": wording.money(amount, language),
	}


def _wifi_ssid(installed: Installed) -> str:
	names = (one.document.wifi_ssid for one in installed.devices if one.document)
	return next(filter(None, names), "")

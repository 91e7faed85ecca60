"""What an order has sold goes live: place, subscriptions, phone lines, devices, and the port that they hang on."""

from datetime import date, datetime

from frappe.model.document import Document
from frappe.utils import add_months, get_last_day

from gigafibre_fsm.fibre_plant.services import connection
from gigafibre_fsm.subscriber.doctype.service_equipment.status import Status as DeviceStatus
from gigafibre_fsm.subscriber.doctype.service_location.status import Status as PlaceStatus
from gigafibre_fsm.subscriber.doctype.service_subscription.status import Status
from gigafibre_fsm.subscriber.services.installation.installed import Device, Installed
from gigafibre_fsm.voice_service.services import lines

MONTHLY = "Monthly"


def activate(installed: Installed, at: datetime) -> None:
	_open_place(installed.location)
	for subscription in installed.subscriptions:
		_begin(subscription, at.date())
	lines.activate(installed.lines)
	_connect(installed)


def put_in_service(devices: list[Device], at: datetime) -> None:
	"""One that nobody has identified stays a placeholder: nobody knows whether it is there."""
	for device in devices:
		document = device.document
		if document and device.is_identified and document.status == DeviceStatus.EN_INVENTAIRE:
			document.update({"status": DeviceStatus.ACTIF, "activated_on": at}).save(ignore_permissions=True)


def _open_place(location: Document | None) -> None:
	"""A place that was served before the order is open already, or suspended, which an order does not end."""
	if location and location.status == PlaceStatus.PENDING_INSTALL:
		location.update({"status": PlaceStatus.ACTIVE}).save(ignore_permissions=True)


def _begin(subscription: Document, day: date) -> None:
	if subscription.status != Status.PENDING:
		return
	months = subscription.commitment_months
	subscription.update(
		{
			"status": Status.ACTIVE,
			"start_date": day,
			"commitment_ends": add_months(day, months) if months else None,
			# The first invoice reaches to the end of the month; what is paid by the year waits for its own.
			"billed_until": get_last_day(day) if subscription.billing_interval == MONTHLY else None,
		}
	)
	subscription.save(ignore_permissions=True)


def _connect(installed: Installed) -> None:
	"""Without an ONT's serial the port stays held by the order: nobody else may have it."""
	if installed.drop and installed.ont:
		connection.connect(installed.drop, installed.ont.serial, installed.job.service_location)

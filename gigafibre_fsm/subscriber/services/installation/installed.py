"""An installation as it stands on its day: the job, the order behind it, and what becomes a service."""

from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe.model.document import Document

# A repair, a removal and a survey begin no service.
INSTALLATION = "Installation"
ONT = "ONT"


@dataclass(frozen=True)
class Device:
	"""A row of the job's equipment list, with the device that it is about."""

	row: Document
	document: Document | None

	@property
	def serial(self) -> str | None:
		return self._say("serial_number")

	@property
	def is_identified(self) -> bool:
		return bool(self.serial or self._say("mac_address"))

	def _say(self, field: str) -> str | None:
		return (self.document.get(field) if self.document else None) or self.row.get(field)


@dataclass(frozen=True)
class Installed:
	job: Document
	project: Document | None
	location: Document | None
	devices: Sequence[Device]
	subscriptions: Sequence[Document] = ()
	lines: Sequence[Document] = ()

	@property
	def ont(self) -> Device | None:
		onts = (one for one in self.devices if one.row.equipment_type == ONT and one.serial)
		return next(onts, None)

	@property
	def drop(self) -> str | None:
		return (self.project and self.project.fibre_drop) or (self.location and self.location.fibre_drop)


def load(job: Document, project: Document | None) -> Installed:
	"""`project` is the order's, locked: whoever cancels it waits."""
	location = job.service_location and frappe.get_doc("Service Location", job.service_location)
	subscriptions = _all("Service Subscription", {"project": project.name}) if project else []
	names = [one.name for one in subscriptions]
	return Installed(
		job=job,
		project=project,
		location=location or None,
		devices=[Device(row, _device(row.equipment)) for row in job.equipment_list],
		subscriptions=subscriptions,
		lines=_all("VoIP Line", {"subscription": ("in", names)}) if names else [],
	)


def _device(name: str | None) -> Document | None:
	known = name and frappe.db.exists("Service Equipment", name)
	return frappe.get_doc("Service Equipment", name) if known else None


def _all(doctype: str, filters: dict) -> list[Document]:
	"""In the order in which they were sold."""
	names = frappe.get_all(doctype, filters, pluck="name", order_by="creation, name")
	return [frappe.get_doc(doctype, name) for name in names]

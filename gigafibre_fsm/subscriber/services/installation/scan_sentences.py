"""What is said to a technician whose code was not taken: what it looks like, and what is expected."""

from collections.abc import Sequence

import frappe
from frappe import _

from gigafibre_fsm.domain.devices.codes import Code
from gigafibre_fsm.domain.devices.lookalikes import Looks, Unreadable
from gigafibre_fsm.domain.devices.matching import NoPlace, Place, Why
from gigafibre_fsm.domain.orders.devices import ONT
from gigafibre_fsm.exceptions import InvalidRequest

ONT_EXAMPLE, MAC_EXAMPLE = "RCMG19E0ABCD", "403F8CAABBCC"


def refuse_unreadable(wrong: Unreadable, places: Sequence[Place] = (), expected: str | None = None) -> None:
	sentence = _looks(wrong.looks).format(wrong.shown, wrong.detail)
	frappe.throw(f"{sentence} {expected or expectation(places)}", InvalidRequest)


def _looks(looks: Looks) -> str:
	mac_length = _("code: {0} has {1} characters, and a MAC address has twelve.")
	gpon_length = _("code: {0} has {1} characters after its four letters, and a GPON serial has eight.")
	sentences = {
		Looks.EMPTY: _("{0} is missing.").format("code"),
		Looks.WIFI: _("code: this puts a telephone on the WiFi and holds no serial."),
		Looks.WEB_ADDRESS: _("code: {0} is a web address without a serial."),
		Looks.PHONE: _("code: {0} looks like a telephone number."),
		Looks.PRODUCT: _("code: {0} looks like the bar code of a product, the same on every box."),
		Looks.PARCEL: _("code: {0} looks like the number of a parcel."),
		Looks.IMEI: _("code: {0} looks like the IMEI of a telephone."),
		Looks.DIGITS: _("code: {0} is twelve decimal digits. If it is a MAC address, put MAC: before it."),
		Looks.SHORT_MAC: mac_length,
		Looks.LONG_MAC: mac_length,
		Looks.SHORT_GPON: gpon_length,
		Looks.LONG_GPON: gpon_length,
		Looks.LETTERS: _("code: {0} has letters where only 0–9 and A–F can stand. Is it {1}?"),
		Looks.SEVERAL: _("code: several devices are in it, {0}. Scan one at a time."),
		Looks.NOTHING: _(
			"code: {0} is no serial and no MAC address. If it is a device's serial, put SN: before it and choose the kind."
		),
	}
	return sentences[looks]


def expectation(places: Sequence[Place]) -> str:
	"""What is still to be scanned, and what its code looks like."""
	if not places:
		return _("No device is listed on this job.")
	missing = dict.fromkeys(place.kind for place in places if place.is_open)
	if not missing:
		return _("Everything on this job is scanned.")
	return _("Still to be scanned: {0}.").format(", ".join(f"{kind} ({form(kind)})" for kind in missing))


def form(kind: str) -> str:
	if kind == ONT:
		return _("serial such as {0}").format(ONT_EXAMPLE)
	return _("MAC address such as {0}").format(MAC_EXAMPLE)


def refuse_place(code: Code, found: NoPlace, places: Sequence[Place]) -> None:
	kinds = ", ".join(found.kinds)
	sentences = {
		Why.CHOOSE: _("code: {0} may be of several kinds. Choose one of these as equipment_type: {1}."),
		Why.NEEDS_KIND: _(
			"code: {0} does not say what it is. Choose one of these as equipment_type, or scan the MAC address: {1}."
		),
		Why.NEEDS_MAC: _("code: {0} could be of either {1}. Scan the MAC address."),
		Why.NEEDS_GPON: _("code: {0} is not the serial of an ONT, which looks like RCMG19E0ABCD."),
		Why.IS_ONT: _("equipment_type: {0} is the serial of an ONT, not of: {1}."),
		Why.ALL_FILLED: _(
			"code: {0} is not one of the devices that were scanned here as {1}. Swap the one that it replaces."
		),
		Why.NOT_EXPECTED: _("code: {0} looks like {1}, of which this job has none."),
	}
	sentence = sentences[found.why].format(code.shown, kinds)
	if found.why is Why.NOT_EXPECTED:
		sentence = f"{sentence} {expectation(places)}"
	frappe.throw(sentence, InvalidRequest)

"""`delivery_history`: what the address of a service location was."""

from functools import lru_cache

from gigafibre_fsm.domain.identifiers import canonical_postal_code
from gigafibre_fsm.domain.legacy import places, text, times
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import ChildRow, Reason, Rejected
from gigafibre_fsm.domain.legacy.references import needed_location

LENGTH = 140


def becomes(row: dict, known: Known) -> list[ChildRow]:
	location = needed_location(row, known)
	values = {
		"address_line": _line(row),
		"city": text.clean(row["city"]),
		"province": _province(row["state"]),
		"postal_code": canonical_postal_code(text.clean(row["zip"])),
		"replaced_on": times.day(row["date_orig"], known.now),
	}
	return [
		ChildRow(
			"Former Address", "Service Location", location["name"], "address_history", values, "replaced_on"
		)
	]


def _line(row: dict) -> str:
	parts = [_one_line(text.plain(row["address1"])), _one_line(text.plain(row["address2"]))]
	line = ", ".join([part for part in parts if part])
	if not line:
		raise Rejected(Reason.NO_ADDRESS, "address1")
	return text.fits(line, LENGTH, "address1, address2")


def _one_line(part: str | None) -> str:
	return " ".join(part.split()).strip(" ,") if part else ""


@lru_cache(256)
def _province(written: str | None) -> str | None:
	return places.province(written) if written and written.strip() else None

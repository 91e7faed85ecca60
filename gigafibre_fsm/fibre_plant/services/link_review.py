"""What a person decides about the links that the rules left open, or made with little to go by.

The desk page `link-review` calls these functions; each checks the right it needs. A decision is stored as
`match_method` Manual, with an address (accepted) or without one (none fits), and no run of the linking changes it;
`undo` hands the drop back to the rules.

A drop, wherever one is returned: `name`, `written` (the address as it is on the drop, in one line), `raw_address`,
`civic_number`, `civic_suffix`, `unit`, `street`, `city`, `postal_code`, `latitude`, `longitude` (both null where there are
none), `olt`, `olt_name`, `state`, `civic_address`, `address` (its label, null without one), `method`, `score`, `reason` (a
sentence, translated), `decided` (by a person), `decided_by`, `decided_on`.
"""

import frappe
from frappe import _
from frappe.query_builder import Criterion
from frappe.query_builder.functions import Coalesce, Count

from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.fibre_plant.services import link_candidates, link_reasons, linking
from gigafibre_fsm.fibre_plant.services.drop_address import in_one_line

# A link that the rules made with less than this is shown for a second look.
DOUBTFUL = 0.8
MOST_ROWS = 200
MOST_CANDIDATES = 8
FIELDS = (
	"name",
	"raw_address",
	"civic_number",
	"civic_suffix",
	"unit",
	"street",
	"city",
	"postal_code",
	"latitude",
	"longitude",
	"olt",
	"state",
	"civic_address",
	"match_method",
	"match_score",
	"match_reason",
	"match_decided_by",
	"match_decided_on",
)


def to_review(
	olt: str | None = None,
	city: str | None = None,
	reason: str | None = None,
	start: int = 0,
	limit: int = 50,
) -> dict:
	"""`{total, drops}`: drops without a link first, then doubtful links, the city's name deciding among equals.

	`city` is as the drops have it (`""`: none written), `reason` the English sentence, as `filters()` gives both.
	"""
	frappe.has_permission("Fibre Drop", "read", throw=True)
	drop = frappe.qb.DocType("Fibre Drop")
	where = _wanted(drop, olt, city, reason)
	rows = (
		frappe.qb.from_(drop)
		.select(*(drop[field] for field in FIELDS))
		.where(where)
		.orderby(_linked(drop), drop.city, drop.street, drop.name)
		.limit(min(max(limit, 1), MOST_ROWS))
		.offset(max(start, 0))
		.run(as_dict=True)
	)
	total = frappe.qb.from_(drop).select(Count("*")).where(where).run()[0][0]
	return {"total": total, "drops": shown(rows)}


def filters(olt: str | None = None, city: str | None = None, reason: str | None = None) -> dict:
	"""`{olts, cities, reasons}`: lists of `{value, label, count}`, each under the other two filters."""
	frappe.has_permission("Fibre Drop", "read", throw=True)
	names = dict(frappe.get_all("OLT", fields=["name", "olt_name"], as_list=True))
	return {
		"olts": _counted(
			"olt", _wanted_with(city=city, reason=reason), lambda value: names.get(value) or value
		),
		"cities": _counted("city", _wanted_with(olt=olt, reason=reason), lambda value: value),
		"reasons": _counted("match_reason", _wanted_with(olt=olt, city=city), link_reasons.shown),
	}


def candidates(drop: str) -> dict:
	"""`{drop, candidates}`: the best eight at most, the likeliest first.

	A candidate: `address` (name of the Civic Address), `label`, `latitude`, `longitude`, `metres` (from the drop's
	coordinates, null where unknown), `score` (0 to 1), `drops_there` (how many other drops are linked to it), `parts`: a list of `{part, label, written, register, verdict, note}`
	in the order of an address; `verdict` is same, similar, different or not_given, `note` a translated word or two on what
	differs (null where nothing does).
	"""
	doc = _drop(drop, "read")
	found = link_candidates.of_drop(doc, MOST_CANDIDATES)
	return {"drop": shown([doc.as_dict()])[0], "candidates": found}


def accept(drop: str, address: str) -> dict:
	"""Links the drop to this address, whatever the rules think; the drop is returned."""
	if not frappe.db.exists("Civic Address", address):
		frappe.throw(_("There is no civic address {0}.").format(address), NotFound)
	return _decide(drop, address)


def none(drop: str) -> dict:
	"""None of the register's addresses is the drop's: it leaves the list and is not linked; the drop is returned."""
	return _decide(drop, None)


def undo(drop: str) -> dict:
	"""Forgets what a person decided: the drop is what the rules make of it; it is returned."""
	doc = _drop(drop, "write")
	if doc.match_method != linking.MANUAL:
		frappe.throw(
			_("Nobody has decided about drop {0}: there is nothing to undo.").format(drop), InvalidRequest
		)
	linking.hand_back(doc)
	doc.save()
	return shown([doc.as_dict()])[0]


def _decide(name: str, address: str | None) -> dict:
	doc = _drop(name, "write")
	linking.decide(doc, address)
	doc.save()
	return shown([doc.as_dict()])[0]


def _drop(name: str, right: str):
	"""Locked where it is about to change: two people may sit at the same list."""
	if not frappe.db.exists("Fibre Drop", name):
		frappe.throw(_("There is no fibre drop {0}.").format(name), NotFound)
	doc = frappe.get_doc("Fibre Drop", name, for_update=right == "write")
	doc.check_permission(right)
	return doc


def _wanted_with(**chosen: str | None):
	return _wanted(frappe.qb.DocType("Fibre Drop"), **chosen)


def _wanted(drop, olt: str | None = None, city: str | None = None, reason: str | None = None):
	chosen = {"olt": olt, "city": city, "match_reason": reason}
	fits = [Coalesce(drop[field], "") == value for field, value in chosen.items() if value is not None]
	return Criterion.all([_open(drop), *fits])


def _open(drop):
	method = Coalesce(drop.match_method, "")
	return method.isin(["", "None"]) | (method.isin(["Fuzzy", "Nearest"]) & (drop.match_score < DOUBTFUL))


def _linked(drop):
	return Coalesce(drop.civic_address, "") != ""


def _counted(field: str, where, label) -> list[dict]:
	drop = frappe.qb.DocType("Fibre Drop")
	value = Coalesce(drop[field], "")
	rows = frappe.qb.from_(drop).select(value, Count("*")).where(where).groupby(value).run()
	found = [{"value": value, "label": label(value), "count": count} for value, count in rows]
	return sorted(found, key=lambda row: (-row["count"], row["label"]))


def shown(rows: list[dict]) -> list[dict]:
	"""Drops as the page draws them."""
	labels = link_candidates.labels({row["civic_address"] for row in rows if row["civic_address"]})
	olts = dict(frappe.get_all("OLT", fields=["name", "olt_name"], as_list=True))
	return [_shown(row, labels, olts) for row in rows]


def _shown(row: dict, labels: dict[str, str], olts: dict[str, str]) -> dict:
	placed = bool(row["latitude"] and row["longitude"])
	kept = FIELDS[: FIELDS.index("latitude")]
	return {field: row[field] for field in (*kept, "olt", "state", "civic_address")} | {
		"latitude": row["latitude"] if placed else None,
		"longitude": row["longitude"] if placed else None,
		"written": in_one_line(row),
		"olt_name": olts.get(row["olt"]),
		"address": labels.get(row["civic_address"]),
		"method": row["match_method"],
		"score": row["match_score"],
		"reason": link_reasons.shown(row["match_reason"]),
		"decided": row["match_method"] == linking.MANUAL,
		"decided_by": row["match_decided_by"],
		"decided_on": row["match_decided_on"],
	}

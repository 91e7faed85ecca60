"""Names for a whole order at once, without making simultaneous orders wait for one another."""

from collections.abc import Mapping
from dataclasses import dataclass

import frappe
from frappe.model.base_document import get_controller
from frappe.model.naming import NamingSeries, parse_naming_series, set_new_name

from gigafibre_fsm.gigafibre_fsm.numbering import PREFIXES, SLUG, NumberedDocument, format_name
from gigafibre_fsm.gigafibre_fsm.writing import plan, promises, rows, series, survey

# Stands in a name where its number goes.
_HERE = "\0"


def reserve_names(counts: Mapping[str, int], like: Mapping[str, dict] | None = None) -> dict[str, list[str]]:
	"""`like` gives the values that a site's naming rule may read, per doctype."""
	ruled = survey.of_now(plan.known).named_by_rule
	numbered = {doctype: count for doctype, count in counts.items() if _is_numbered(doctype, ruled)}
	names = _from_sequences(numbered)
	others = {doctype: count for doctype, count in counts.items() if doctype not in numbered}
	names |= _of_erpnext(others, like or {}, ruled)
	for doctype, given in names.items():
		promises.make(doctype, given)
	return names


def _is_numbered(doctype: str, ruled: set[str]) -> bool:
	return (
		doctype in PREFIXES and doctype not in ruled and issubclass(get_controller(doctype), NumberedDocument)
	)


def _from_sequences(counts: Mapping[str, int]) -> dict[str, list[str]]:
	if not counts:
		return {}
	columns = ", ".join(
		f"group_concat(if(n <= {int(count)}, nextval(`{frappe.scrub(doctype + SLUG)}`), null))"
		for doctype, count in counts.items()
	)
	[row] = frappe.db.sql(
		f"""with recursive wanted as (select 1 as n union all select n + 1 from wanted where n < %s)
		select {columns} from wanted""",
		max(counts.values()),
	)
	return {
		doctype: [format_name(doctype, int(number)) for number in numbers.split(",")]
		for doctype, numbers in zip(counts, row, strict=True)
	}


def _of_erpnext(counts: Mapping[str, int], like: Mapping[str, dict], ruled: set[str]) -> dict[str, list[str]]:
	in_series, names = {}, {}
	for doctype, count in counts.items():
		values = like.get(doctype) or {}
		pattern = None if doctype in ruled else series_of(doctype, values)
		if pattern:
			in_series[doctype] = Form.of(pattern, values)
		else:
			names[doctype] = [_as_insert_would(doctype, values) for _ in range(count)]
	return {**names, **_fill(in_series, counts)}


def _fill(forms: Mapping[str, "Form"], counts: Mapping[str, int]) -> dict[str, list[str]]:
	wanted = [(form.prefix, counts[doctype]) for doctype, form in forms.items()]
	taken = series.take(wanted) if wanted else []
	pairs = zip(forms.items(), taken, strict=True)
	return {doctype: [form.name(number) for number in numbers] for (doctype, form), numbers in pairs}


@dataclass(frozen=True)
class Form:
	"""What the names of a series look like."""

	whole: str
	prefix: str
	digits: int

	@classmethod
	def of(cls, pattern: str, values: dict, is_checked: bool = True) -> "Form":
		"""The parts of a name beside its number (year, fields) as Frappe reads them."""
		if is_checked:
			NamingSeries(pattern).validate()
		found: list[tuple[str, int]] = []

		def note(prefix: str, digits: int) -> str:
			found.append((prefix, digits))
			return _HERE

		parts = NamingSeries(pattern).series.split(".")
		whole = parse_naming_series(parts, doc=frappe._dict(values), number_generator=note)
		[(prefix, digits)] = found
		return cls(whole, prefix, digits)

	def name(self, number: int) -> str:
		return self.whole.replace(_HERE, str(number).zfill(self.digits))


def name_in_series(doctype: str, values: dict) -> str:
	"""For a doctype whose controller has chosen its naming series."""
	name = from_series(_chosen_series(doctype, values) or "", 1, values)[0]
	promises.make(doctype, [name])
	return name


def series_of(doctype: str, values: dict) -> str | None:
	"""The doctype's naming series, where nothing but the series makes its names."""
	if hasattr(get_controller(doctype), "autoname"):
		return None
	autoname = plan.of(doctype).meta.autoname or ""
	if autoname.startswith("naming_series:"):
		return _chosen_series(doctype, values)
	return autoname if "#" in autoname and ":" not in autoname else None


def _chosen_series(doctype: str, values: dict) -> str | None:
	chosen = values.get("naming_series") or _first_series(plan.of(doctype).meta.get_field("naming_series"))
	return chosen and chosen + ".#####"


def _first_series(docfield) -> str | None:
	"""What a new document has chosen before anybody does."""
	return docfield and (docfield.default or (docfield.options or "").split("\n")[0])


def from_series(pattern: str, count: int, values: dict, is_checked: bool = True) -> list[str]:
	form = Form.of(pattern, values, is_checked)
	[numbers] = series.take([(form.prefix, count)])
	return [form.name(number) for number in numbers]


def _as_insert_would(doctype: str, values: dict) -> str:
	document = rows.Maker().new(plan.of(doctype), values)
	set_new_name(document)
	return document.name

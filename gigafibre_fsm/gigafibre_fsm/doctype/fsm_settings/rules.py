"""What FSM Settings accepts."""

from collections import Counter

import frappe
import phonenumbers
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.integrations.base_url import BadUrl, clean, host_of, is_exposed
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.requirements import REQUIRED, SWITCHES

HOME_REGION = "CA"
LONGEST_WINDOW = 60
LAST_PORT = 65535
LIMITS = ("limit_search", "limit_guest_reads", "limit_guest_writes", "limit_otp")
PORTS = ("oktopus_mqtt_port", "legacy_port")
# Rows of a table that must not say two things about one case.
DISTINCT: dict[str, tuple[str, ...]] = {
	"combo_rules": ("service_kinds",),
	"commitment_rules": ("months",),
	"reminders": ("days_overdue", "channel"),
}
LEAST = {("combo_rules", "service_kinds"): 2, ("commitment_rules", "months"): 1}


def url_fields(settings: Document) -> list[str]:
	return [field.fieldname for field in settings.meta.fields if field.fieldname.endswith("_base_url")]


def clean_urls(settings: Document) -> None:
	for fieldname in url_fields(settings):
		if url := settings.get(fieldname):
			settings.set(fieldname, _clean_url(settings, fieldname, url))


def _clean_url(settings: Document, fieldname: str, url: str) -> str:
	try:
		return clean(url)
	except BadUrl as error:
		problem = _url_problem(error.code)
	frappe.throw(f"{_name(settings, fieldname)}: {problem}")


def _url_problem(code: str) -> str:
	return {
		"scheme": _("The address must begin with https:// (or http:// inside the private network)."),
		"host": _("The address names no server. Example: https://api.example.com"),
		"login": _("The address must not hold a user or a password: they have fields of their own."),
		"extra": _("The address must end before any « ? » or « # »."),
	}[code]


def typed_secret(settings: Document, fieldname: str) -> str:
	"""What was typed into a Password field just now; nothing when it holds the dots of the saved one."""
	value = settings.get(fieldname) or ""
	return "" if settings.is_dummy_password(value) else value


def warn_of_clear_text(settings: Document) -> None:
	"""A device server is often plain http on a private network: refusing would only teach to lie."""
	changed = [fieldname for fieldname in url_fields(settings) if settings.has_value_changed(fieldname)]
	urls = [settings.get(fieldname) or "" for fieldname in changed]
	urls.append(typed_secret(settings, "chat_webhook_url"))
	exposed = [host_of(url) for url in urls if is_exposed(url)]
	if exposed:
		_warn(
			_("Passwords would cross the internet unencrypted to {0}: use https if the server can.").format(
				", ".join(exposed)
			)
		)


def warn_of_missing(settings: Document) -> None:
	for switch, system in SWITCHES.items():
		if settings.get(switch) and settings.has_value_changed(switch):
			_warn_of_missing_in(settings, switch, REQUIRED[system])


def _warn_of_missing_in(settings: Document, switch: str, required: tuple[str, ...]) -> None:
	missing = [fieldname for fieldname in required if not settings.get(fieldname)]
	if missing:
		_warn(
			_("{0} is on, but nothing can go through yet. Missing: {1}.").format(
				_tab(settings, switch), Credentials(settings).labels(*missing)
			)
		)


def _warn(sentence: str) -> None:
	frappe.msgprint(sentence, indicator="orange", alert=True)


def check_numbers(settings: Document) -> None:
	# Frappe's own check of negative numbers comes after this one, and names no limit.
	for fieldname in (*LIMITS, "jobs_per_day"):
		_within(settings, fieldname, 0, None)
	_within(settings, "date_window_days", 1, LONGEST_WINDOW)
	for fieldname in PORTS:
		if not settings.get(fieldname):
			settings.set(fieldname, settings.meta.get_field(fieldname).default)
		_within(settings, fieldname, 1, LAST_PORT)


def _within(settings: Document, fieldname: str, least: int, most: int | None) -> None:
	value = frappe.utils.cint(settings.get(fieldname))
	if settings.get(fieldname) is None or (value >= least and (most is None or value <= most)):
		return
	name = _label(settings, fieldname)
	if most is None:
		frappe.throw(_("{0} must be {1} or more.").format(name, least))
	frappe.throw(_("{0} must be from {1} to {2}.").format(name, least, most))


def check_rows(settings: Document) -> None:
	for table, keys in DISTINCT.items():
		_refuse_repeated(settings, table, keys)
	for (table, fieldname), least in LEAST.items():
		_refuse_small(settings, table, fieldname, least)


def _refuse_repeated(settings: Document, table: str, keys: tuple[str, ...]) -> None:
	rows = Counter(tuple(row.get(key) for key in keys) for row in settings.get(table))
	repeated = [row for row, count in rows.items() if count > 1]
	if repeated:
		frappe.throw(
			_("{0}: {1} appears twice. Keep one row.").format(
				_label(settings, table), " · ".join(_(str(value)) for value in repeated[0])
			)
		)


def _refuse_small(settings: Document, table: str, fieldname: str, least: int) -> None:
	for row in settings.get(table):
		if row.get(fieldname) < least:
			label = _label(row, fieldname)
			frappe.throw(
				_("{0}, row {1}: {2} must be {3} or more.").format(
					_label(settings, table), row.idx, label, least
				)
			)


def check_sender(settings: Document) -> None:
	if settings.twilio_from_number:
		settings.twilio_from_number = _sending_number(settings.twilio_from_number)
	for fieldname in ("mailjet_from_email", "sales_email"):
		if "," in (settings.get(fieldname) or ""):
			frappe.throw(_("{0} takes one address.").format(_label(settings, fieldname)))


def _sending_number(typed: str) -> str:
	"""The number as Twilio wants it, E.164: +14505551234."""
	try:
		number = phonenumbers.parse(typed, HOME_REGION)
	except phonenumbers.NumberParseException:
		number = None
	if not number or not phonenumbers.is_valid_number(number):
		shown = frappe.bold(frappe.utils.escape_html(typed))
		frappe.throw(_("{0} is not a phone number. Example: +1 450 272-2408").format(shown))
	return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _name(settings: Document, fieldname: str) -> str:
	return f"{_tab(settings, fieldname)}, {_label(settings, fieldname)}"


def _label(document: Document, fieldname: str) -> str:
	return _(document.meta.get_label(fieldname), context=document.doctype)


def _tab(settings: Document, fieldname: str) -> str:
	"""The label of the tab that shows a field: « Base URL » alone would not tell whose."""
	tab = ""
	for field in settings.meta.fields:
		tab = field.label if field.fieldtype == "Tab Break" else tab
		if field.fieldname == fieldname:
			return _(tab)
	return ""

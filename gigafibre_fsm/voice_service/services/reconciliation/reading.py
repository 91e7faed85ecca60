"""The three lists, as the rules of `domain/telephone` take them."""

from collections.abc import Iterator

import frappe

from gigafibre_fsm.domain.emergency.findings import Written
from gigafibre_fsm.domain.telephone import records
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency.client import EmergencyClient
from gigafibre_fsm.integrations.sip.client import SipClient
from gigafibre_fsm.integrations.sip.records import Account
from gigafibre_fsm.voice_service.services.sip import account as accounts_of_lines

# Lines of one query.
PAGE = 5000
# Of a SIP user, as the line's field holds it.
LONGEST = 140
ADDRESS = ("e911_civic_number", "e911_suffix", "e911_unit", "e911_street", "e911_city", "e911_zip")
COLUMNS = (*accounts_of_lines.FIELDS, "e911_status", *ADDRESS)


def lines(domain: str) -> Iterator[records.Line]:
	"""As they were when the transaction began. `domain`: of an account that says none."""
	query = f"""select {", ".join(COLUMNS)} from `tabVoIP Line` where name > %s order by name limit {PAGE}"""
	last = ""
	while rows := frappe.db.sql(query, (last,), as_dict=True):
		for row in rows:
			yield _line(row, domain)
		last = rows[-1].name


def _line(row: frappe._dict, domain: str) -> records.Line:
	wanted = accounts_of_lines.of(row)
	return records.Line(
		name=row.name,
		did=row.did or "",
		username=row.sip_username or "",
		status=row.status,
		e911_status=row.e911_status or "",
		address=Written(*(row[field] for field in ADDRESS)),
		settings=_settings(wanted, domain) if wanted else (),
	)


def accounts(credentials: Credentials) -> Iterator[records.Account]:
	client = SipClient.from_settings(credentials)
	for found in client.accounts():
		# None of ours could be called that.
		if not 0 < len(found.username) <= LONGEST:
			continue
		yield _account(found, client.site)


def _account(found: Account, site: str) -> records.Account:
	return records.Account(
		username=found.username,
		enabled=found.enabled,
		did=found.did or "",
		line=found.line or "",
		is_foreign=found.site not in (None, site),
		settings=_settings(found),
	)


def _settings(account: Account, domain: str = "") -> tuple[tuple[str, str], ...]:
	"""By the labels of the line's fields."""
	calls = account.calls
	return (
		("SIP Domain", account.domain or domain),
		("Caller ID", calls.caller_id),
		("Max Calls", str(calls.most or "")),
		("Call Timeout (seconds)", str(calls.ring_seconds or "")),
		("International", "yes" if calls.international else "no"),
		("Country Whitelist", ", ".join(sorted(calls.countries))),
	)


def registrations(credentials: Credentials) -> Iterator[records.Registration]:
	for found in EmergencyClient.from_settings(credentials).registrations():
		held = found.address
		address = Written(held.street_number, None, held.suite, held.street_name, held.city, held.postal_code)
		yield records.Registration(found.phone, found.status, address, found.reason)

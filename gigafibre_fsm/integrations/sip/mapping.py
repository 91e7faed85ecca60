"""Accounts as the REST gateway spells them: an Agent, who calls, and its Credentials."""

from collections.abc import Mapping

from gigafibre_fsm.integrations.sip.records import Account, Calls

LONGEST_NAME = 60
# Our part of an Agent's or Credentials' `extended`.
SITE, LINE, DID, CALLS = "site", "voipLine", "did", "calls"
OURS = frozenset({SITE, LINE, DID, CALLS})


def account(agent: Mapping) -> Account:
	extended = _object(agent.get("extended"))
	return Account(
		username=_text(agent.get("username")),
		enabled=bool(agent.get("enabled")),
		line=_text(extended.get(LINE)) or None,
		site=_text(extended.get(SITE)) or None,
		did=_text(extended.get(DID)) or None,
		domain=_text(_object(agent.get("domain")).get("domainUri")),
		calls=_calls(_object(extended.get(CALLS))),
		ref=_text(agent.get("ref")) or None,
		credentials_ref=_text(_object(agent.get("credentials")).get("ref")) or None,
		others={name: value for name, value in extended.items() if name not in OURS},
	)


def agent(wanted: Account, domain_ref: str, credentials_ref: str, others: Mapping) -> dict:
	return {
		"name": _name(wanted),
		"username": wanted.username,
		# Else the platform hides who calls.
		"privacy": "NONE",
		"enabled": wanted.enabled,
		"domainRef": domain_ref,
		"credentialsRef": credentials_ref,
		"extended": {**others, **_mark(wanted), DID: wanted.did or "", CALLS: _told(wanted.calls)},
	}


def credentials(wanted: Account) -> dict:
	return {
		"name": _name(wanted),
		"username": wanted.username,
		"password": wanted.password,
		"extended": _mark(wanted),
	}


def owner(thing: Mapping) -> tuple[str | None, str | None]:
	"""Site and line of the mark on an Agent or Credentials."""
	extended = _object(thing.get("extended"))
	return _text(extended.get(SITE)) or None, _text(extended.get(LINE)) or None


def _mark(wanted: Account) -> dict:
	return {SITE: wanted.site, LINE: wanted.line}


def _name(wanted: Account) -> str:
	return (wanted.did or wanted.line or wanted.username)[:LONGEST_NAME]


def _told(calls: Calls) -> dict:
	return {
		"callerId": calls.caller_id,
		"maxCalls": calls.most,
		"ringSeconds": calls.ring_seconds,
		"international": calls.international,
		"countries": list(calls.countries),
	}


def _calls(told: Mapping) -> Calls:
	return Calls(
		caller_id=_text(told.get("callerId")),
		most=_count(told.get("maxCalls")),
		ring_seconds=_count(told.get("ringSeconds")),
		international=bool(told.get("international")),
		countries=tuple(map(_text, told.get("countries") or ())),
	)


def _object(value: object) -> Mapping:
	return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
	return value if isinstance(value, str) else ""


def _count(value: object) -> int:
	# A Struct of the platform's knows no whole numbers.
	return int(value) if isinstance(value, int | float) else 0

"""Mailjet's rows, as this app reads them."""

from collections.abc import Iterable, Mapping


def may_send_as(email: str, active_senders: Iterable[Mapping]) -> bool:
	"""Whether an active sender covers the address: the address itself, or its whole domain (`*@example.org`)."""
	email = email.strip().lower()
	domain = email.rpartition("@")[2]
	allowed = {str(row.get("Email", "")).lower() for row in active_senders if row.get("Status") == "Active"}
	return bool(allowed & {email, f"*@{domain}"})

"""A row of the outbox as it is delivered: a value, so that no document crosses to a provider."""

import json
from dataclasses import dataclass, field, fields
from datetime import datetime


@dataclass(frozen=True)
class Message:
	name: str
	# What the provider is told the message by, where it takes such a thing: the same at every attempt.
	dedupe_key: str
	channel: str
	event: str
	recipient: str | None
	reference_doctype: str | None
	reference_name: str | None
	payload: str | None
	subject: str | None
	body: str | None
	# E-mails only.
	html: str | None
	attempts: int
	# An earlier attempt may have reached the provider: it is asked before anything is sent again.
	in_doubt: int
	# Under which an earlier attempt was accepted for later.
	provider_id: str | None
	creation: datetime
	# Until when the row belongs to this process; nobody else writes what became of it.
	lease: datetime | None = field(default=None, compare=False)

	@property
	def language(self) -> str:
		return self._content().get("language") or "fr"

	@property
	def variables(self) -> dict:
		return self._content().get("variables") or {}

	def _content(self) -> dict:
		content = json.loads(self.payload or "{}")
		return content if isinstance(content, dict) else {}


COLUMNS = tuple(each.name for each in fields(Message) if each.name != "lease")

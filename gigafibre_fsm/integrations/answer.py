"""What a provider answered, read with suspicion: it may be another server's page."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from frappe import _

from gigafibre_fsm.integrations.errors import ConfigurationError, ProviderError
from gigafibre_fsm.integrations.masking import mask

LONGEST_QUOTE = 160
# Slack's webhooks say `no_service`: a code, not a page.
CODE = re.compile(r"[a-z][a-z_]{2,40}")
# Where providers put a sentence for people in an error's body.
SENTENCE_PATHS = (("error", "message"), ("message",), ("ErrorMessage",), ("detail",), ("error",))


@dataclass(frozen=True)
class Answer:
	peer: str
	status: int
	headers: Mapping[str, str]
	body: bytes = field(repr=False)
	secrets: tuple[str, ...] = field(default=(), repr=False)
	# The words of the status line: with one provider they alone tell an offline device from one that did as told.
	reason: str = ""

	@property
	def is_success(self) -> bool:
		return 200 <= self.status < 300

	@property
	def text(self) -> str:
		return self.body.decode("utf-8", errors="replace").strip()

	def json(self) -> Any:
		try:
			return json.loads(self.body)
		except (ValueError, RecursionError):
			pass
		raise self.unlike()

	def object(self) -> dict:
		value = self.json()
		if not isinstance(value, dict):
			raise self.unlike()
		return value

	def items(self) -> list:
		value = self.json()
		if not isinstance(value, list):
			raise self.unlike()
		return value

	def take(self, name: str, kind: type) -> Any:
		"""The value under `name`, which this provider always sends."""
		value = self.object().get(name)
		if not isinstance(value, kind):
			raise self.unlike()
		return value

	def unlike(self) -> ProviderError:
		return ConfigurationError(
			_("A server answers, but not as {0} does ({1}). Check the address.").format(
				self.peer, self._kind_of_body()
			),
			status=self.status,
		)

	def _kind_of_body(self) -> str:
		if not self.body:
			return _("an empty answer")
		if self.text[:1] == "<":
			return _("a web page")
		return _("an answer of another form")

	def said(self) -> str:
		"""Status and the provider's own words, for the brackets of a sentence."""
		words = self.words()
		return f"{self.status}: {words}" if words else str(self.status)

	def words(self) -> str:
		"""What the provider says in its error, without our secrets; nothing of a page meant for browsers."""
		words = self.text if CODE.fullmatch(self.text) else self._sentence()
		return " ".join(mask(words, self.secrets).split())[:LONGEST_QUOTE].rstrip(" .")

	def _sentence(self) -> str:
		try:
			data = json.loads(self.body)
		except (ValueError, RecursionError):
			return ""
		if isinstance(data, str):
			return data
		found = (_dig(data, path) for path in SENTENCE_PATHS)
		return next((value for value in found if isinstance(value, str)), "")

	def retry_after(self) -> int | None:
		"""Seconds, when the provider says so in seconds."""
		value = self.headers.get("Retry-After", "")
		return int(value) if value.isdecimal() else None


def _dig(data: object, path: tuple[str, ...]) -> object:
	for key in path:
		data = data.get(key) if isinstance(data, dict) else None
	return data

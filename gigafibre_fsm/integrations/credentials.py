"""The saved settings of one system; what is missing is said by the name of its field."""

import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.integrations.auth import HeaderAuth, anonymous
from gigafibre_fsm.integrations.errors import ConfigurationError
from gigafibre_fsm.integrations.http import Peer


class Credentials:
	def __init__(self, settings: Document):
		self.settings = settings

	def require(self, *fieldnames: str) -> tuple[str, ...]:
		self._refuse_unreadable(fieldnames)
		values = tuple(self.optional(fieldname) for fieldname in fieldnames)
		missing = [fieldname for fieldname, value in zip(fieldnames, values, strict=True) if not value]
		if missing:
			raise ConfigurationError(_("Missing: {0}. Fill it in and save.").format(self.labels(*missing)))
		return values

	def optional(self, fieldname: str) -> str:
		if self._is_secret(fieldname):
			return self._secret(fieldname)
		return str(self.settings.get(fieldname) or "").strip()

	def labels(self, *fieldnames: str) -> str:
		return ", ".join(map(self._label, fieldnames))

	def _label(self, fieldname: str) -> str:
		return _(self.settings.meta.get_label(fieldname), context=self.settings.doctype)

	def peer(
		self, name: str, url_field: str, auth: HeaderAuth = anonymous, login: tuple[str, ...] = ()
	) -> Peer:
		(base_url,) = self.require(url_field)
		return Peer(name, base_url.rstrip("/"), self.labels(url_field), self.labels(*login), auth)

	def _is_secret(self, fieldname: str) -> bool:
		# Between an update and its migrate, the form does not know every field yet.
		field = self.settings.meta.get_field(fieldname)
		return bool(field) and field.fieldtype == "Password"

	def _secret(self, fieldname: str) -> str:
		# Frappe's own message about a wrong encryption key would reach the user beside our sentence.
		shown = len(frappe.local.message_log)
		secret = self.settings.get_password(fieldname, raise_exception=False)
		del frappe.local.message_log[shown:]
		return (secret or "").strip()

	def _refuse_unreadable(self, fieldnames: tuple[str, ...]) -> None:
		"""A secret that shows as dots but cannot be decrypted: the site came from a backup without its key."""
		unreadable = [
			name
			for name in fieldnames
			if self._is_secret(name) and self.settings.get(name) and not self._secret(name)
		]
		if unreadable:
			raise ConfigurationError(
				_(
					"Saved with another encryption key, and unreadable on this site: {0}. Type it again and save."
				).format(self.labels(*unreadable))
			)

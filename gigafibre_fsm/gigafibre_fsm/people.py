"""Who works here, and how they are told in the desk."""

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import is_notifications_enabled
from frappe.model.document import Document
from frappe.utils import escape_html

# Everybody's roles are theirs as well, and nobody sits there.
NOBODY = ("Administrator", "Guest")


def with_roles(*roles: str) -> list[str]:
	"""Users who can log in and have one of the roles."""
	user, has_role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	rows = (
		frappe.qb.from_(user)
		.join(has_role)
		.on((has_role.parent == user.name) & (has_role.parenttype == "User"))
		.where(has_role.role.isin(roles) & (user.enabled == 1) & user.name.notin(NOBODY))
		.select(user.name)
		.distinct()
		.orderby(user.name)
	).run()
	return [name for (name,) in rows]


def notify(users: list[str], about: Document, subject: str) -> None:
	"""In the desk's bell. Frappe mails no alerts, so nothing leaves before the commit."""
	for user in filter(is_notifications_enabled, users):
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"type": "Alert",
				"for_user": user,
				"document_type": about.doctype,
				"document_name": about.name,
				"subject": escape_html(subject),
			}
		).insert(ignore_permissions=True)

"""Who works here."""

import frappe

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

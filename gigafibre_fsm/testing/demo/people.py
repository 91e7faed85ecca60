"""A user for every role, and the technicians as employees."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from gigafibre_fsm.setup.catalogue.site import find_company
from gigafibre_fsm.testing.demo import rows

DOMAIN = "gigafibre.example"
USERS = (
	("manager", "Chantal", "Dubé", "FSM Manager"),
	("agent", "Karine", "Lévesque", "FSM Agent"),
	("dispatch", "Yves", "Thibault", "FSM Dispatcher"),
	("tech1", "Martin", "Gauthier", "FSM Technician"),
	("tech2", "Sophie", "Nadeau", "FSM Technician"),
	("tech3", "Kevin", "Poirier", "FSM Technician"),
	("acs", "Serveur", "ACS", "FSM ACS"),
	("client", "Marc-André", "Côté", "FSM Customer"),
)
TAGS = {
	"tech1": "Fibre, Installation",
	"tech2": "Fibre, Installation, VoIP",
	"tech3": "Fibre, Réparation, Hauteur",
}


def email(login: str) -> str:
	return f"{login}@{DOMAIN}"


def load(password: str) -> dict[str, str]:
	"""Each user's role, by login."""
	for login, first_name, last_name, role in USERS:
		if not frappe.db.exists("User", email(login)):
			_make_user(login, first_name, last_name, role, password)
	for login, tags in TAGS.items():
		_load_technician(login, tags)
	return {email(login): role for login, _first, _last, role in USERS}


def _make_user(login: str, first_name: str, last_name: str, role: str, password: str) -> None:
	desk = frappe.db.get_value("Role", role, "desk_access")
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": email(login),
			"first_name": first_name,
			"last_name": last_name,
			"user_type": "System User" if desk else "Website User",
			"language": "fr",
			"send_welcome_email": 0,
			"new_password": password,
			"roles": [{"role": role}],
		}
	)
	user.flags.ignore_password_policy = True
	user.insert(ignore_permissions=True)


def _load_technician(login: str, tags: str) -> None:
	first_name, last_name = frappe.db.get_value("User", email(login), ["first_name", "last_name"])
	rows.ensure(
		"Employee",
		{"user_id": email(login)},
		first_name=first_name,
		last_name=last_name,
		company=find_company(),
		gender=rows.ensure("Gender", {"gender": "Prefer not to say"}),
		date_of_birth="1990-05-17",
		date_of_joining="2021-03-01",
		status="Active",
		create_user_permission=0,
		technician_tags=tags,
		traccar_device_id=login,
	)


@contextmanager
def acting_as(login: str) -> Iterator[None]:
	before = frappe.session.user
	frappe.set_user(email(login))
	try:
		yield
	finally:
		frappe.set_user(before)


def technician(login: str) -> str:
	return rows.find("Employee", {"user_id": email(login)})

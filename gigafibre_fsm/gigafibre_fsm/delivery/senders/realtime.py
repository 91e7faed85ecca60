"""Events of the desk, to those who work with them and to nobody else.

Frappe's room of the site is open to every user of the desk, technicians included; the room of a user is theirs alone.
An event is a hint to look again: told twice it does no harm.
"""

import frappe
from frappe import _

from gigafibre_fsm.gigafibre_fsm import background, people
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.integrations.errors import RetryableError

OFFICE = ("FSM Manager", "FSM Agent", "FSM Dispatcher")
SUPPORT = ("FSM Manager", "FSM Agent")
# Events that are not listed go to managers.
ROLES: dict[str, tuple[str, ...]] = {
	"fsm_new_installation": OFFICE,
	"fsm_job_updated": OFFICE,
	"fsm_device_online": SUPPORT,
	"fsm_unknown_device": SUPPORT,
	"fsm_payment_failed": SUPPORT,
}


class Desk:
	def send(self, message: Message) -> None:
		_refuse_without_redis()
		for user in _listeners(message):
			frappe.publish_realtime(message.event, message.variables, user=user)

	def find(self, message: Message) -> None:
		return None


def sender() -> Desk:
	return Desk()


def _listeners(message: Message) -> list[str]:
	"""`recipient` is a user beside those of the roles: the technician of a job."""
	users = people.with_roles(*ROLES.get(message.event, ("FSM Manager",)))
	return sorted({*users, *([message.recipient] if message.recipient else [])})


def _refuse_without_redis() -> None:
	"""Frappe publishes into the void without a word."""
	if not background.redis_answers():
		raise RetryableError(_("Redis does not answer: nobody can be told at once."))

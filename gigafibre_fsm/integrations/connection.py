"""« Test Connection » of FSM Settings: one real, harmless call with what is saved."""

from collections.abc import Callable
from typing import TypedDict

from frappe.model.document import Document

from gigafibre_fsm.integrations.acs import genieacs, oktopus
from gigafibre_fsm.integrations.chat import client as chat
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.emergency import client as emergency
from gigafibre_fsm.integrations.errors import ProviderError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.integrations.llm import client as llm
from gigafibre_fsm.integrations.mailjet import client as mailjet
from gigafibre_fsm.integrations.requirements import REQUIRED
from gigafibre_fsm.integrations.sip import client as sip
from gigafibre_fsm.integrations.stripe import client as stripe
from gigafibre_fsm.integrations.traccar import client as traccar
from gigafibre_fsm.integrations.twilio import client as twilio
from gigafibre_fsm.legacy import connection as legacy


class Verdict(TypedDict):
	ok: bool
	message: str
	warning: str


CHECKS: dict[str, Callable[[Credentials], Finding]] = {
	"stripe": stripe.check_connection,
	"twilio": twilio.check_connection,
	"mailjet": mailjet.check_connection,
	"chat": chat.check_connection,
	"genieacs": genieacs.check_connection,
	"oktopus": oktopus.check_connection,
	"sip": sip.check_connection,
	"emergency": emergency.check_connection,
	"traccar": traccar.check_connection,
	"llm": llm.check_connection,
	"legacy": legacy.check_connection,
}


def check(system: str, settings: Document) -> Verdict:
	credentials = Credentials(settings)
	try:
		credentials.require(*REQUIRED[system])
		finding = CHECKS[system](credentials)
	except ProviderError as error:
		return {"ok": False, "message": error.message, "warning": ""}
	return {"ok": True, "message": finding.message, "warning": finding.warning}

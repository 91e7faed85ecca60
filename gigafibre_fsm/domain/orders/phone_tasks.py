"""What people still have to do about a line's number; the installation does not wait for it."""

from collections.abc import Sequence

from gigafibre_fsm.domain.orders.request import GivenPhone
from gigafibre_fsm.domain.orders.tasks import SUPPORT, TemplateTask

ASSIGN = "Attribuer un numéro"
PORT_IN = "Transférer le numéro {did}"


def of_missing(dids: Sequence[str | None]) -> list[TemplateTask]:
	return [TemplateTask("", ASSIGN, SUPPORT) for did in dids if did is None]


def of_ported(phone: GivenPhone) -> list[TemplateTask]:
	if not phone.port_number:
		return []
	subject = PORT_IN.format(did=phone.port_number)
	return [TemplateTask("", subject, SUPPORT, description=_port_details(phone))]


def _port_details(phone: GivenPhone) -> str | None:
	known = (("Fournisseur actuel", phone.current_carrier), ("No de compte", phone.account_number))
	return "<br>".join(f"{label} : {value}" for label, value in known if value) or None

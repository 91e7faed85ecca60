"""What people still have to do about a line's number; the installation does not wait for it."""

from collections.abc import Sequence

from gigafibre_fsm.domain.orders.request import GivenPhone
from gigafibre_fsm.domain.orders.tasks import SUPPORT, TemplateTask

ASSIGN = "Attribuer un numéro"
PORT_IN = "Transférer le numéro {did}"


def tasks(phone: GivenPhone, dids: Sequence[str | None]) -> list[TemplateTask]:
	missing = sum(1 for did in dids if did is None)
	found = [TemplateTask("", ASSIGN, SUPPORT)] * missing
	if phone.port_number and dids:
		found.append(
			TemplateTask("", PORT_IN.format(did=phone.port_number), SUPPORT, description=_port_details(phone))
		)
	return found


def _port_details(phone: GivenPhone) -> str | None:
	known = (("Fournisseur actuel", phone.current_carrier), ("No de compte", phone.account_number))
	return "<br>".join(f"{label} : {value}" for label, value in known if value) or None

from frappe.model.document import Document
from frappe.utils import now_datetime

from gigafibre_fsm.testing.factories.base import insert
from gigafibre_fsm.testing.factories.unique import unique_did


def make_telephone_reconciliation(**overrides) -> Document:
	return insert("Telephone Reconciliation", overrides, status="Completed", started_at=now_datetime)


def make_telephone_difference(**overrides) -> Document:
	"""A number that the 911 provider has and no line."""
	overrides.setdefault("did", unique_did())
	return insert(
		"Telephone Difference",
		overrides,
		status="Open",
		kind="Orphaned Registration",
		side="911",
		may_stay=1,
		finding_key=f"{overrides.get('kind', 'Orphaned Registration')}:{overrides['did']}",
		found_on=now_datetime,
		last_found_on=now_datetime,
	)

"""What a customer has already, as far as it changes a price."""

from dataclasses import dataclass

import frappe

TV_BOX = "Décodeur TV"
# Bought once: a lost or broken box was the free one too. What came back to stock was not.
_BOX = """
	select exists (
		select 1 from `tabService Equipment`
		where customer = %(customer)s and equipment_type = %(box)s
			and (status in ('Actif', 'Défectueux', 'Perdu')
				or status = 'En inventaire' and coalesce(service_location, '') <> ''))"""
# A service that is ordered, but not activated yet, will be there. An add-on is not the service it goes on top of.
_KINDS = """
	select distinct s.service_type
	from `tabService Subscription` s
	left join tabItem i on i.name = s.item
	where s.customer = %(customer)s and s.status in ('Pending', 'Active')
		and (%(place)s = '*' or s.service_location = %(place)s)
		and coalesce(i.requires_service_type, '') <> coalesce(s.service_type, '')"""


ANYWHERE = "*"


@dataclass(frozen=True)
class Held:
	tv_box: bool = False
	kinds: frozenset[str] = frozenset()


def of(customer: str | None, place: str | None = ANYWHERE) -> Held:
	"""`place`: the Service Location; None is a new one, where nothing is held yet."""
	if not customer:
		return Held()
	values = {"customer": customer, "box": TV_BOX, "place": place}
	has_box = bool(frappe.db.sql(_BOX, values)[0][0])
	kinds = frozenset(kind for (kind,) in frappe.db.sql(_KINDS, values) if kind)
	return Held(has_box, kinds)

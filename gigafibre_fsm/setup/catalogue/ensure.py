import frappe

from gigafibre_fsm.setup.catalogue import (
	device_profiles,
	fsm_settings,
	holiday_list,
	items,
	message_templates,
	money_rounding,
	prices,
	project_template,
	selling,
	taxes,
)
from gigafibre_fsm.setup.catalogue.made import Made
from gigafibre_fsm.setup.catalogue.site import look

STEPS = (
	items.ensure,
	prices.ensure,
	taxes.ensure,
	money_rounding.ensure,
	selling.ensure,
	holiday_list.ensure,
	project_template.ensure,
	message_templates.ensure,
	device_profiles.ensure,
	fsm_settings.ensure,
)


def ensure() -> bool:
	"""Makes what is missing; after install, each migrate and ERPNext's setup wizard. False: too early, nothing made."""
	site = look()
	if not site:
		frappe.logger("gigafibre_fsm").info(
			"Catalogue not made: ERPNext's setup is not finished on this site. It follows when the setup wizard ends."
		)
		return False
	made = Made()
	for step in STEPS:
		step(site, made)
	made.save()
	return True

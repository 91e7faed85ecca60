"""Serves the site with what an order needs imported before the workers are forked: a new worker is as fast as an old one."""

from importlib import import_module

from wsgi import application  # noqa: F401

for name in (
	"erpnext.projects.doctype.project.project",
	"erpnext.projects.doctype.task.task",
	"erpnext.selling.doctype.customer.customer",
	"frappe.contacts.doctype.address.address",
	"frappe.contacts.doctype.contact.contact",
	"gigafibre_fsm.api.checkout",
):
	import_module(name)

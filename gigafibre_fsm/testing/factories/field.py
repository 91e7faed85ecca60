import frappe
from frappe.model.document import Document
from frappe.utils import now, today

from gigafibre_fsm.testing.factories.base import customer_of, insert
from gigafibre_fsm.testing.factories.erpnext import make_customer
from gigafibre_fsm.testing.factories.subscriber import make_service_location
from gigafibre_fsm.testing.factories.unique import unique_number


def make_dispatch_job(**overrides) -> Document:
	if "service_location" not in overrides:
		overrides["service_location"] = make_service_location().name
	overrides.setdefault("customer", customer_of(overrides, service_location="Service Location"))
	return insert("Dispatch Job", overrides, job_type="Installation", status="To Schedule")


def make_service_work_order(**overrides) -> Document:
	customer = customer_of(overrides, service_location="Service Location", dispatch_job="Dispatch Job")
	return insert(
		"Service Work Order", overrides, customer=lambda: customer or make_customer().name, work_date=today
	)


def make_field_operation(**overrides) -> Document:
	return insert(
		"Field Operation",
		overrides,
		name=lambda: f"op-{unique_number()}",
		job=lambda: make_dispatch_job().name,
		method="start",
		user=frappe.session.user,
		at=now,
		received_at=now,
		ok=1,
		args="{}",
		result="{}",
	)

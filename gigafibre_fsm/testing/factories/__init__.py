"""`make_<doctype>(**overrides)`: a valid record of each kind. A test states only what matters to it.

Records go through their controllers and are left uncommitted; a test's rollback takes them away.
"""

from gigafibre_fsm.testing.factories.erpnext import (
	make_address,
	make_contact,
	make_customer,
	make_employee,
	make_issue,
	make_item,
	make_lead,
	make_project,
	make_quotation,
	make_sales_invoice,
	make_task,
	make_user,
)
from gigafibre_fsm.testing.factories.field import (
	make_dispatch_job,
	make_field_operation,
	make_service_work_order,
)
from gigafibre_fsm.testing.factories.money import (
	make_payment_arrangement,
	make_payment_attempt,
	make_payment_method,
	make_website_checkout,
)
from gigafibre_fsm.testing.factories.plant import (
	make_civic_address,
	make_fibre_drop,
	make_olt,
	make_planned_municipality,
	make_pricing_zone,
	make_street,
)
from gigafibre_fsm.testing.factories.plumbing import (
	make_assistant_request,
	make_legacy_import_reject,
	make_legacy_import_row,
	make_legacy_import_run,
	make_message_template,
	make_outbox_message,
	make_provider_event,
)
from gigafibre_fsm.testing.factories.subscriber import (
	make_device_denial,
	make_device_profile,
	make_service_equipment,
	make_service_location,
	make_service_subscription,
)
from gigafibre_fsm.testing.factories.telephones import (
	make_telephone_difference,
	make_telephone_reconciliation,
)
from gigafibre_fsm.testing.factories.unique import unique_did, unique_mac, unique_number, unique_serial
from gigafibre_fsm.testing.factories.voice import (
	make_address_judgement,
	make_e911_request,
	make_number_port,
	make_phone_number,
	make_voip_line,
)

__all__ = [
	"make_address",
	"make_address_judgement",
	"make_assistant_request",
	"make_civic_address",
	"make_contact",
	"make_customer",
	"make_device_denial",
	"make_device_profile",
	"make_dispatch_job",
	"make_e911_request",
	"make_employee",
	"make_fibre_drop",
	"make_field_operation",
	"make_issue",
	"make_item",
	"make_lead",
	"make_legacy_import_reject",
	"make_legacy_import_row",
	"make_legacy_import_run",
	"make_message_template",
	"make_number_port",
	"make_olt",
	"make_outbox_message",
	"make_payment_arrangement",
	"make_payment_attempt",
	"make_payment_method",
	"make_phone_number",
	"make_planned_municipality",
	"make_pricing_zone",
	"make_project",
	"make_provider_event",
	"make_quotation",
	"make_sales_invoice",
	"make_service_equipment",
	"make_service_location",
	"make_service_subscription",
	"make_service_work_order",
	"make_street",
	"make_task",
	"make_telephone_difference",
	"make_telephone_reconciliation",
	"make_user",
	"make_voip_line",
	"make_website_checkout",
	"unique_did",
	"unique_mac",
	"unique_number",
	"unique_serial",
]

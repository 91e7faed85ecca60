app_name = "gigafibre_fsm"
app_title = "Gigafibre FSM"
app_publisher = "Gigafibre"
app_description = "Runs a rural fibre ISP in ERPNext, from the typed address to the billed service"
app_email = "dev@gigafibre.ca"
app_license = "gpl-3.0"
app_logo_url = "/assets/gigafibre_fsm/images/logo.svg"
required_apps = ["erpnext"]
export_python_type_annotations = True

add_to_apps_screen = [
	{
		"name": "gigafibre_fsm",
		"logo": "/assets/gigafibre_fsm/images/logo.svg",
		"title": "Gigafibre",
		"route": "/app/gigafibre",
		"has_permission": "gigafibre_fsm.permissions.can_open_app",
	}
]

before_install = "gigafibre_fsm.setup.install.before_install"
after_install = "gigafibre_fsm.setup.install.after_install"
after_migrate = [
	"gigafibre_fsm.setup.install.after_migrate",
	"gigafibre_fsm.fibre_plant.services.address_index.queue_if_outdated",
]
before_uninstall = "gigafibre_fsm.setup.uninstall.before_uninstall"
after_uninstall = "gigafibre_fsm.setup.uninstall.after_uninstall"
setup_wizard_complete = "gigafibre_fsm.setup.install.after_setup_wizard"

permission_query_conditions = {
	"Dispatch Job": "gigafibre_fsm.permissions.dispatch_job_query",
	"Service Location": "gigafibre_fsm.permissions.service_location_query",
	"Service Equipment": "gigafibre_fsm.permissions.service_equipment_query",
	"Service Work Order": "gigafibre_fsm.permissions.service_work_order_query",
	"Dispatch Job Date": "gigafibre_fsm.permissions.child_query",
	"Dispatch Job Equipment": "gigafibre_fsm.permissions.child_query",
	"Dispatch Job Tag": "gigafibre_fsm.permissions.child_query",
	"Equipment SIP Line": "gigafibre_fsm.permissions.child_query",
	"Former Address": "gigafibre_fsm.permissions.child_query",
	"IP Assignment": "gigafibre_fsm.permissions.child_query",
	"Service Work Order Item": "gigafibre_fsm.permissions.child_query",
	"Service Work Order Visit": "gigafibre_fsm.permissions.child_query",
}
has_permission = {
	"Dispatch Job": "gigafibre_fsm.permissions.has_dispatch_job_permission",
	"Service Location": "gigafibre_fsm.permissions.has_service_location_permission",
	"Service Equipment": "gigafibre_fsm.permissions.has_service_equipment_permission",
	"Service Work Order": "gigafibre_fsm.permissions.has_service_work_order_permission",
}

after_request = ["gigafibre_fsm.api.endpoint.plain_refusal"]

override_whitelisted_methods = {
	"frappe.utils.global_search.search": "gigafibre_fsm.overrides.global_search.search",
}
override_doctype_class = {
	"Lead": "gigafibre_fsm.overrides.lead.LeadPerPlace",
	"Quotation": "gigafibre_fsm.overrides.quotation.QuotationWithHistory",
	"Sales Invoice": "gigafibre_fsm.overrides.tax_totals.HalfUpSalesInvoice",
}
doc_events = {
	"Contact": {
		"before_validate": "gigafibre_fsm.overrides.contact.before_validate",
		"validate": "gigafibre_fsm.overrides.contact.validate",
	},
	# What `writing` asks about once per transaction.
	(
		"Assignment Rule",
		"Custom Field",
		"DocType",
		"Document Naming Rule",
		"Energy Point Rule",
		"Energy Point Settings",
		"Loyalty Program",
		"Milestone Tracker",
		"Notification",
		"Property Setter",
		"Server Script",
		"Service Level Agreement",
		"Transaction Deletion Record",
		"User",
		"User Type",
		"Webhook",
		"Workflow",
	): {
		"on_change": "gigafibre_fsm.gigafibre_fsm.writing.survey.forget",
		"after_delete": "gigafibre_fsm.gigafibre_fsm.writing.survey.forget",
	},
}
override_doctype_dashboards = {
	"Customer": "gigafibre_fsm.overrides.dashboards.customer",
	"Employee": "gigafibre_fsm.overrides.dashboards.employee",
	"Issue": "gigafibre_fsm.overrides.dashboards.issue",
	"Project": "gigafibre_fsm.overrides.dashboards.project",
}

global_search_doctypes = {
	"Default": [
		{"doctype": "Service Location"},
		{"doctype": "Service Equipment"},
		{"doctype": "VoIP Line"},
		{"doctype": "Service Subscription"},
		{"doctype": "Dispatch Job"},
		{"doctype": "Service Work Order"},
		{"doctype": "Fibre Drop"},
		{"doctype": "OLT"},
	]
}
standard_queries = {
	"Civic Address": "gigafibre_fsm.fibre_plant.services.address_search.find",
	"Service Location": "gigafibre_fsm.gigafibre_fsm.search.find",
	"Service Subscription": "gigafibre_fsm.gigafibre_fsm.search.find",
	"Service Equipment": "gigafibre_fsm.gigafibre_fsm.search.find",
	"VoIP Line": "gigafibre_fsm.gigafibre_fsm.search.find",
	"Fibre Drop": "gigafibre_fsm.gigafibre_fsm.search.find",
}

doctype_js = {
	"Customer": ["public/js/forms/customer.js", "public/js/emergency_badge.js"],
	"Dispatch Job": ["public/js/map_link.js", "public/js/forms/dispatch_job.js"],
	"E911 Request": "public/js/words.js",
	"Legacy Import Reject": ["public/js/rows.js", "public/js/legacy_import_reject.js"],
	"Number Port": "public/js/words.js",
	"Outbox Message": "public/js/outbox.js",
	"Project": "public/js/forms/project.js",
	"Service Equipment": ["public/js/reveal.js", "public/js/forms/service_equipment.js"],
	"Service Location": [
		"public/js/map_link.js",
		"public/js/forms/service_location.js",
		"public/js/emergency_badge.js",
	],
	"Telephone Difference": ["public/js/rows.js", "public/js/telephones.js"],
	"VoIP Line": [
		"public/js/words.js",
		"public/js/reveal.js",
		"public/js/forms/voip_line.js",
		"public/js/forms/voip_line_911.js",
		"public/js/emergency_badge.js",
	],
}
doctype_list_js = {
	"Dispatch Job": "public/js/lists.js",
	"E911 Request": "public/js/lists.js",
	"Fibre Drop": "public/js/lists.js",
	"Legacy Import Reject": ["public/js/lists.js", "public/js/rows.js", "public/js/legacy_import_reject.js"],
	"Number Port": "public/js/lists.js",
	"Outbox Message": ["public/js/lists.js", "public/js/outbox.js"],
	"Payment Attempt": "public/js/lists.js",
	"Phone Number": "public/js/lists.js",
	"Service Equipment": "public/js/lists.js",
	"Service Location": "public/js/lists.js",
	"Service Subscription": "public/js/lists.js",
	"Telephone Difference": ["public/js/lists.js", "public/js/rows.js", "public/js/telephones.js"],
	"Telephone Reconciliation": ["public/js/lists.js", "public/js/rows.js", "public/js/telephones.js"],
	"VoIP Line": "public/js/lists.js",
	"Website Checkout": "public/js/lists.js",
}

scheduler_events = {
	"cron": {
		"* * * * *": ["gigafibre_fsm.gigafibre_fsm.jobs.sweep_outbox"],
		"*/5 * * * *": ["gigafibre_fsm.receivables.jobs.settle_payments"],
	},
	"hourly": [
		"gigafibre_fsm.gigafibre_fsm.jobs.ask_for_receipts",
		"gigafibre_fsm.fibre_plant.services.address_index.queue_if_outdated",
		"gigafibre_fsm.receivables.jobs.look_after_checkouts",
		"gigafibre_fsm.legacy.sync.run_if_on",
		"gigafibre_fsm.voice_service.services.address_reports.learn",
		"gigafibre_fsm.voice_service.jobs.ask_for_confirmations",
	],
	"daily": [
		"gigafibre_fsm.receivables.jobs.expire_cards",
		"gigafibre_fsm.voice_service.jobs.queue_what_waits",
		"gigafibre_fsm.voice_service.jobs.reconcile_telephone",
	],
	"monthly": ["gigafibre_fsm.setup.catalogue.holiday_list.renew"],
}
# Days that Frappe's Log Settings begin with.
default_log_clearing_doctypes = {"Outbox Message": 180, "Device Denial": 90, "Field Operation": 180}
# A note of who asked does not keep a device from being deleted.
ignore_links_on_delete = ["Device Denial"]

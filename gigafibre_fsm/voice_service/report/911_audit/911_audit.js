{% include "gigafibre_fsm/public/js/address_report.js" %}

frappe.query_reports["911 Audit"] = gigafibre_fsm.address_report("update", "review");

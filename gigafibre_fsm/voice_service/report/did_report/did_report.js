{% include "gigafibre_fsm/public/js/address_report.js" %}

frappe.query_reports["DID Report"] = gigafibre_fsm.address_report("update", "review");

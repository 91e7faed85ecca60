{% include "gigafibre_fsm/public/js/address_report.js" %}

frappe.query_reports["Orphan 911"] = gigafibre_fsm.address_report("deregister");

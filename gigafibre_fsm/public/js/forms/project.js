// An order is a Project: taking it back frees its port and tells the customer.
frappe.ui.form.on("Project", {
	refresh(frm) {
		if (!frm.doc.fsm_order_key || frm.doc.status !== "Open") return;
		if (!frappe.user.has_role(["FSM Agent", "FSM Manager", "System Manager"])) return;
		frm.add_custom_button(__("Cancel Order"), () => ask_reason(frm));
	},
});

function ask_reason(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason"),
			description: __("The customer is told."),
			reqd: 1,
		},
		({ reason }) => cancel(frm, reason),
		__("Cancel Order {0}", [frm.doc.name]),
		__("Cancel Order")
	);
}

async function cancel(frm, reason) {
	await frappe.call({
		method: "gigafibre_fsm.api.checkout.cancel",
		args: { order: frm.doc.name, reason },
		freeze: true,
	});
	frappe.show_alert({ message: __("The order was cancelled."), indicator: "green" });
	frm.reload_doc();
}

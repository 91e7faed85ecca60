frappe.ui.form.on("Payment Method", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0].write) return;
		if (frm.doc.provider === "Stripe") {
			frm.add_custom_button(__("Refresh from Stripe"), () => ask(frm, "pull_methods"));
		}
		if (frm.doc.status === "Active" && !frm.doc.is_auto) {
			frm.add_custom_button(__("Pay Automatically"), () => make_automatic(frm));
		}
	},
});

async function make_automatic(frm) {
	await frm.set_value({ is_auto: 1, is_default: 1 });
	await frm.save();
}

async function ask(frm, method) {
	await frappe.call({
		method: `gigafibre_fsm.api.payments.${method}`,
		args: { customer: frm.doc.customer },
		freeze: true,
	});
	frappe.show_alert({ message: __("As Stripe holds it now."), indicator: "green" });
	frm.reload_doc();
}

frappe.ui.form.on("Payment Attempt", {
	refresh(frm) {
		if (!frm.doc.action_url) return;
		frm.add_custom_button(__("Copy Payment Link"), () => frappe.utils.copy_to_clipboard(frm.doc.action_url));
	},
});

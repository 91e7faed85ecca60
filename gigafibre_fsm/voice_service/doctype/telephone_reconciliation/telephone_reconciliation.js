frappe.ui.form.on("Telephone Reconciliation", {
	refresh: (frm) => frm.disable_save(),
});

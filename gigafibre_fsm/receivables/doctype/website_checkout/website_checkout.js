frappe.ui.form.on("Website Checkout", {
	refresh(frm) {
		if (frm.doc.status !== "Abandoned") return;
		frm.add_custom_button(__("Done With It"), () => close(frm));
	},
});

async function close(frm) {
	if (frm.is_dirty()) await frm.save();
	await frm.call("close");
	frm.reload_doc();
}

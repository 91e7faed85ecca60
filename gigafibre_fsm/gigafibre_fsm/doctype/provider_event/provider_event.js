frappe.ui.form.on("Provider Event", {
	refresh(frm) {
		if (frm.doc.status !== "Failed" || !frm.perm[0].write) return;
		frm.add_custom_button(__("Try Again"), () => try_again(frm));
	},
});

async function try_again(frm) {
	await frm.call("retry");
	frappe.show_alert({ message: __("It is applied within minutes."), indicator: "blue" });
	frm.reload_doc();
}

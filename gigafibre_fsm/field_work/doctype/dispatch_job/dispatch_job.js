frappe.ui.form.on("Dispatch Job", {
	refresh(frm) {
		if (frm.is_new()) return;
		gigafibre_fsm.add_map_button(frm, frm.doc.address_line);
	},
});

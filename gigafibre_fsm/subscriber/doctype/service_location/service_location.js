frappe.ui.form.on("Service Location", {
	refresh(frm) {
		if (frm.is_new()) return;
		const { address_line, city, province, postal_code } = frm.doc;
		gigafibre_fsm.add_map_button(frm, [address_line, city, province, postal_code].filter(Boolean).join(", "));
	},
});

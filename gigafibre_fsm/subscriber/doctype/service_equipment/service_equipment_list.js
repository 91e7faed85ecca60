frappe.listview_settings["Service Equipment"] = {
	hide_name_column: true,

	onload(listview) {
		const { compact, show_fields, spell } = gigafibre_fsm.lists;
		show_fields(listview, 3);
		spell(listview, { serial_number: compact, mac_address: compact, gpon_serial: compact });
	},
};

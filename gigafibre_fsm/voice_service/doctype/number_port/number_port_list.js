frappe.listview_settings["Number Port"] = {
	hide_name_column: true,

	onload(listview) {
		gigafibre_fsm.lists.show_fields(listview, 3);
		gigafibre_fsm.lists.spell(listview, { did: gigafibre_fsm.lists.digits });
	},

	formatters: {
		direction: (direction) => __(direction, null, "Number Port"),
	},
};

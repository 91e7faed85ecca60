frappe.listview_settings["Phone Number"] = {
	onload(listview) {
		gigafibre_fsm.lists.show_fields(listview, 2);
		gigafibre_fsm.lists.spell(listview, { name: gigafibre_fsm.lists.digits });
	},
};

frappe.listview_settings["Service Location"] = {
	onload: (listview) => gigafibre_fsm.lists.show_fields(listview, 3),
};

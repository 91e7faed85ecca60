frappe.listview_settings["Payment Attempt"] = {
	onload: (listview) => gigafibre_fsm.lists.show_fields(listview, 4),
};

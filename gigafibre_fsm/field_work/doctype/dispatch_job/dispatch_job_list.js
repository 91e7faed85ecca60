frappe.listview_settings["Dispatch Job"] = {
	onload: (listview) => gigafibre_fsm.lists.show_fields(listview, 3),
};

frappe.listview_settings["Website Checkout"] = {
	onload: (listview) => gigafibre_fsm.lists.show_fields(listview, 3),
};

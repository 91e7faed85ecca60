frappe.listview_settings["Service Subscription"] = {
	onload: (listview) => gigafibre_fsm.lists.show_fields(listview, 4),
};

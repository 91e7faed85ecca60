frappe.listview_settings["Outbox Message"] = {
	formatters: {
		channel: (value) => gigafibre_fsm.lists.pill(__(value, null, "Outbox Message"), "gray"),
	},
	onload(listview) {
		gigafibre_fsm.lists.show_fields(listview, 4);
		if (!frappe.model.can_write("Outbox Message")) return;
		listview.page.add_actions_menu_item(__("Send Now"), () => decide(listview, "retry"));
		listview.page.add_actions_menu_item(__("Do Not Send"), () =>
			frappe.confirm(__("The chosen messages will not be sent. Continue?"), () => decide(listview, "cancel"))
		);
	},
};

async function decide(listview, method) {
	const { message: answer } = await frappe.call({
		method: `gigafibre_fsm.api.outbox.${method}`,
		args: { names: listview.get_checked_items(true) },
		freeze: true,
	});
	gigafibre_fsm.outbox.tell(answer);
	gigafibre_fsm.lists.show_anew(listview);
}

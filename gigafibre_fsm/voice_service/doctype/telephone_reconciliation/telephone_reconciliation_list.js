{
	const COLOURS = { Running: "blue", Completed: "green", Incomplete: "orange", Failed: "red", Interrupted: "orange" };

	frappe.listview_settings["Telephone Reconciliation"] = {
		add_fields: ["status"],
		get_indicator: ({ status }) => [
			__(status, null, "Telephone Reconciliation"),
			COLOURS[status],
			`status,=,${status}`,
		],
		onload(listview) {
			gigafibre_fsm.lists.show_fields(listview, 4);
			gigafibre_fsm.telephones.add_run(listview);
		},
	};
}

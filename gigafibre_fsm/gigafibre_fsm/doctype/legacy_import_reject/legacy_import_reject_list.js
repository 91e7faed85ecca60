{
	const COLOURS = { Open: "orange", Imported: "green", "Set Aside": "gray" };
	// Frappe loads what the two share after this file.
	const actions = () => gigafibre_fsm.legacy_import_reject;

	frappe.listview_settings["Legacy Import Reject"] = {
		add_fields: ["status", "step"],
		hide_name_column: true,
		formatters: { reason: (value) => __(value) },
		get_indicator: ({ status }) => [
			__(status, null, "Legacy Import Reject"),
			COLOURS[status],
			`status,=,${status}`,
		],
		onload(listview) {
			gigafibre_fsm.lists.show_fields(listview, 4);
			const add = (label, method) =>
				listview.page.add_actions_menu_item(
					label,
					async () => {
						await actions().send(method, listview.get_checked_items(true));
						listview.clear_checked_items();
						gigafibre_fsm.lists.show_anew(listview);
					},
					false
				);
			add(__("Retry"), "retry");
			add(__("Set Aside", null, "Legacy Import Reject"), "set_aside");
			add(__("Open Again"), "reopen");
		},
	};
}

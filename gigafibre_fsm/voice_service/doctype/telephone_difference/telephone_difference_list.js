{
	const COLOURS = { Open: "red", Corrected: "blue", Accepted: "gray", Gone: "green" };
	// Frappe loads what the two share after this file.
	const shared = () => gigafibre_fsm.telephones;
	// What differs is what one looks for.
	const WIDE = "[data-page-route='List/Telephone Difference/List'] .list-subject { flex: 4; }";

	frappe.listview_settings["Telephone Difference"] = {
		add_fields: ["status", "kind", "did", "sip_username", "voip_line"],
		hide_name_column: true,
		filters: [["status", "=", "Open"]],
		get_indicator: ({ status }) => [
			__(status, null, "Telephone Difference"),
			COLOURS[status],
			`status,=,${status}`,
		],
		onload(listview) {
			frappe.dom.set_style(WIDE, "telephone-difference-list");
			gigafibre_fsm.lists.show_fields(listview, 2);
			shared().add_run(listview);
			if (!frappe.model.can_write("VoIP Line")) return;
			const done = () => {
				listview.clear_checked_items();
				gigafibre_fsm.lists.show_anew(listview);
			};
			const add = (label, act) =>
				listview.page.add_actions_menu_item(label, () => act(listview.get_checked_items()), false);
			add(__("Correct", null, "Telephone Difference"), (rows) => shared().correct(rows, done));
			add(__("Accept"), (rows) => shared().accept(rows, done));
			add(__("Open Again"), (rows) => shared().send("reopen", rows, {}, done));
		},
	};
}

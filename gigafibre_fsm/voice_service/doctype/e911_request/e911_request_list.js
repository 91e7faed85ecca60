{
	const COLOURS = { Register: "blue", Deregister: "gray", Query: "light-gray" };

	frappe.listview_settings["E911 Request"] = {
		hide_name_column: true,

		onload(listview) {
			const { digits, show_fields, spell } = gigafibre_fsm.lists;
			show_fields(listview, 4);
			spell(listview, { did: digits });
		},

		formatters: {
			action: (action) => gigafibre_fsm.lists.pill(__(action, null, "E911 Request"), COLOURS[action]),
		},
	};
}

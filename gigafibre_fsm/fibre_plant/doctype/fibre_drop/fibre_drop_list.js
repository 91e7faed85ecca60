const DROP_STATES = {
	available: [__("Free"), "green"],
	reserved: [__("Reserved"), "orange"],
	connected: [__("Connected"), "blue"],
	no_box: [__("No Box"), "gray"],
};

frappe.listview_settings["Fibre Drop"] = {
	add_fields: ["state", "frame", "slot"],

	onload(listview) {
		gigafibre_fsm.lists.show_fields(listview, 3);
		gigafibre_fsm.lists.spell(listview, { ont_serial: gigafibre_fsm.lists.compact });
	},

	get_indicator(doc) {
		return [...DROP_STATES[doc.state], `state,=,${doc.state}`];
	},

	formatters: {
		port: (_port, _df, doc) => (doc.olt ? `${doc.frame}/${doc.slot}/${doc.port}` : ""),
	},
};

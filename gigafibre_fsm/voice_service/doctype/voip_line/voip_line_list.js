const COLOURS_911 = {
	"Not Registered": "gray",
	Pending: "orange",
	Synced: "green",
	Mismatch: "red",
	Failed: "red",
	Deregistered: "gray",
};

frappe.listview_settings["VoIP Line"] = {
	hide_name_column: true,

	onload(listview) {
		const { compact, digits, show_fields, spell } = gigafibre_fsm.lists;
		show_fields(listview, 3);
		spell(listview, { did: digits, ata_mac: compact });
	},

	formatters: {
		e911_status: (status) => gigafibre_fsm.lists.pill(__(status, null, "VoIP Line"), COLOURS_911[status]),
	},
};

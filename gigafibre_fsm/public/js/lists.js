// Shared by our lists (hook doctype_list_js).
frappe.provide("gigafibre_fsm.lists");

Object.assign(gigafibre_fsm.lists, {
	// Serials and MAC addresses are stored without separators, phone numbers as ten digits.
	compact: (text) => text.replace(/[\s:.-]+/g, "").toUpperCase(),
	digits: (text) => text.replace(/[^\d%]/g, "").replace(/^1(?=\d{10}$)/, ""),

	// The box keeps what was typed; only the comparison uses the stored spelling.
	spell(listview, rules) {
		for (const [fieldname, rule] of Object.entries(rules)) {
			const field = listview.page.fields_dict[fieldname];
			if (!field) continue;
			const typed = field.get_value.bind(field);
			field.get_value = () => rule(typed() || "");
		}
	},

	// On a laptop Frappe shows a single field beside title and status, unless List View Settings say otherwise.
	show_fields(listview, fields) {
		const settings = listview.list_view_settings;
		const title_tags_and_status = 3;
		if (settings.total_fields) return;
		settings.total_fields = title_tags_and_status + fields;
		listview.setup_columns();
		listview.render_header(true);
	},

	// What was done shows. Within three seconds of the last one, Frappe leaves a refresh out that asks for the same rows.
	show_anew(listview) {
		listview.last_args = null;
		return listview.refresh();
	},

	pill: (text, colour) => `<span class="indicator-pill ${colour} ellipsis">${frappe.utils.escape_html(text)}</span>`,
});

// Shared by the form and the list of Legacy Import Reject.
frappe.provide("gigafibre_fsm.legacy_import_reject");

{
	const ENDPOINTS = "gigafibre_fsm.api.legacy_import";

	Object.assign(gigafibre_fsm.legacy_import_reject, {
		async send(method, names) {
			gigafibre_fsm.tell_rows(await frappe.xcall(`${ENDPOINTS}.${method}`, { names }));
		},

		// What a person changed in a dialog that shows the whole row: only that is a correction.
		changed(row, values) {
			const entries = Object.entries(values).filter(([column, text]) => text !== shown(row[column]));
			return Object.fromEntries(entries.map(([column, text]) => [column, typed(row[column], text)]));
		},

		fields(row, correction) {
			return Object.keys(row)
				.filter((column) => column !== "id" && (typeof row[column] !== "object" || row[column] === null))
				.map((column) => ({
					fieldname: column,
					label: column,
					fieldtype: shown(row[column]).length > 80 ? "Small Text" : "Data",
					default: shown(column in correction ? correction[column] : row[column]),
					description: day(column, row[column]),
				}));
		},
	});

	const shown = (value) => (value === null || value === undefined ? "" : String(value));

	// The legacy database counts seconds since 1970; nobody reads those.
	function day(column, seconds) {
		if (!/^(date|updated)/.test(column) || !(Number(seconds) > 0)) return "";
		const moment_there = moment.unix(Number(seconds)).tz(frappe.sys_defaults.time_zone);
		return frappe.datetime.str_to_user(moment_there.format("YYYY-MM-DD HH:mm:ss"));
	}

	function typed(came, text) {
		if (text === "" && came !== "") return null;
		return typeof came === "number" && text.trim() !== "" && !isNaN(text) ? Number(text) : text;
	}
}

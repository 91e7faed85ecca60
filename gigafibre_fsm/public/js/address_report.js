// Included by DID Report, 911 Audit and Orphan 911.
frappe.provide("gigafibre_fsm");

gigafibre_fsm.address_report = function (...actions) {
	const VERDICTS = {
		Same: [__("Same", null, "Address Judgement"), "green"],
		Different: [__("Different", null, "Address Judgement"), "red"],
		Unsure: [__("Unsure", null, "Address Judgement"), "orange"],
		Missing: [__("Missing", null, "Address Judgement"), "red"],
		"No Location": [__("No Location", null, "Address Judgement"), "gray"],
	};
	const STATUSES_911 = {
		"Not Registered": "yellow",
		Pending: "orange",
		Synced: "green",
		Mismatch: "red",
		Failed: "red",
		Deregistered: "gray",
	};
	const STATUSES = { Pending: "orange", Active: "green", Suspended: "red", Cancelled: "gray" };
	const of_line = (text) => __(text, null, "VoIP Line");
	const pill = (text, colour) =>
		`<span class="indicator-pill ${colour} ellipsis">${frappe.utils.escape_html(text)}</span>`;

	const SHOWN = {
		did: (value, row) => {
			const link = frappe.utils.get_form_link("VoIP Line", row.name);
			return `<a href="${link}">${frappe.utils.escape_html(value)}</a>`;
		},
		verdict: (value) => pill(...(VERDICTS[value] || [value, "gray"])),
		e911_status: (value) => pill(of_line(value), STATUSES_911[value]),
		line_status: (value) => pill(of_line(value), STATUSES[value]),
		difference: (value) => `<span title="${frappe.utils.escape_html(value)}">${frappe.utils.escape_html(value)}</span>`,
	};

	const chosen = (names, label) => [
		{ value: "", label: "" },
		...names.map((name) => ({ value: name, label: label(name) })),
	];
	const filters = [
		{ fieldname: "text", fieldtype: "Data", label: __("Number, Name or Street") },
		{
			fieldname: "verdict",
			fieldtype: "Select",
			label: __("Verdict"),
			options: chosen(Object.keys(VERDICTS), (name) => VERDICTS[name][0]),
		},
		{
			fieldname: "e911_status",
			fieldtype: "Select",
			label: __("911 Status"),
			options: chosen(Object.keys(STATUSES_911), of_line),
		},
		{
			fieldname: "line_status",
			fieldtype: "Select",
			label: __("Line Status"),
			options: chosen(Object.keys(STATUSES), of_line),
		},
		{ fieldname: "city", fieldtype: "Data", label: __("City") },
		{ fieldname: "customer", fieldtype: "Link", options: "Customer", label: __("Customer") },
		{
			fieldname: "service_location",
			fieldtype: "Link",
			options: "Service Location",
			label: __("Service Location"),
		},
	];

	const REASON = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
	const ACTIONS = {
		update: {
			label: __("Send the Service Address to 911"),
			may: () => frappe.model.can_write("VoIP Line"),
			says: (count) => __("911 will hear the service address of the lines you chose: {0}.", [count]),
			fields: [REASON],
		},
		deregister: {
			label: __("Deregister"),
			may: () => frappe.model.can_write("VoIP Line"),
			says: (count) => __("911 will forget the numbers you chose: {0}.", [count]),
			fields: [REASON],
		},
		review: {
			label: __("Mark Reviewed"),
			may: () => frappe.model.can_write("Address Judgement"),
			says: (count) =>
				__("Your answer holds as long as neither address is written differently. Lines: {0}.", [count]),
			fields: [
				{
					fieldname: "verdict",
					fieldtype: "Select",
					label: __("The two addresses are"),
					options: ["Same", "Different"].map((name) => ({ value: name, label: VERDICTS[name][0] })),
					reqd: 1,
				},
				{ fieldname: "note", fieldtype: "Small Text", label: __("How do you know?"), reqd: 1 },
			],
		},
	};

	function ask(report, name) {
		const rows = report.get_checked_items();
		if (!rows.length) return frappe.msgprint(__("Choose lines first, by the boxes on their left."));
		const { label, says, fields } = ACTIONS[name];
		const said = { fieldtype: "HTML", options: `<p>${frappe.utils.escape_html(says(rows.length))}</p>` };
		frappe.prompt([said, ...fields], (values) => run(report, name, rows, values), label, label);
	}

	async function run(report, name, rows, values) {
		const { message } = await frappe.call({
			method: `gigafibre_fsm.api.emergency_reports.${name}`,
			args: { names: rows.map((row) => row.name), ...values },
			freeze: true,
		});
		tell(message, rows);
		report.refresh();
	}

	function tell({ message, left }, rows) {
		if (!left.length) return frappe.show_alert({ message, indicator: "green" });
		const number_of = Object.fromEntries(rows.map(({ name, did }) => [name, did]));
		const lines = left.map(({ name, reason }) => `<p>${frappe.utils.escape_html(`${number_of[name]}: ${reason}`)}</p>`);
		frappe.msgprint({ title: message, indicator: "orange", message: lines.join("") });
	}

	return {
		filters,
		formatter(value, row, column, data, default_formatter) {
			const shown = data && value && SHOWN[column.fieldname];
			return shown ? shown(value, data) : default_formatter(value, row, column, data);
		},
		get_datatable_options: (options) => Object.assign(options, { checkboxColumn: true }),
		onload(report) {
			for (const name of actions.filter((name) => ACTIONS[name].may())) {
				report.page.add_inner_button(ACTIONS[name].label, () => ask(report, name));
			}
		},
	};
};

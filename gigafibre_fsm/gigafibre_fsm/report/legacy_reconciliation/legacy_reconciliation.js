frappe.query_reports["Legacy Reconciliation"] = {
	filters: [
		{ fieldname: "step", fieldtype: "Data", label: __("Step") },
		{ fieldname: "only_differences", fieldtype: "Check", label: __("Only Differences") },
	],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname !== "differences" || !data) return shown;
		return `<span class="${data.differences ? "text-danger bold" : "text-muted"}">${shown}</span>`;
	},
};

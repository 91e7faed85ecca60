// What became of chosen rows: done, or left as they are, each with its reason.
frappe.provide("gigafibre_fsm");

gigafibre_fsm.tell_rows = function ({ done, left }) {
	if (!left.length) {
		frappe.show_alert({ message: __("Rows changed: {0}", [done.length]), indicator: "green" });
		return;
	}
	const lines = left.map(({ name, reason }) => `<p>${frappe.utils.escape_html(`${name}: ${reason}`)}</p>`);
	frappe.msgprint({
		title: __("Rows changed: {0}, left as they are: {1}", [done.length, left.length]),
		indicator: "orange",
		message: lines.join(""),
	});
};

frappe.provide("gigafibre_fsm");

// Frappe translates a Select that can only be read without its DocType: « Active » of a line would be that of anything.
gigafibre_fsm.say_in_words_of = function (frm, fieldnames) {
	for (const fieldname of fieldnames) {
		frm.get_field(fieldname).df.formatter = (value) => (value ? __(value, null, frm.doctype) : "");
	}
};

frappe.ui.form.on("E911 Request", {
	setup(frm) {
		gigafibre_fsm.say_in_words_of(frm, ["action", "status"]);
	},
});

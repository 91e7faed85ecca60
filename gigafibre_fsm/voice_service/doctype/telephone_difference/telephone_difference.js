// Frappe loads what it shares with the list after this file.
frappe.ui.form.on("Telephone Difference", {
	refresh(frm) {
		frm.disable_save();
		if (!frappe.model.can_write("VoIP Line")) return;
		const shared = gigafibre_fsm.telephones;
		const done = () => frm.reload_doc();
		if (frm.doc.status === "Open") {
			frm.set_intro(shared.corrections()[frm.doc.kind], "blue");
			frm.add_custom_button(__("Correct", null, "Telephone Difference"), () => shared.correct([frm.doc], done)).addClass("btn-primary");
			if (frm.doc.may_stay) frm.add_custom_button(__("Accept"), () => shared.accept([frm.doc], done));
		}
		if (frm.doc.status === "Accepted") {
			frm.add_custom_button(__("Open Again"), () => shared.send("reopen", [frm.doc], {}, done));
		}
	},
});

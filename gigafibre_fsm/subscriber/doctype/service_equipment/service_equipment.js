frappe.ui.form.on("Service Equipment", {
	refresh(frm) {
		if (frm.is_new() || !frm.doc.last_seen) return;
		const seen = comment_when(frm.doc.last_seen);
		const [text, colour] = frm.doc.is_online
			? [__("Online. Last heard: {0}", [seen]), "green"]
			: [__("Offline. Last heard: {0}", [seen]), "orange"];
		frm.dashboard.clear_headline();
		frm.dashboard.set_headline_alert(text, colour);
	},
});

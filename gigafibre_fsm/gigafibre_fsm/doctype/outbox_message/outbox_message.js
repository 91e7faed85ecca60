frappe.ui.form.on("Outbox Message", {
	refresh(frm) {
		show_text(frm);
		if (!["Queued", "Failed"].includes(frm.doc.status) || !frm.perm[0].write) return;
		frm.add_custom_button(__("Send Now"), () => decide(frm, "retry"));
		frm.add_custom_button(__("Do Not Send"), () =>
			frappe.confirm(__("This message will not be sent. Continue?"), () => decide(frm, "cancel"))
		);
	},
});

async function decide(frm, method) {
	if (frm.is_dirty()) await frm.save();
	const { message: answer } = await frappe.call({
		method: `gigafibre_fsm.api.outbox.${method}`,
		args: { names: [frm.docname] },
		freeze: true,
	});
	gigafibre_fsm.outbox.tell(answer);
	frm.reload_doc();
}

async function show_text(frm) {
	const place = frm.get_field("preview").$wrapper.empty();
	const { message: text } = await frappe.call({
		method: "gigafibre_fsm.api.outbox.preview",
		args: { name: frm.docname },
		type: "GET",
	});
	if (text) gigafibre_fsm.outbox.show(place, text, frm.doc.status);
}

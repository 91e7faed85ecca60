{
	// Frappe loads what the two share after this file.
	const actions = () => gigafibre_fsm.legacy_import_reject;

	frappe.ui.form.on("Legacy Import Reject", {
		refresh(frm) {
			const { status } = frm.doc;
			if (frm.is_new() || !frm.perm[0]?.write || status === "Imported") return;
			add(frm, __("Retry"), "retry").addClass("btn-primary");
			frm.add_custom_button(__("Correct", null, "Legacy Import Reject"), () => correct(frm));
			if (status === "Open") add(frm, __("Set Aside", null, "Legacy Import Reject"), "set_aside");
			else add(frm, __("Open Again"), "reopen");
		},
	});

	function add(frm, label, method) {
		return frm.add_custom_button(label, async () => {
			if (frm.is_dirty()) await frm.save();
			await actions().send(method, [frm.doc.name]);
			await frm.reload_doc();
		});
	}

	function correct(frm) {
		const read = (text) => JSON.parse(text || "{}");
		const row = read(frm.doc.row);
		const fields = actions().fields(row, read(frm.doc.correction));
		const dialog = new frappe.ui.Dialog({
			title: __("Correct", null, "Legacy Import Reject"),
			fields,
			// One that is still fading in does not let itself be closed.
			animate: false,
			primary_action_label: __("Save"),
			async primary_action() {
				// dialog.get_values leaves out what was emptied.
				const values = fields.map(({ fieldname }) => [fieldname, dialog.get_value(fieldname) ?? ""]);
				const changed = actions().changed(row, Object.fromEntries(values));
				const text = Object.keys(changed).length ? JSON.stringify(changed, null, 1) : "";
				dialog.hide();
				await frm.set_value("correction", text);
				await frm.save();
			},
		});
		dialog.show();
	}
}

// A stored secret is shown one at a time, to an agent who says why; the timeline keeps who saw it.
frappe.provide("gigafibre_fsm");

{
	const MAY_ASK = ["FSM Agent", "FSM Manager", "System Manager"];

	// Beside each of the fields that holds one.
	gigafibre_fsm.offer_secrets = function (frm, fieldnames) {
		for (const fieldname of fieldnames) {
			const { $wrapper } = frm.get_field(fieldname);
			$wrapper.find(".show-secret").remove();
			if (frm.is_new() || !frm.doc[fieldname] || !frappe.user.has_role(MAY_ASK)) continue;
			$(`<a href="#" class="show-secret small float-right">${__("Show…")}</a>`)
				.on("click", (event) => {
					event.preventDefault();
					ask(frm, fieldname);
				})
				.prependTo($wrapper);
		}
	};

	function ask(frm, fieldname) {
		const label = __(frm.fields_dict[fieldname].df.label, null, frm.doctype);
		frappe.prompt(
			[
				{ fieldtype: "HTML", options: `<p>${__("Who looks, when and why stays in the timeline.")}</p>` },
				{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
			],
			({ reason }) => show(frm, fieldname, label, reason),
			__("Show: {0}", [label]),
			__("Show")
		);
	}

	async function show(frm, fieldname, label, reason) {
		const { message } = await frappe.call({
			method: "gigafibre_fsm.api.customers.reveal",
			args: { doctype: frm.doctype, name: frm.docname, fieldname, reason },
			freeze: true,
		});
		const dialog = new frappe.ui.Dialog({
			title: label,
			fields: [{ fieldname: "secret", fieldtype: "HTML" }],
			primary_action_label: __("Copy"),
			primary_action: () => frappe.utils.copy_to_clipboard(message.secret),
		});
		// As text: what is stored is nobody's HTML.
		dialog.fields_dict.secret.$wrapper.append($("<code class='secret-shown h5'>").text(message.secret));
		dialog.show();
		frm.timeline?.refresh();
	}
}

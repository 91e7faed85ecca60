// What an agent does with a line while the customer is on the telephone. The server decides; the dialogs say what will be.
{
	const API = "gigafibre_fsm.api.telephony";
	const SECRETS = ["sip_password", "vm_password", "ata_password"];
	const LIVE = ["Pending", "Active", "Suspended"];
	const MENU = __("Line");

	frappe.ui.form.on("VoIP Line", {
		onload(frm) {
			gigafibre_fsm.say_in_words_of(frm, ["status", "e911_status"]);
		},

		refresh(frm) {
			gigafibre_fsm.offer_secrets(frm, SECRETS);
			if (frm.is_new() || !frm.perm[0]?.write) return;
			for (const operation of OPERATIONS.filter((one) => one.is_for(frm.doc))) {
				const label = operation.opens ? operation.label : `${operation.label}…`;
				frm.add_custom_button(label, () => begin(frm, operation), MENU);
			}
			if (frm.doc.moving_to) say_moving(frm);
		},
	});

	const OPERATIONS = [
		{
			method: "suspend",
			label: __("Suspend", null, "VoIP Line"),
			is_for: (doc) => doc.status === "Active",
			says: __("Calls stop, except those to 911. The number and the 911 registration stay."),
		},
		{
			method: "reactivate",
			label: __("Reactivate", null, "VoIP Line"),
			is_for: (doc) => doc.status === "Suspended",
			says: __("Calls work again, with the same number and the same account."),
		},
		{
			method: "move",
			label: __("Move to Another Place"),
			is_for: (doc) => LIVE.includes(doc.status) && !doc.moving_to,
			says: __("The 911 provider gets the address of the new place. The line moves when it has confirmed."),
			fields: (frm) => [place_field(frm)],
		},
		{
			method: "stay",
			label: __("Take the Move Back"),
			is_for: (doc) => doc.status !== "Cancelled" && doc.moving_to,
			says: __("The line stays where it is. The 911 provider gets that address again."),
		},
		{
			method: "change_number",
			label: __("Change the Number"),
			is_for: (doc) => LIVE.includes(doc.status),
			says: __("The new number is registered for 911, then the old one is taken out there. Nobody gets the old one for a while."),
			fields: () => [number_field()],
		},
		{
			label: __("Port a Number In"),
			is_for: (doc) => LIVE.includes(doc.status),
			opens: () => ({ direction: "In" }),
		},
		{
			label: __("Port the Number Out"),
			is_for: (doc) => doc.did && ["Active", "Suspended"].includes(doc.status),
			opens: (doc) => ({ direction: "Out", did: doc.did }),
		},
		{
			method: "cancel",
			label: __("Cancel the Line"),
			is_for: (doc) => LIVE.includes(doc.status),
			says: __("For good: the number is set aside, the SIP account is removed and 911 is deregistered."),
		},
	];

	function begin(frm, operation) {
		if (frm.is_dirty()) return frappe.msgprint(__("Save the line first."));
		if (!operation.opens) return ask(frm, operation);
		frappe.new_doc("Number Port", { voip_line: frm.docname, ...operation.opens(frm.doc) });
	}

	function ask(frm, operation) {
		frappe.prompt(
			[
				{ fieldtype: "HTML", options: `<p>${operation.says}</p>` },
				...(operation.fields?.(frm) || []),
				{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
			],
			(values) => carry_out(frm, operation, values),
			operation.label,
			operation.label
		);
	}

	async function carry_out(frm, { method }, values) {
		// `seen`: somebody may have changed the line since this form was opened.
		const args = { line: frm.docname, seen: frm.doc.modified, ...values };
		await frappe.call({ method: `${API}.${method}`, args, freeze: true });
		await frm.reload_doc();
		frappe.show_alert({ message: __("Done, and noted in the timeline."), indicator: "green" });
	}

	function place_field(frm) {
		const filters = {
			customer: frm.doc.customer,
			status: ["!=", "Closed"],
			name: ["!=", frm.doc.service_location || ""],
		};
		return {
			fieldname: "location",
			fieldtype: "Link",
			options: "Service Location",
			label: __("New Place"),
			get_query: () => ({ filters }),
			reqd: 1,
		};
	}

	function number_field() {
		return {
			fieldname: "did",
			fieldtype: "Link",
			options: "Phone Number",
			label: __("New Number"),
			description: __("Empty: a free one, of the same town where there is one."),
			get_query: () => ({ filters: { status: "Free" } }),
		};
	}

	function say_moving(frm) {
		const address = frappe.utils.get_link_title("Service Location", frm.doc.moving_to) || frm.doc.moving_to;
		const place = frappe.utils.get_form_link("Service Location", frm.doc.moving_to, true, frappe.utils.escape_html(address));
		frm.dashboard.add_comment(__("On its way to {0}: 911 has not confirmed the address there yet.", [place]), "blue", true);
	}
}

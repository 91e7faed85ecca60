// A phone line for a place that is served: number, account and 911 address are made in one step.
{
	frappe.ui.form.on("Service Location", {
		refresh(frm) {
			if (frm.is_new() || frm.doc.status !== "Active" || !frappe.model.can_create("VoIP Line")) return;
			frm.add_custom_button(__("Add a Phone Line"), () => ask(frm), __("Actions"));
		},
	});

	function ask(frm) {
		const says = __("A line with a SIP account of its own, live at once. Its 911 address is the one of this place.");
		frappe.prompt(
			[
				{ fieldtype: "HTML", options: `<p>${says}</p>` },
				{
					fieldname: "did",
					fieldtype: "Link",
					options: "Phone Number",
					label: __("Phone Number"),
					description: __("Empty: a free one, of the same town where there is one."),
					get_query: () => ({ filters: { status: "Free" } }),
				},
				linked("equipment", "Service Equipment", __("Device"), {
					service_location: frm.docname,
					equipment_type: ["in", ["ONT", "Téléphone IP"]],
				}),
				linked("subscription", "Service Subscription", __("Subscription"), {
					service_location: frm.docname,
					service_type: "Phone",
				}),
				{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
			],
			(values) => make(frm, values),
			__("Add a Phone Line"),
			__("Add a Phone Line")
		);
	}

	function linked(fieldname, options, label, filters) {
		return { fieldname, fieldtype: "Link", options, label, get_query: () => ({ filters }) };
	}

	async function make(frm, values) {
		const { message } = await frappe.call({
			method: "gigafibre_fsm.api.telephony.provision",
			args: { location: frm.docname, ...values },
			freeze: true,
		});
		frappe.set_route("Form", "VoIP Line", message.line);
	}
}

// The buttons of a port are the steps that its status allows; what a step needs is asked for first.
{
	const DATE = { fieldname: "port_date", fieldtype: "Date", label: __("Transfer Date"), reqd: 1 };
	const WHY = { fieldname: "reject_reason", fieldtype: "Small Text", label: __("Reject Reason"), reqd: 1 };
	const STEPS = {
		Submitted: { label: __("Submit to the Carrier"), from: ["To Submit", "Rejected"] },
		Accepted: { label: __("Carrier Accepted"), from: ["Submitted"], field: DATE },
		Rejected: { label: __("Carrier Rejected"), from: ["Submitted", "Accepted"], field: WHY },
		Completed: { label: __("Number Transferred"), from: ["Accepted"] },
		Cancelled: { label: __("Cancel the Port"), from: ["To Submit", "Submitted", "Accepted", "Rejected"] },
	};

	frappe.ui.form.on("Number Port", {
		onload(frm) {
			gigafibre_fsm.say_in_words_of(frm, ["status", "direction"]);
			frm.set_query("voip_line", () => ({ filters: { status: ["!=", "Cancelled"] } }));
		},

		refresh(frm) {
			if (frm.is_new() || !frm.perm[0]?.write) return;
			for (const [status, step] of Object.entries(STEPS)) {
				if (step.from.includes(frm.doc.status)) add(frm, status, step);
			}
		},

		voip_line: fill_number,
		direction: fill_number,
	});

	function add(frm, status, step) {
		const group = status === "Cancelled" ? __("Actions") : null;
		frm.add_custom_button(step.label, () => begin(frm, status, step), group);
	}

	function begin(frm, status, step) {
		if (frm.is_dirty()) return frappe.msgprint(__("Save the port first."));
		if (!step.field) return frappe.confirm(consequence(frm, status), () => go(frm, { status }));
		const known = { ...step.field, default: frm.doc[step.field.fieldname] };
		frappe.prompt(known, (values) => go(frm, { status, ...values }), step.label, step.label);
	}

	function consequence(frm, status) {
		if (status === "Submitted") return __("Was the request sent to the other carrier?");
		if (status === "Cancelled") return __("Nothing comes of this port: the line keeps its number.");
		return frm.doc.direction === "In"
			? __("The number works with us now: the line gets it, and 911 is told.")
			: __("The number is the other carrier's now: the line is cancelled for good, and 911 is deregistered.");
	}

	async function go(frm, values) {
		await frappe.call({
			method: "frappe.client.set_value",
			args: { doctype: frm.doctype, name: frm.docname, fieldname: values },
			freeze: true,
		});
		await frm.reload_doc();
	}

	// Its own number is the only one that can leave.
	async function fill_number(frm) {
		if (!frm.is_new() || frm.doc.direction !== "Out" || !frm.doc.voip_line) return;
		const { message } = await frappe.db.get_value("VoIP Line", frm.doc.voip_line, "did");
		frm.set_value("did", message.did);
	}
}

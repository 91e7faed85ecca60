// The buttons of a job are the steps that its status allows; who goes is chosen among suggestions.
frappe.provide("gigafibre_fsm");

frappe.ui.form.on("Dispatch Job", {
	refresh(frm) {
		if (frm.is_new()) return;
		new gigafibre_fsm.JobSteps(frm).add_buttons();
	},
});

{
	const OFFICE = ["FSM Manager", "FSM Agent", "FSM Dispatcher", "System Manager"];
	const PLANNING = "gigafibre_fsm.field_work.page.dispatch_day.dispatch_day";
	const FIELD = "gigafibre_fsm.api.field";
	const SHARED = [
		"/assets/gigafibre_fsm/css/dispatch.css",
		"/assets/gigafibre_fsm/js/dispatch/words.js",
		"/assets/gigafibre_fsm/js/dispatch/suggestions.js",
	];
	const escape = frappe.utils.escape_html;
	const PLANNED = ["Scheduled", "En Route", "In Progress"];
	const KINDS = ["ONT", "Routeur", "Décodeur TV", "Téléphone IP"];

	// `office`: nobody else plans. `first`: where it is the next thing to do; elsewhere it is in the menu.
	const STEPS = [
		{
			label: __("Assign"),
			key: "assign",
			on: ["To Schedule", ...PLANNED],
			first: ["To Schedule", "Scheduled"],
			office: true,
		},
		{ label: __("On the Way"), key: "en_route", on: ["Scheduled"], first: ["Scheduled"] },
		{ label: __("Start Work"), key: "start", on: ["Scheduled", "En Route"], first: ["En Route"] },
		{ label: __("Scan a Device"), key: "scan", on: PLANNED, first: ["In Progress"] },
		{
			label: __("Complete Job", null, "Dispatch Job"),
			key: "complete",
			on: PLANNED,
			first: ["In Progress"],
		},
		{ label: __("Another Day"), key: "reschedule", on: PLANNED, first: [], office: true },
		{ label: __("Cancel Job"), key: "cancel", on: ["To Schedule", ...PLANNED], first: [], office: true },
	];

	gigafibre_fsm.JobSteps = class {
		constructor(frm) {
			this.frm = frm;
			this.doc = frm.doc;
		}

		add_buttons() {
			const is_office = frappe.user.has_role(OFFICE);
			const { status } = this.doc;
			for (const step of STEPS.filter((one) => one.on.includes(status) && (is_office || !one.office))) {
				const group = step.first.includes(status) ? null : __("Actions");
				this.frm.add_custom_button(step.label, () => this.begin(step), group);
			}
			if (is_office && this.doc.scheduled_date) this.add_day_button();
		}

		add_day_button() {
			const url = `/app/dispatch-day?day=${this.doc.scheduled_date}&job=${this.doc.name}`;
			this.frm.add_custom_button(
				__("Dispatch Day"),
				() => frappe.router.push_state(url),
				__("Actions"),
			);
		}

		// A step is taken from what is stored: what was typed meanwhile is saved first, or would be lost.
		begin(step) {
			if (this.frm.is_dirty()) return frappe.msgprint(__("Save the job first."));
			return this[step.key]();
		}

		async call(method, args, said) {
			await frappe.call({ method, args: { job: this.doc.name, ...args }, freeze: true });
			await this.frm.reload_doc();
			frappe.show_alert({ message: said, indicator: "green" });
		}

		// -- planning

		async assign() {
			await frappe.require(SHARED);
			const slots = gigafibre_fsm.dispatch.SLOTS;
			const dialog = new frappe.ui.Dialog({
				title: __("Who goes to {0}?", [escape(this.doc.customer_name || this.doc.name)]),
				fields: [
					{
						fieldname: "day",
						fieldtype: "Date",
						label: __("Day"),
						description: __("Without a day, the ones that the customer chose are looked at."),
						default: this.doc.scheduled_date,
						change: () => this.offer(dialog),
					},
					{ fieldname: "column", fieldtype: "Column Break" },
					{
						fieldname: "slot",
						fieldtype: "Select",
						label: __("Time of day"),
						options: [{ value: "", label: "" }, ...slots],
						default: this.doc.scheduled_slot,
					},
					{ fieldname: "section", fieldtype: "Section Break" },
					{ fieldname: "people", fieldtype: "HTML" },
				],
			});
			dialog.$wrapper.on("click", "[data-assign]", (event) =>
				this.give(dialog, Number(event.currentTarget.dataset.assign)),
			);
			dialog.show();
			await this.offer(dialog);
		}

		async offer(dialog) {
			const day = dialog.get_value("day") || null;
			const answer = await frappe.xcall(`${PLANNING}.get_suggestions`, { job: this.doc.name, day });
			if (day !== (dialog.get_value("day") || null)) return;
			dialog.answer = answer;
			dialog.fields_dict.people.$wrapper.html(gigafibre_fsm.dispatch.suggestions_html(answer));
		}

		async give(dialog, place) {
			const { technician, employee_name, day } = dialog.answer.suggestions[place];
			const slot = dialog.get_value("slot") || null;
			dialog.hide();
			const when = gigafibre_fsm.dispatch.short_day(day);
			const said = __("Given to {0}, {1}", [escape(employee_name), when]);
			await this.call(`${PLANNING}.assign`, { technician, day, slot }, said);
		}

		reschedule() {
			const fields = [
				{
					fieldname: "day",
					fieldtype: "Date",
					label: __("Day"),
					description: __("Without a day the job waits to be scheduled, with nobody."),
				},
			];
			const move = ({ day }) =>
				this.call(
					`${PLANNING}.reschedule`,
					{ day: day || null },
					day ? __("The job was moved.") : __("It waits to be scheduled."),
				);
			frappe.prompt(fields, move, __("Another Day"), __("Move", null, "Dispatch Job"));
		}

		cancel() {
			const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
			const act = ({ reason }) =>
				this.call(`${PLANNING}.cancel`, { reason }, __("The job was cancelled."));
			frappe.prompt(field, act, __("Cancel Job {0}", [this.doc.name]), __("Cancel Job"));
		}

		// -- at work

		en_route() {
			frappe.confirm(__("The customer gets a text message that the technician is on the way."), () =>
				this.call(`${FIELD}.en_route`, {}, __("On the way.")),
			);
		}

		start() {
			return this.call(`${FIELD}.start`, {}, __("Work has begun."));
		}

		scan() {
			const fields = [
				{
					fieldname: "code",
					fieldtype: "Data",
					label: __("Serial or MAC address"),
					description: __("As the scanner gives it, or typed from the label."),
					reqd: 1,
				},
				{
					fieldname: "equipment_type",
					fieldtype: "Select",
					label: __("Equipment Type"),
					options: ["", ...KINDS].join("\n"),
				},
			];
			const act = ({ code, equipment_type }) =>
				this.call(
					`${FIELD}.scan`,
					{ code, equipment_type: equipment_type || null },
					__("The device is on the job."),
				);
			frappe.prompt(fields, act, __("Scan a Device"), __("Save"));
		}

		complete() {
			const missing = (this.doc.equipment_list || []).filter(
				(row) => row.required && !row.serial_number && !row.mac_address,
			);
			const fields = [
				{ fieldname: "arrived_at", fieldtype: "Datetime", label: __("Arrived At") },
				{ fieldname: "left_at", fieldtype: "Datetime", label: __("Left At") },
				{ fieldname: "note", fieldtype: "Small Text", label: __("Completion Note") },
			];
			if (missing.length) fields.push(this.missing_field(missing));
			const act = (values) => this.call(`${FIELD}.complete`, values, __("The job is completed."));
			frappe.prompt(fields, act, __("Complete Job {0}", [this.doc.name]), __("Complete Job", null, "Dispatch Job"));
		}

		// Whether it may be completed without them is not decided here.
		missing_field(missing) {
			const kinds = missing.map((row) => row.equipment_type).join(", ");
			return {
				fieldname: "missing_reason",
				fieldtype: "Small Text",
				label: __("Why devices are missing"),
				description: __("Not scanned yet: {0}", [escape(kinds)]),
			};
		}
	};
}

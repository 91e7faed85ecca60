// Shared by the forms and lists of Telephone Difference and Telephone Reconciliation.
frappe.provide("gigafibre_fsm.telephones");

{
	const ENDPOINTS = "gigafibre_fsm.api.telephone_reconciliation";
	const POLL = 2000;
	const call = (method, args) => frappe.xcall(`${ENDPOINTS}.${method}`, args);

	Object.assign(gigafibre_fsm.telephones, {
		// What a click on « Correct » will do.
		corrections: () => ({
			"Missing Account": __("The SIP platform makes the account as the line is."),
			"Different Account": __("The SIP platform changes the account to what the line is."),
			"Orphaned Account": __("The SIP platform removes the account, unless a line has taken its user meanwhile."),
			"Missing Registration": __("The 911 provider is told the line's 911 address."),
			"Different Registration": __("The 911 provider is told the line's 911 address."),
			"Orphaned Registration": __("The 911 provider deregisters the number, unless a line has taken it meanwhile."),
			Unconfirmed: __("The 911 provider is asked what it holds, or told the address again, and the line follows."),
		}),

		correct(rows, done) {
			const texts = [...new Set(rows.map(({ kind }) => this.corrections()[kind]))];
			const items = texts.map((text) => `<li>${frappe.utils.escape_html(text)}</li>`).join("");
			frappe.confirm(
				`<p>${__("Correct {0} differences?", [rows.length])}</p><ul>${items}</ul>
				<p>${__("What the line says counts. The provider is told at once, and the next reconciliation looks whether it did it.")}</p>`,
				() => this.send("correct", rows, {}, done)
			);
		},

		accept(rows, done) {
			frappe.prompt(
				{
					fieldname: "note",
					fieldtype: "Small Text",
					label: __("Why it may stay as it is"),
					reqd: 1,
				},
				({ note }) => this.send("accept", rows, { note }, done),
				__("Accept"),
				__("Accept")
			);
		},

		async send(method, rows, args, done) {
			gigafibre_fsm.tell_rows(await call(method, { names: rows.map(({ name }) => name), ...args }));
			await done();
		},

		// The button of both lists, and what it shows until the run has ended.
		add_run(listview) {
			if (frappe.model.can_write("Telephone Reconciliation")) {
				listview.page.add_inner_button(__("Reconcile Now"), async () => this.follow(listview, await call("start")));
			}
			if (frappe.model.can_read("Telephone Reconciliation")) {
				call("get_state").then((state) => state.running && this.follow(listview, state));
			}
		},

		follow(listview, state) {
			if (!listview.$reconciliation) {
				listview.$reconciliation = $(`<div class="text-muted small px-4 py-2"></div>`).prependTo(listview.$frappe_list);
			}
			// Of an earlier run, where the list has not yet seen its end.
			clearTimeout(listview.next_look);
			listview.$reconciliation.toggle(state.running);
			if (!state.running) return this.ended(listview, state.last);
			listview.$reconciliation.text(this.phase(state.progress));
			listview.next_look = setTimeout(async () => this.follow(listview, await call("get_state")), POLL);
		},

		ended(listview, { status, message, found, found_anew }) {
			const counts = __("Telephone reconciliation: {0} differences, {1} of them new.", [found, found_anew]);
			if (status === "Completed") frappe.show_alert({ message: counts, indicator: "green" });
			else {
				const reason = frappe.utils.escape_html(message || "").replaceAll("\n", "<br>");
				frappe.msgprint({ title: __(status, null, "Telephone Reconciliation"), indicator: "orange", message: `<p>${counts}</p>${reason}` });
			}
			gigafibre_fsm.lists.show_anew(listview);
		},

		phase(progress) {
			if (!progress) return __("Telephone reconciliation: it begins.");
			const texts = {
				accounts: __("Telephone reconciliation: SIP accounts read: {0}", [progress.number]),
				registrations: __("Telephone reconciliation: 911 registrations read: {0}", [progress.number]),
				lines: __("Telephone reconciliation: lines compared: {0}", [progress.number]),
			};
			return texts[progress.phase];
		},
	});
}

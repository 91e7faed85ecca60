{
	const ENDPOINTS = "gigafibre_fsm.api.legacy_import";
	const SHARED = "/assets/gigafibre_fsm/js/import_work.js";
	const STATES = ["Open", "Imported", "Set Aside"];
	const COUNTS = ["rows_read", "inserted", "updated", "unchanged"];
	const call = (method, args) => frappe.xcall(`${ENDPOINTS}.${method}`, args);
	const escape = (text) => gigafibre_fsm.imports.escape(text);
	const number = (value) => gigafibre_fsm.imports.number(value);
	const when = (moment) => escape(frappe.datetime.str_to_user(String(moment).slice(0, 19)));
	const word = (text) => __(text, null, "Legacy Import Run");

	frappe.pages["legacy-import"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Legacy Import"),
			single_column: true,
		});
		wrapper.ready = frappe.require(SHARED).then(() => (wrapper.legacy_import = new LegacyImport(page)));
	};
	frappe.pages["legacy-import"].on_page_show = (wrapper) =>
		wrapper.ready.then(() => wrapper.legacy_import.show());
	frappe.pages["legacy-import"].on_page_hide = (wrapper) =>
		wrapper.ready.then(() => wrapper.legacy_import.work.leave());

	class LegacyImport {
		constructor(page) {
			this.page = page;
			this.$body = $(`<div class="legacy-import">
				<div class="import-notice"></div>
				<div class="import-progress"></div>
				<div class="import-steps"></div>
				<div class="row">
					<div class="col-lg-8 import-rejects"></div>
					<div class="col-lg-4 import-cut-over"></div>
				</div>
			</div>`).appendTo(page.main.addClass("p-4"));
			page.set_primary_action(__("Import Everything"), () => this.ask_everything());
			page.add_inner_button(__("Dry Run of Everything"), () => this.start({ dry_run: 1 }));
			page.add_inner_button(__("Reconciliation"), () => this.reconcile());
			page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
			this.$body.on("click", "[data-step]", (event) => this.start_step(event.currentTarget.dataset));
			this.$body.on("click", "[data-do='cut-over']", () => this.ask_cut_over());
			this.$body.on("click", "[data-do='roll-back']", () => this.ask_roll_back());
			this.work = new gigafibre_fsm.imports.Work(this.$body.find(".import-progress"), this);
		}

		async show() {
			this.work.listen();
			await this.refresh();
		}

		async refresh() {
			this.paint(await call("get_state"));
		}

		paint(state) {
			this.state = state;
			this.$body.find(".import-notice").html(this.notice());
			this.$body.find(".import-steps").html(this.steps());
			this.$body.find(".import-rejects").html(this.rejects());
			this.$body.find(".import-cut-over").html(this.cut_over());
			this.work.show(state);
		}

		// -- what runs now

		ask() {
			return call("get_progress");
		}

		// After the cut-over a dry run still says what the legacy database has that is not here.
		allow(busy) {
			const { configured, cut_over_on } = this.state;
			const reads = configured && !busy;
			this.page.btn_primary.prop("disabled", !reads || Boolean(cut_over_on));
			this.page.inner_toolbar.find("button").prop("disabled", !reads);
			this.$body.find("[data-dry-run='1'], [data-do='cut-over']").prop("disabled", !reads);
			this.$body.find("[data-dry-run='0']").prop("disabled", !reads || Boolean(cut_over_on));
			this.$body.find("[data-do='roll-back']").prop("disabled", busy);
		}

		title(step) {
			const known = this.state?.steps.find((one) => one.step === step);
			return known ? `${step} ${known.title}` : step;
		}

		// -- what there is

		notice() {
			const { configured, cut_over_on } = this.state;
			const settings = `<a href="/app/fsm-settings">${__("FSM Settings")}</a>`;
			if (cut_over_on) {
				return box("info", __("Since {0} this site leads: nothing is imported any more.", [when(cut_over_on)]));
			}
			if (configured) return "";
			return box("warning", __("No legacy database is configured: fill in its server and user in {0}, tab Legacy.", [settings]));
		}

		steps() {
			const heads = [__("Step"), "", __("Status"), __("Last Run")].map((text) => `<th>${text}</th>`);
			const counts = [__("Rows Read"), __("Inserted"), word("Updated"), word("Unchanged"), word("Rejected"), __("Rows Per Second")];
			const rows = this.state.steps.map((one) => this.step_row(one));
			return card(
				__("Steps", null, "Legacy Import Run"),
				`<div class="table-responsive"><table class="table table-sm mb-0">
					<thead><tr>${heads.join("")}${counts.map((text) => `<th class="text-right">${text}</th>`).join("")}<th></th></tr></thead>
					<tbody>${rows.join("")}</tbody></table></div>`
			);
		}

		step_row({ step, title, run }) {
			return `<tr data-row="${step}">
				<td>${step}</td><td>${escape(title)}</td><td class="text-nowrap">${this.status(run)}</td>
				<td class="text-nowrap">${run ? link("legacy-import-run", when(run.started_at), run.name) : ""}</td>
				${COUNTS.map((count) => `<td class="text-right">${run ? number(run[count]) : ""}</td>`).join("")}
				<td class="text-right">${run ? this.rejected(step, run) : ""}</td>
				<td class="text-right">${run ? number(run.rows_per_second) : ""}</td>
				<td class="text-right text-nowrap">
					<button class="btn btn-default btn-xs" data-step="${step}" data-dry-run="1">${__("Dry Run")}</button>
					<button class="btn btn-default btn-xs" data-step="${step}" data-dry-run="0">${__("Run")}</button>
				</td>
			</tr>${run ? this.lines(run) + this.message(run) : ""}`;
		}

		// The source tables of a step that reads several.
		lines({ lines }) {
			if (lines.length < 2) return "";
			const cell = (count) => `<td class="border-0 py-0 text-right">${number(count)}</td>`;
			return lines
				.map(
					(line) => `<tr class="text-muted small"><td class="border-0 py-0"></td>
						<td class="border-0 py-0" colspan="3">${escape(line.source_table)}</td>
						${[...COUNTS, "rejected"].map((count) => cell(line[count])).join("")}<td class="border-0 py-0" colspan="2"></td></tr>`
				)
				.join("");
		}

		message({ status, message }) {
			const lines = status === "Completed" ? [] : (message || "").split("\n").filter(Boolean);
			if (!lines.length) return "";
			return `<tr><td class="border-0"></td><td class="border-0 pt-0 text-muted" colspan="10">${lines.map(escape).join("<br>")}</td></tr>`;
		}

		status(run) {
			if (!run) return gigafibre_fsm.imports.pill("gray", __("Not run yet"));
			const dry = run.dry_run ? ` <span class="text-muted">${__("Dry Run")}</span>` : "";
			return gigafibre_fsm.imports.status(run) + dry;
		}

		// A dry run keeps no rows that a list could show.
		rejected(step, run) {
			if (!run.rejected || run.dry_run) return number(run.rejected);
			return link("legacy-import-reject", number(run.rejected), "", { step });
		}

		rejects() {
			const rows = by_table(this.state.rejects).map((one) => this.reject_row(one));
			const heads = [__("Step"), __("Source Table"), __("Reason")].map((text) => `<th>${text}</th>`);
			const counts = STATES.map(
				(status) => `<th class="text-right text-nowrap">${__(status, null, "Legacy Import Reject")}</th>`
			);
			return card(
				__("Rejected Rows"),
				rows.length
					? `<div class="table-responsive"><table class="table table-sm mb-0">
						<thead><tr>${heads.join("")}${counts.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`
					: muted(__("No row was rejected."))
			);
		}

		reject_row({ step, source_table, reasons, counts }) {
			const list = (text, filters) => link("legacy-import-reject", text, "", { step, source_table, ...filters });
			const cells = STATES.map((status) => {
				const count = counts[status] || 0;
				return `<td class="text-right">${count ? list(number(count), { status }) : 0}</td>`;
			});
			const told = Object.entries(reasons).map(
				([reason, count]) => `<span class="text-nowrap mr-3">${list(escape(__(reason)), { reason })} ${number(count)}</span>`
			);
			return `<tr><td>${escape(step)}</td><td>${escape(source_table)}</td><td>${told.join(" ")}</td>${cells.join("")}</tr>`;
		}

		cut_over() {
			const { sync, cut_over_on, history } = this.state;
			const button = cut_over_on
				? `<button class="btn btn-default btn-sm" data-do="roll-back">${__("Roll Back the Cut-Over")}</button>`
				: `<button class="btn btn-default btn-sm" data-do="cut-over">${__("Cut Over")}</button>`;
			const lines = history.map(
				(one) => `<li>${when(one.creation)}, ${escape(one.owner)}: ${one.content}</li>`
			);
			return card(
				__("Cut-Over"),
				`<p>${cut_over_on ? __("The legacy database is history since {0}.", [when(cut_over_on)]) : this.sync_line(sync)}</p>
				<p>${button}</p>${lines.length ? `<ul class="text-muted small mb-0 pl-3">${lines.join("")}</ul>` : ""}`
			);
		}

		sync_line(sync) {
			return sync
				? __("The scheduler imports every hour what changed in the legacy database.")
				: __("Nothing is imported by itself: « Keep in Step » is off in FSM Settings.");
		}

		// -- what can be done

		ask_everything() {
			frappe.confirm(
				__("Import everything from the legacy database? Rows that are unchanged since the last import stay as they are."),
				() => this.start({})
			);
		}

		start_step({ step, dryRun }) {
			return this.start({ step, dry_run: Number(dryRun) });
		}

		async start(args) {
			await call("start", args);
			await this.refresh();
		}

		reconcile() {
			frappe.set_route("query-report", "Legacy Reconciliation");
		}

		ask_cut_over() {
			frappe.confirm(
				__("Cut over? The site is compared with the legacy database. If there is no difference, this site leads from now on and nothing is imported any more."),
				async () => {
					frappe.dom.freeze(__("Comparing with the legacy database"));
					try {
						this.paint(await call("cut_over"));
					} finally {
						frappe.dom.unfreeze();
					}
				}
			);
		}

		ask_roll_back() {
			frappe.prompt(
				[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
				async ({ reason }) => this.paint(await call("roll_back", { reason })),
				__("Roll Back the Cut-Over"),
				__("Roll Back")
			);
		}
	}

	function by_table(rows) {
		const found = new Map();
		for (const { step, source_table, reason, status, count } of rows) {
			const key = [step, source_table].join("\n");
			if (!found.has(key)) found.set(key, { step, source_table, reasons: {}, counts: {} });
			const { reasons, counts } = found.get(key);
			reasons[reason] = (reasons[reason] || 0) + count;
			counts[status] = (counts[status] || 0) + count;
		}
		return [...found.values()];
	}

	const muted = (text) => `<p class="text-muted mb-0">${text}</p>`;
	const box = (kind, html) => `<div class="alert alert-${kind} mb-4">${html}</div>`;
	const card = (title, body) => `<div class="frappe-card p-4 mb-4"><h5 class="mb-3">${title}</h5>${body}</div>`;

	function link(route, text, name = "", filters = {}) {
		const query = Object.keys(filters).length ? `?${new URLSearchParams(filters)}` : "";
		return `<a style="text-decoration: underline" href="/app/${route}${name ? `/${encodeURIComponent(name)}` : ""}${query}">${text}</a>`;
	}
}

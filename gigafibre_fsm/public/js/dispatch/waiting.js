// Beside the lanes: what waits for a day or a technician, and the job that was chosen with who could go.
frappe.provide("gigafibre_fsm.dispatch");

{
	const escape = frappe.utils.escape_html;
	const words = gigafibre_fsm.dispatch;

	words.Waiting = class {
		constructor(parent, { on_assign, on_back, on_close }) {
			this.$side = $(
				`<aside class="dispatch-side"><section class="dispatch-chosen" hidden></section>
				<div class="dispatch-waiting"></div></aside>`,
			).appendTo(parent);
			this.$chosen = this.$side.find(".dispatch-chosen");
			this.$chosen.on("click", "[data-assign]", (event) =>
				on_assign(this.answer.suggestions[event.currentTarget.dataset.assign], this.slot()),
			);
			this.$chosen.on("click", ".chosen-close", on_close);
			this.$chosen.on("click", ".chosen-back", on_back);
		}

		show(day, chosen) {
			const groups = [
				[__("This day, without a technician"), day.unassigned, {}],
				[__("To schedule"), day.to_schedule, {}],
				[__("Left undone on earlier days"), day.overdue, { is_late: true }],
			];
			const shown = groups.filter(([, jobs]) => jobs.length);
			this.$side
				.find(".dispatch-waiting")
				.html(
					shown.map(([title, jobs, how]) => this.group(title, jobs, day.most, { ...how, chosen })).join("") ||
						`<p class="text-muted dispatch-empty">${__("Nothing waits.")}</p>`,
				);
		}

		group(title, jobs, most, how) {
			const count = jobs.length > most ? `${most}+` : jobs.length;
			const cards = jobs.slice(0, most).map((job) => words.card(job, { is_long: true, ...how }));
			return `<section><h5>${title} <span class="text-muted">${count}</span></h5>${cards.join("")}</section>`;
		}

		wait(job) {
			this.answer = null;
			this.$chosen.prop("hidden", !job);
			if (job) this.$chosen.html(`${this.head(job)}<p class="text-muted">${__("Looking for who could go…")}</p>`);
		}

		offer(answer) {
			this.answer = answer;
			const { job } = answer;
			const rest = words.is_movable(job) ? this.offers(answer) : this.under_way(job);
			this.$chosen.html(this.head(job) + rest);
		}

		head(job) {
			const title = job.customer_name || job.name;
			const facts = [words.place_of(job), job.tags.join(", ")].filter(Boolean).map(escape);
			const wishes = job.wishes.map(words.short_day).join(" · ");
			return `<div class="chosen-head"><a href="/app/dispatch-job/${encodeURIComponent(job.name)}"
				><b>${escape(title)}</b> ${escape(job.name)}</a>
				<button type="button" class="btn btn-xs btn-default chosen-close" aria-label="${__("Close")}"
				>${frappe.utils.icon("close", "xs")}</button></div>
				<p>${facts.join("<br>")}${wishes ? `<br>${__("Chosen days: {0}", [wishes])}` : ""}</p>`;
		}

		offers(answer) {
			const { job } = answer;
			const open = { value: "", label: __("Not fixed") };
			const slots = (job.scheduled_slot ? words.SLOTS : [open, ...words.SLOTS]).map(
				({ value, label }) =>
					`<option value="${value}" ${value === job.scheduled_slot ? "selected" : ""}>${label}</option>`,
			);
			const back =
				job.status === "Scheduled"
					? `<button type="button" class="btn btn-xs btn-default chosen-back">${__("Back to « To schedule »")}</button>`
					: "";
			return `<label class="chosen-slot">${__("Time of day")}
				<select class="form-control input-xs">${slots.join("")}</select></label>
				${words.suggestions_html(answer)}${back}`;
		}

		under_way(job) {
			const status = __(job.status, null, "Dispatch Job");
			return `<p class="text-muted">${__("{0}: open the job to change it.", [status])}</p>`;
		}

		slot() {
			return this.$chosen.find("select").val() || null;
		}
	};
}

// The import that runs now, as the pages show it that start one: Legacy Import, Address Register.
frappe.provide("gigafibre_fsm.imports");

{
	const EVENT = "gigafibre_import_progress";
	const POLL = 3000;
	const COLOURS = { Completed: "green", Running: "blue", Interrupted: "orange", Failed: "red" };
	const escape = (text) => frappe.utils.escape_html(String(text ?? ""));
	const number = (value) => format_number(value || 0, null, 0);
	const pill = (colour, text) => `<span class="indicator-pill ${colour} no-indicator-dot">${text}</span>`;
	const duration = (seconds) => (seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);

	// `owner`: the page, with ask(), refresh(), allow(busy), title(step) and perhaps is_waiting(), for something else.
	class Work {
		constructor($place, owner) {
			this.$place = $place;
			this.owner = owner;
			this.on_progress = (state) => (state.ended ? owner.refresh() : this.tell(state));
		}

		listen() {
			frappe.realtime.off(EVENT, this.on_progress);
			frappe.realtime.on(EVENT, this.on_progress);
			this.visible = true;
		}

		leave() {
			this.visible = false;
			frappe.realtime.off(EVENT, this.on_progress);
			clearTimeout(this.timer);
		}

		show({ running, queued, progress }) {
			const busy = Boolean(running || queued);
			this.owner.allow(busy);
			if (busy) this.tell(progress);
			else this.$place.empty();
			clearTimeout(this.timer);
			if (this.visible && (busy || this.owner.is_waiting?.())) {
				this.timer = setTimeout(() => this.poll(), POLL);
			}
		}

		async poll() {
			const work = await this.owner.ask();
			// The end, as a page sees it that missed the event.
			if (!work.running && !work.queued) return this.owner.refresh();
			this.show(work);
		}

		tell(state) {
			const percent = state ? state.percent : 0;
			const head = state ? this.headline(state) : __("Waiting for a free worker");
			const left = state && state.seconds_left ? __("{0} left", [duration(state.seconds_left)]) : "";
			this.$place.html(`<div class="mb-4">
				<div class="d-flex justify-content-between mb-1">
					<span>${escape(head)}</span><span class="text-muted">${escape(left)}</span>
				</div>
				<div class="progress" style="height: 10px" role="progressbar" aria-valuenow="${percent}"
					aria-valuemin="0" aria-valuemax="100">
					<div class="progress-bar bg-primary" style="width: ${Math.max(percent, 1)}%"></div>
				</div>
			</div>`);
		}

		headline({ step, dry_run, phase, rows, percent }) {
			const dry = dry_run ? ` (${__("Dry Run")})` : "";
			return `${this.owner.title(step)}${dry}: ${phase}, ${__("{0} rows", [number(rows)])}, ${Math.round(percent)} %`;
		}
	}

	const status = (run) => pill(COLOURS[run.status], __(run.status, null, "Legacy Import Run"));
	Object.assign(gigafibre_fsm.imports, { Work, escape, number, pill, status });
}

{
	const SHARED = [
		"/assets/gigafibre_fsm/css/window.css",
		"/assets/gigafibre_fsm/css/dispatch.css",
		"/assets/gigafibre_fsm/js/map_link.js",
		...["words", "suggestions", "job_card", "week_strip", "lanes", "waiting"].map(
			(name) => `/assets/gigafibre_fsm/js/dispatch/${name}.js`,
		),
	];
	const ENDPOINTS = "gigafibre_fsm.field_work.page.dispatch_day.dispatch_day";
	const EVENTS = ["fsm_job_updated", "fsm_new_installation"];
	// Vehicles move; a burst of events is one reason to look again.
	const VEHICLES_EVERY = 60_000;
	const BURST = 300;
	const A_DAY = /^\d{4}-\d\d-\d\d$/;
	const call = (method, args) => frappe.xcall(`${ENDPOINTS}.${method}`, args);

	frappe.pages["dispatch-day"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Dispatch Day"),
			single_column: true,
		});
		wrapper.classList.add("window-page");
		wrapper.ready = frappe.require(SHARED).then(() => (wrapper.dispatch_day = new DispatchDay(page)));
	};

	frappe.pages["dispatch-day"].on_page_show = (wrapper) => {
		// Frappe keeps what it reads from the address bar for the next list, which would take it for filters.
		frappe.route_options = null;
		wrapper.ready.then(() => wrapper.dispatch_day.show());
	};

	class DispatchDay {
		constructor(page) {
			this.day = frappe.datetime.get_today();
			this.chosen = null;
			const parts = gigafibre_fsm.dispatch;
			const $page = $(`<div class="window-page-body dispatch-day"></div>`).appendTo(page.main);
			this.waiting = new parts.Waiting($page, {
				on_assign: (suggestion, slot) =>
					this.assign(suggestion.technician, suggestion.day, slot, this.chosen),
				on_back: () => this.put_back(),
				on_close: () => this.choose(null),
			});
			const $board = $(`<div class="dispatch-board"></div>`).appendTo($page);
			this.week = new parts.WeekStrip($board, (day) => this.go(day));
			this.$trouble = $(`<p class="dispatch-trouble" role="status" hidden></p>`).appendTo($board);
			this.lanes = new parts.Lanes($board);
			page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
			this.bind($page);
			this.listen();
		}

		// -- pressing and dragging

		bind($page) {
			$page.on("click", "[data-job]", (event) => this.choose(event.currentTarget.dataset.job));
			$page.on("click", ".lane-place", (event) => this.drop(event.currentTarget.parentNode, this.chosen));
			$page.on("dragstart", "[data-job]", (event) => this.drag(event.currentTarget.dataset.job, event));
			$page.on("dragend", () => this.let_go());
			$page.on("dragover", "[data-open=true]", (event) => {
				if (this.dragged) event.preventDefault();
				event.currentTarget.classList.toggle("is-over", Boolean(this.dragged));
			});
			$page.on("dragleave", "[data-open=true]", (event) =>
				event.currentTarget.classList.remove("is-over"),
			);
			$page.on("drop", "[data-open=true]", (event) => {
				event.preventDefault();
				if (this.dragged) this.drop(event.currentTarget, this.dragged);
			});
			this.$page = $page;
		}

		drag(job, event) {
			this.dragged = job;
			event.originalEvent.dataTransfer.effectAllowed = "move";
			event.originalEvent.dataTransfer.setData("text/plain", job);
			this.$page.addClass("is-dragging");
		}

		// What came in meanwhile was not drawn: the card would have gone from under the hand.
		let_go() {
			this.dragged = null;
			this.$page.removeClass("is-dragging").find(".is-over").removeClass("is-over");
			if (this.is_stale) this.load();
		}

		drop(cell, job) {
			const { technician, slot } = cell.dataset;
			return this.assign(technician, this.day, slot, job);
		}

		// -- where one is: in the address bar, so that a reload or a sent link shows the same

		async show() {
			const asked = new URLSearchParams(window.location.search);
			if (A_DAY.test(asked.get("day"))) this.day = asked.get("day");
			this.chosen = asked.get("job") || this.chosen;
			await this.load();
			if (this.chosen) await this.offer();
		}

		write_url() {
			if (frappe.get_route()[0] !== "dispatch-day") return;
			const query = new URLSearchParams({ day: this.day, ...(this.chosen ? { job: this.chosen } : {}) });
			window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
		}

		go(day) {
			this.day = day;
			return Promise.all([this.load(), this.chosen && this.offer()]);
		}

		async load() {
			this.is_stale = false;
			const asked = this.day;
			const day = await call("get_day", { day: asked });
			if (asked !== this.day) return;
			this.shown = day;
			this.draw();
			this.load_vehicles();
		}

		draw() {
			this.week.show(this.shown);
			this.waiting.show(this.shown, this.chosen);
			this.lanes.show(this.shown, this.chosen);
			this.$page.toggleClass("has-chosen", Boolean(this.chosen) && this.is_chosen_movable());
			this.write_url();
		}

		// -- the chosen job

		job(name) {
			const { technicians, unassigned, to_schedule, overdue } = this.shown;
			const given = technicians.flatMap(({ jobs }) => jobs);
			return [...given, ...unassigned, ...to_schedule, ...overdue].find((job) => job.name === name);
		}

		is_chosen_movable() {
			const job = this.job(this.chosen);
			return !job || gigafibre_fsm.dispatch.is_movable(job);
		}

		async choose(name) {
			this.chosen = name === this.chosen ? null : name;
			this.waiting.wait(this.chosen && this.job(this.chosen));
			this.draw();
			if (this.chosen) await this.offer();
		}

		async offer() {
			const asked = this.chosen;
			const { day } = this;
			try {
				const answer = await call("get_suggestions", { job: asked, day });
				if (asked !== this.chosen || day !== this.day) return;
				this.waiting.wait(answer.job);
				this.waiting.offer(answer);
			} catch {
				// What went wrong is said by Frappe.
				if (asked === this.chosen) this.choose(null);
			}
		}

		async assign(technician, day, slot, job) {
			const done = await this.change("assign", { job, technician, day, slot });
			if (!done) return;
			const who = frappe.utils.escape_html(done.technician_name);
			const when = gigafibre_fsm.dispatch.short_day(done.scheduled_date);
			frappe.show_alert({ message: __("Given to {0}, {1}", [who, when]), indicator: "green" });
		}

		async put_back() {
			const done = await this.change("reschedule", { job: this.chosen });
			if (done) frappe.show_alert({ message: __("It waits to be scheduled."), indicator: "blue" });
		}

		// What could not be done is said by Frappe; either way the page shows what is so.
		async change(method, args) {
			let done = null;
			try {
				done = await call(method, args);
				this.chosen = null;
				this.waiting.wait(null);
			} catch {
				// as above
			}
			await this.load();
			return done;
		}

		// -- what others do meanwhile

		listen() {
			const look = frappe.utils.debounce(() => this.look_again(), BURST);
			EVENTS.forEach((event) => frappe.realtime.on(event, look));
			document.addEventListener("visibilitychange", () => this.is_stale && this.look_again());
			setInterval(() => this.is_visible() && this.load_vehicles(), VEHICLES_EVERY);
		}

		is_visible() {
			return frappe.get_route()[0] === "dispatch-day" && document.visibilityState === "visible";
		}

		look_again() {
			if (this.is_visible() && !this.dragged) this.load();
			else this.is_stale = true;
		}

		async load_vehicles() {
			const technicians = this.shown.technicians.filter((one) => one.has_vehicle).map(({ name }) => name);
			const asked = this.day;
			const answer = technicians.length
				? await call("get_positions", { technicians })
				: { vehicles: {}, trouble: "" };
			if (asked !== this.day) return;
			this.$trouble.text(answer.trouble).prop("hidden", !answer.trouble);
			this.lanes.show_vehicles(answer.vehicles);
		}
	}
}

{
	const SHARED = [
		"/assets/gigafibre_fsm/css/window.css",
		"/assets/gigafibre_fsm/css/plant.css",
		"/assets/gigafibre_fsm/css/review.css",
		...["base_map", "address_box", "review_queue", "review_map", "review_detail"].map(
			(name) => `/assets/gigafibre_fsm/js/plant/${name}.js`,
		),
	];
	const ENDPOINTS = "gigafibre_fsm.fibre_plant.page.link_review.link_review";
	const PAGE_LENGTH = 50;
	const FILTERS = ["olt", "city", "reason"];
	const call = (method, args) => frappe.xcall(`${ENDPOINTS}.${method}`, args);

	frappe.pages["link-review"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Link Review"),
			single_column: true,
		});
		wrapper.classList.add("window-page");
		wrapper.ready = frappe.require(SHARED).then(() => (wrapper.link_review = new LinkReview(page)));
	};

	frappe.pages["link-review"].on_page_show = (wrapper) => {
		// Frappe keeps what it reads from the address bar for the next list, which would take it for filters.
		frappe.route_options = null;
		wrapper.ready.then(() => wrapper.link_review.show());
	};

	class LinkReview {
		constructor(page) {
			this.page = page;
			this.filters = {};
			this.rows = [];
			this.total = 0;
			this.details = new Map();
			this.decided = [];
			this.$body = $(`<div class="window-page-body link-review"></div>`).appendTo(page.main);
			this.queue = new gigafibre_fsm.plant.ReviewQueue(this.$body, {
				on_filter: (filters) => this.filter(filters),
				on_open: (name) => this.open(name),
				on_more: () => this.more(),
			});
			this.detail = new gigafibre_fsm.plant.ReviewDetail(this.$body, {
				accept: (address) => this.decide("accept", { address }),
				decline: () => this.decide("decline", {}),
				undo: () => this.undo(),
			});
			page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
			this.bind_keys();
		}

		bind_keys() {
			const keys = [
				[["j", "down"], __("Next drop"), () => this.step(1)],
				[["k", "up"], __("Previous drop"), () => this.step(-1)],
				[["n"], __("None of these"), () => this.decide("decline", {})],
				[["u"], __("Undo"), () => this.undo()],
				...[...Array(8).keys()].map((number) => [
					[`${number + 1}`],
					__("Accept {0}", [gigafibre_fsm.plant.letter(number)]),
					() => this.detail.accept(number),
				]),
			];
			// The arrows belong to the map while it has the focus, and every key to a dialog while one is open.
			const condition = () =>
				!window.cur_dialog && !document.activeElement.closest(".leaflet-container");
			for (const [shortcuts, description, action] of keys) {
				for (const shortcut of shortcuts) {
					frappe.ui.keys.add_shortcut({
						shortcut,
						action,
						description,
						page: this.page,
						condition,
					});
				}
			}
		}

		// -- the queue

		async show() {
			const asked = new URLSearchParams(window.location.search);
			if (asked.size)
				this.filters = Object.fromEntries(
					FILTERS.filter((key) => asked.has(key)).map((key) => [key, asked.get(key)]),
				);
			await this.load(asked.get("drop"));
		}

		async filter(filters) {
			this.filters = filters;
			await this.load();
		}

		async load(name) {
			const answer = await call("get_queue", { ...this.filters, start: 0, limit: PAGE_LENGTH });
			this.details.clear();
			this.rows = answer.drops;
			this.total = answer.total;
			this.queue.show_choices(answer.choices, this.filters);
			this.queue.show(this.rows, this.total);
			await this.open(this.rows.find((row) => row.name === name)?.name || this.rows[0]?.name);
		}

		async more() {
			const answer = await call("get_queue", {
				...this.filters,
				start: this.rows.length,
				limit: PAGE_LENGTH,
			});
			const known = new Set(this.rows.map(({ name }) => name));
			this.rows.push(...answer.drops.filter(({ name }) => !known.has(name)));
			this.total = answer.total;
			this.queue.show(this.rows, this.total);
			this.queue.mark(this.current);
		}

		// -- one drop

		async open(name) {
			this.current = name;
			this.detail.toggle(Boolean(name));
			this.write_url();
			this.detail.wait();
			if (!name) return;
			this.queue.mark(name);
			const detail = await this.read(name);
			if (name !== this.current) return;
			this.detail.show(detail);
			this.read_ahead();
		}

		// Asked for once: the next drop is usually here before somebody has decided on this one.
		read(name) {
			if (!this.details.has(name)) {
				const asked = call("get_drop", { drop: name });
				asked.catch(() => this.details.delete(name));
				this.details.set(name, asked);
			}
			return this.details.get(name);
		}

		read_ahead() {
			const next = this.rows[this.place() + 1];
			if (next) this.read(next.name).catch(() => {});
		}

		place() {
			return this.rows.findIndex(({ name }) => name === this.current);
		}

		step(by) {
			const row = this.rows[this.place() + by];
			if (row) this.open(row.name);
		}

		// -- decisions

		// The next drop is there at once; what was decided is saved meanwhile.
		decide(method, args) {
			const place = this.place();
			if (place < 0 || this.detail.drop !== this.current) return;
			const [row] = this.rows.splice(place, 1);
			const decision = { row, place };
			this.total--;
			this.decided.push(decision);
			this.detail.may_undo(true);
			this.queue.show(this.rows, this.total);
			this.open((this.rows[place] || this.rows[place - 1])?.name);
			this.saving = Promise.all([this.saving, this.save(decision, method, args)]);
		}

		async save(decision, method, args) {
			try {
				await call(method, { drop: decision.row.name, ...args });
				if (!this.rows.length && this.total > 0) await this.load();
			} catch {
				// What went wrong is said by Frappe; the drop waits where it was.
				this.decided = this.decided.filter((other) => other !== decision);
				this.put_back(decision);
			}
		}

		async undo() {
			await this.saving;
			const last = this.decided.at(-1);
			if (!last) return;
			await call("undo", { drop: last.row.name });
			this.decided.pop();
			this.details.delete(last.row.name);
			this.put_back(last);
		}

		put_back({ row, place }) {
			this.detail.may_undo(this.decided.length > 0);
			this.rows.splice(place, 0, row);
			this.total++;
			this.queue.show(this.rows, this.total);
			this.open(row.name);
		}

		write_url() {
			if (frappe.get_route()[0] !== "link-review") return;
			const query = new URLSearchParams({
				...this.filters,
				...(this.current ? { drop: this.current } : {}),
			});
			window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
		}
	}
}

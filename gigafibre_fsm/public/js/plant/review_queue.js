// The drops that wait for a person, with the filters that pick among them.
frappe.provide("gigafibre_fsm.plant");

{
	const escape = frappe.utils.escape_html;
	const FILTERS = [
		["olt", __("OLT"), __("All OLTs"), "olts"],
		["city", __("City"), __("All places"), "cities"],
		["reason", __("Reason"), __("All reasons"), "reasons"],
	];
	// « No city written » is a choice of its own, and not the same as no choice.
	const ANY = "";
	const CHOSEN = "=";

	gigafibre_fsm.plant.ReviewQueue = class {
		constructor(parent, { on_filter, on_open, on_more }) {
			this.$box = $(this.html()).appendTo(parent);
			this.$rows = this.$box.find(".review-rows");
			this.$box.find("select").on("change", () => on_filter(this.filters()));
			this.$box.on("click", "[data-drop]", (event) => on_open(event.currentTarget.dataset.drop));
			this.$box.find(".review-more").on("click", on_more);
		}

		html() {
			const filters = FILTERS.map(
				([key, label]) => `<div class="frappe-control form-group" data-fieldtype="Select">
					<label for="review-${key}">${label}</label>
					<div class="control-input"><select id="review-${key}" data-filter="${key}" class="form-control"></select>
					<div class="select-icon">${frappe.utils.icon("select", "sm")}</div></div>
				</div>`,
			);
			return `<aside class="review-queue">${filters.join("")}
				<p class="panel-note" role="status"></p>
				<div class="review-rows"></div>
				<button type="button" class="btn btn-default btn-sm review-more">${__("Show more")}</button>
			</aside>`;
		}

		filters() {
			const chosen = this.$box
				.find("select")
				.toArray()
				.map((select) => [select.dataset.filter, select.value]);
			return Object.fromEntries(
				chosen.filter(([, value]) => value !== ANY).map(([key, value]) => [key, value.slice(1)]),
			);
		}

		// `choices`: for each filter the values that drops in the queue have, as {value, label, count}.
		show_choices(choices, chosen) {
			for (const [key, , all, list] of FILTERS) {
				const options = choices[list].map((choice) => this.option(choice));
				const value = key in chosen ? CHOSEN + chosen[key] : ANY;
				this.$box
					.find(`[data-filter=${key}]`)
					.html(`<option value="${ANY}">${all}</option>${options.join("")}`)
					.val(value);
			}
		}

		option({ value, label, count }) {
			return `<option value="${escape(CHOSEN + value)}">${escape(label || __("Not written"))} (${count})</option>`;
		}

		show(rows, total) {
			this.$rows.html(rows.map((row) => this.row(row)).join(""));
			this.count(rows.length, total);
		}

		row(row) {
			return `<button type="button" class="review-row" data-drop="${escape(row.name)}">
				<span>${escape(row.written || row.raw_address || row.name)}</span>
				<span class="text-muted">${escape(row.reason)}</span></button>`;
		}

		count(shown, total) {
			this.$box
				.find("[role=status]")
				.text(
					total
						? __("To review: {0}", [total.toLocaleString(frappe.boot.lang)])
						: __("Nothing is left to review."),
				);
			this.$box.find(".review-more").prop("hidden", shown >= total);
		}

		mark(name) {
			for (const row of this.$rows.children()) {
				const open = row.dataset.drop === name;
				row.setAttribute("aria-current", open);
				if (open) row.scrollIntoView({ block: "nearest" });
			}
		}
	};
}

// One drop as the old system wrote it, the addresses that it may be, and what a person may decide.
frappe.provide("gigafibre_fsm.plant");

{
	const escape = frappe.utils.escape_html;
	const FIELDS = [
		["civic_number", __("Civic Number", null, "Fibre Drop")],
		["civic_suffix", __("Civic Suffix", null, "Fibre Drop")],
		["unit", __("Unit", null, "Fibre Drop")],
		["street", __("Street", null, "Fibre Drop")],
		["city", __("City", null, "Fibre Drop")],
		["postal_code", __("Postal Code", null, "Fibre Drop")],
		["raw_address", __("Address as Imported", null, "Fibre Drop")],
	];
	// What stands between a part of an address and the one before it.
	const BEFORE = { number: "", suffix: "", unit: " #" };
	const button = (kind, attributes, label, key) =>
		`<button type="button" class="btn btn-${kind} btn-sm" ${attributes}>${label} <kbd>${key}</kbd></button>`;
	const metres = (distance) =>
		distance === null || distance === undefined
			? ""
			: distance < 1000
				? __("{0} m away", [Math.round(distance)])
				: __("{0} km away", [
						(distance / 1000).toLocaleString(frappe.boot.lang, { maximumFractionDigits: 1 }),
					]);

	gigafibre_fsm.plant.ReviewDetail = class {
		constructor(parent, actions) {
			this.actions = actions;
			this.$box = $(this.html()).appendTo(parent);
			this.map = new gigafibre_fsm.plant.ReviewMap(this.find(".plant-canvas")[0], {
				on_choose: (number) => this.point_at(number),
			});
			this.address_box = new gigafibre_fsm.plant.AddressBox(this.find(".review-other"), {
				label: __("Another address"),
				on_choose: (address) => this.offer(address),
			});
			this.bind();
		}

		html() {
			return `<section class="review-detail">
				<header><h4></h4><p class="review-reason"></p></header>
				<dl class="review-written"></dl>
				<div class="plant-canvas"></div>
				<div class="review-choice">
					<ol class="review-candidates"></ol>
					<div class="review-other"></div>
					<p class="review-offer" hidden></p>
					<div class="review-actions">
						${button("default", 'data-action="decline"', __("None of these"), "N")}
						${button("default", 'data-action="undo" disabled', __("Undo"), "U")}
					</div>
				</div>
			</section>`;
		}

		bind() {
			this.$box.on("click", "[data-accept]", (event) =>
				this.accept(Number(event.currentTarget.dataset.accept)),
			);
			this.$box.on("click", "[data-action=decline]", () => this.actions.decline());
			this.$box.on("click", "[data-action=undo]", () => this.actions.undo());
			this.$box.on("mouseenter focusin", ".review-candidates li", (event) =>
				this.point_at($(event.currentTarget).index()),
			);
		}

		find(selector) {
			return this.$box.find(selector);
		}

		// Until the next drop is here, no key may decide about it with what is seen of the last one.
		wait() {
			this.drop = null;
			this.candidates = [];
			this.find(".review-offer").prop("hidden", true);
			this.$box.attr("aria-busy", true);
		}

		show({ drop, candidates }) {
			this.drop = drop.name;
			this.candidates = candidates;
			this.$box.attr("aria-busy", false);
			const url = `/app/fibre-drop/${encodeURIComponent(drop.name)}`;
			this.find("h4").html(
				`${escape(drop.written || drop.name)} <a href="${url}">${escape(drop.name)}</a>`,
			);
			this.find(".review-reason").text(
				[drop.reason, drop.address && __("Linked to {0}", [drop.address])]
					.filter(Boolean)
					.join(" · "),
			);
			this.find(".review-written").html(this.written(drop));
			this.find(".review-candidates").html(
				candidates.map((candidate, number) => this.candidate(candidate, number)).join("") ||
					`<p class="text-muted">${__("The address register has nothing like it.")}</p>`,
			);
			this.address_box.$input.val("");
			this.map.show(drop, candidates);
		}

		written(drop) {
			const rows = FIELDS.filter(([field]) => drop[field]).map(([field, label]) => [
				label,
				drop[field],
			]);
			if (drop.olt_name) rows.push([__("OLT"), drop.olt_name]);
			return rows
				.map(([label, value]) => `<div><dt>${label}</dt><dd>${escape(value)}</dd></div>`)
				.join("");
		}

		candidate(candidate, number) {
			const facts = [
				`${Math.round(100 * candidate.score)} %`,
				metres(candidate.metres),
				...candidate.parts.map(({ note }) => note && escape(note)),
				candidate.drops_there && __("Drops there already: {0}", [candidate.drops_there]),
			];
			return `<li>
				<span class="review-letter">${gigafibre_fsm.plant.letter(number)}</span>
				<div>
					<div>${this.parts(candidate)}</div>
					<div class="text-muted small">${facts.filter(Boolean).join(" · ")}</div>
				</div>
				${button("primary", `data-accept="${number}"`, __("Accept"), number + 1)}
			</li>`;
		}

		// The address as the register has it; what the drop says otherwise is marked, its own words in the tip.
		parts({ parts }) {
			return parts
				.filter(({ register }) => register)
				.map((part) => (BEFORE[part.part] ?? " ") + this.part(part))
				.join("");
		}

		part({ label, written, register, verdict }) {
			if (!["similar", "different"].includes(verdict)) return escape(register);
			const tip = `${label} (${written || "—"})`;
			return `<mark class="${verdict}" title="${escape(tip)}">${escape(register)}</mark>`;
		}

		accept(number) {
			const candidate = this.candidates[number];
			if (candidate) this.actions.accept(candidate.address);
		}

		// An address that was looked up is not taken at the first key: it is shown, then accepted.
		offer(address) {
			const accept = `<button type="button" class="btn btn-primary btn-sm">${__("Accept")}</button>`;
			this.find(".review-offer")
				.html(`${escape(address.label)} ${accept}`)
				.prop("hidden", false);
			this.find(".review-offer button")
				.on("click", () => this.actions.accept(address.address_id))
				.trigger("focus");
		}

		point_at(number) {
			this.map.mark(number);
			this.find(".review-candidates li").each((place, row) =>
				row.classList.toggle("marked", place === number),
			);
		}

		may_undo(possible) {
			this.find("[data-action=undo]").prop("disabled", !possible);
		}

		toggle(visible) {
			this.$box.prop("hidden", !visible);
		}
	};
}

// Beside the map: address search, OLT, legend that is also the filter, what has no place on the map, capacity.
frappe.provide("gigafibre_fsm.plant");

{
	const escape = frappe.utils.escape_html;
	const number = (value) => value.toLocaleString(frappe.boot.lang);
	const PARTS = [
		["connected", "blue"],
		["reserved", "orange"],
		["free", "green"],
		["no_box", "gray"],
	];

	gigafibre_fsm.plant.list_url = (filters) => `/app/fibre-drop/view/list?${new URLSearchParams(filters)}`;

	gigafibre_fsm.plant.MapPanel = class {
		constructor(parent, { on_address, on_olt, on_state }) {
			this.on_olt = on_olt;
			this.$panel = $(this.html()).appendTo(parent);
			this.address_box = new gigafibre_fsm.plant.AddressBox(this.find(".panel-address"), {
				label: __("Find an address"),
				on_choose: on_address,
			});
			this.draw_legend(on_state);
			this.find("#plant-map-olt").on("change", (event) => on_olt(event.currentTarget.value));
			this.$panel.on("click", "[data-olt]", (event) => on_olt(event.currentTarget.dataset.olt));
		}

		html() {
			return `<aside class="plant-panel">
				<div class="panel-address"></div>
				<div class="frappe-control form-group" data-fieldtype="Select">
					<label for="plant-map-olt">${__("OLT")}</label>
					<div class="control-input">
						<select id="plant-map-olt" class="form-control"></select>
						<div class="select-icon">${frappe.utils.icon("select", "sm")}</div>
					</div>
				</div>
				<fieldset><legend>${__("State", null, "Fibre Drop")}</legend><div class="plant-legend"></div></fieldset>
				<p class="panel-note" role="status"></p>
				<p class="panel-note no-place"></p>
				<section class="plant-capacity" aria-live="off"></section>
			</aside>`;
		}

		find(selector) {
			return this.$panel.find(selector);
		}

		draw_legend(on_state) {
			for (const state of [...gigafibre_fsm.plant.STATES].reverse()) {
				const { canvas } = gigafibre_fsm.plant.stamp(state, 6);
				const $button =
					$(`<button type="button" class="btn btn-default btn-sm" data-state="${state.key}" aria-pressed="true">
					<span class="legend-label">${state.label}</span><span class="legend-count"></span></button>`);
				$button
					.prepend(canvas)
					.on("click", () => on_state(state.key))
					.appendTo(this.find(".plant-legend"));
			}
		}

		show_olts(olts, chosen) {
			const options = olts.map(
				([name, title, place]) =>
					`<option value="${escape(name)}">${escape(place ? `${title} · ${place}` : title)}</option>`,
			);
			this.find("#plant-map-olt")
				.html(`<option value="">${__("All OLTs")}</option>${options.join("")}`)
				.val(chosen);
		}

		show_states(counts, states) {
			for (const button of this.find("[data-state]")) {
				const { state } = button.dataset;
				button.setAttribute("aria-pressed", states.has(state));
				button.querySelector(".legend-count").textContent = number(counts[state]);
			}
		}

		show_totals(shown, total, filters) {
			this.find("[role=status]").html(
				`${__("On the map: {0} of {1}", [number(shown.on_map), number(total)])}
				<a href="${gigafibre_fsm.plant.list_url(filters)}">${__("Open as a list")}</a>`,
			);
			const url = gigafibre_fsm.plant.list_url({ ...filters, latitude: 0 });
			this.find(".no-place")
				.prop("hidden", !shown.no_place)
				.html(`<a href="${url}">${__("{0} without coordinates", [number(shown.no_place)])}</a>`);
		}

		show_capacity(rows, olt, titles) {
			const head = olt ? __("Capacity by port") : __("Capacity by OLT");
			const back = olt
				? `<button type="button" class="btn btn-link btn-xs" data-olt="">${__("All OLTs")}</button>`
				: "";
			const nothing = `<p class="text-muted">${__("No fibre drop is on this OLT yet.")}</p>`;
			this.find(".plant-capacity")
				.scrollTop(0)
				.html(
					`<h5>${head} ${back}</h5>${rows.length ? this.table(rows, olt, titles) : nothing}`,
				);
		}

		table(rows, olt, titles) {
			const in_order = olt
				? rows
				: rows.sort((a, b) => this.title(a, titles).localeCompare(this.title(b, titles)));
			const body = in_order.map((row) => this.row(row, this.place(row, olt, titles))).join("");
			const head = [olt ? __("Port") : __("OLT"), __("In use"), __("Free"), __("Total")];
			const cells = head.map((label) => `<th scope="col">${label}</th>`).join("");
			return `<table><thead><tr>${cells}</tr></thead><tbody>${body}</tbody></table>`;
		}

		title(row, titles) {
			return titles[row.olt] || row.olt;
		}

		// An OLT narrows the map to itself; a port has a list of its drops.
		place(row, olt, titles) {
			if (!olt) {
				const title = escape(this.title(row, titles));
				return `<button type="button" class="btn btn-link btn-xs" data-olt="${escape(row.olt)}">${title}</button>`;
			}
			const { frame, slot, port } = row;
			const url = gigafibre_fsm.plant.list_url({ olt, frame, slot, port });
			return `<a href="${url}">${frame}/${slot}/${port}</a>`;
		}

		row(row, place) {
			return `<tr><th scope="row">${place}</th><td>${this.bar(row)}</td>
				<td>${number(row.free)}</td><td>${number(row.total)}</td></tr>`;
		}

		bar(row) {
			const labels = {
				connected: "connected",
				reserved: "reserved",
				free: "available",
				no_box: "no_box",
			};
			const text = PARTS.map(
				([key]) => `${gigafibre_fsm.plant.state(labels[key]).label}: ${number(row[key])}`,
			).join(", ");
			const parts = PARTS.map(
				([key, colour]) =>
					`<span style="width: ${(100 * row[key]) / row.total}%; background: var(--${colour}-500)"></span>`,
			);
			return `<div class="capacity-bar" role="img" title="${text}" aria-label="${text}">${parts.join("")}</div>`;
		}
	};
}

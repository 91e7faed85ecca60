// A lane for each technician: who they are, where they are, and their jobs in the order of the day.
frappe.provide("gigafibre_fsm.dispatch");

{
	const escape = frappe.utils.escape_html;
	const words = gigafibre_fsm.dispatch;
	const LAST = "All Day";

	words.Lanes = class {
		constructor(parent) {
			this.$lanes = $(`<section class="dispatch-lanes" aria-label="${__("Technicians")}"></section>`);
			this.$lanes.appendTo(parent);
			this.vehicles = {};
		}

		show(day, chosen) {
			this.day = day;
			const head = words.SLOTS.map(({ label }) => `<div class="lane-slot-name">${label}</div>`).join("");
			const lanes = day.technicians.map((one) => this.lane(one, chosen)).join("");
			const nobody = `<p class="text-muted dispatch-empty">${__(
				"No active Employee has Technician Tags yet: enter them there, and each gets a lane here.",
			)}</p>`;
			this.$lanes.html(
				day.technicians.length ? `<div class="lane-head"><div></div>${head}</div>${lanes}` : nobody,
			);
			this.show_vehicles(this.vehicles);
		}

		lane(technician, chosen) {
			const is_open = !technician.is_away && this.day.day >= this.day.today;
			const cells = words.SLOTS.map((slot) => this.cell(technician, slot, is_open, chosen)).join("");
			return `<div class="lane ${technician.is_away ? "is-away" : ""}" data-technician="${escape(technician.name)}">
				<div class="lane-who"><div class="lane-name"><a href="/app/employee/${encodeURIComponent(technician.name)}"
				><b>${escape(technician.employee_name)}</b></a>${this.load(technician)}</div>
				${technician.is_away ? `<span class="lane-away">${__("Away")}</span>` : ""}<span class="lane-tags">${technician.tags.map(escape).join(", ")}</span>
				<span class="lane-vehicle"></span></div>${cells}</div>`;
		}

		load({ jobs }) {
			const limit = this.day.jobs_each;
			const is_full = limit && jobs.length >= limit;
			const text = limit
				? __("Jobs: {0} of {1}", [jobs.length, limit])
				: __("Jobs: {0}", [jobs.length]);
			const figure = limit ? `${jobs.length}/${limit}` : jobs.length;
			return `<span class="lane-load ${is_full ? "is-full" : ""}" role="img" title="${text}"
				aria-label="${text}">${figure}</span>`;
		}

		// What has no slot stands with what takes the whole day.
		cell({ name, employee_name, jobs }, { value, label }, is_open, chosen) {
			const mine = jobs.filter((job) => (job.scheduled_slot || LAST) === value);
			const cards = mine.map((job) => words.card(job, { chosen })).join("");
			const place = __("Give the chosen job to {0}, {1}", [employee_name, label]);
			const button = is_open
				? `<button type="button" class="btn btn-xs btn-default lane-place" aria-label="${escape(place)}">${__("Place here")}</button>`
				: "";
			return `<div class="lane-slot" data-technician="${escape(name)}" data-slot="${value}"
				data-open="${is_open}">${cards}${button}</div>`;
		}

		show_vehicles(vehicles) {
			this.vehicles = vehicles;
			for (const lane of this.$lanes.find(".lane")) {
				const vehicle = vehicles[lane.dataset.technician];
				lane.querySelector(".lane-vehicle").innerHTML = vehicle ? this.vehicle(vehicle) : "";
			}
		}

		vehicle(vehicle) {
			const { latitude, longitude, speed_kmh, seen_at } = vehicle;
			const [day, time] = seen_at.split(" ");
			const when = day === this.day.today ? time.slice(0, 5) : words.short_day(day);
			const text = speed_kmh
				? __("Seen at {0}, {1} km/h", [when, speed_kmh])
				: __("Seen at {0}, standing", [when]);
			const url = gigafibre_fsm.map_url({ latitude, longitude });
			return `<a href="${url}" target="_blank" rel="noopener">${escape(text)}</a>`;
		}
	};
}

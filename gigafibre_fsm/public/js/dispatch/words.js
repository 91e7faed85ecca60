// What the dispatcher's pages say: days, slots, and why somebody is suggested.
frappe.provide("gigafibre_fsm.dispatch");

{
	const escape = frappe.utils.escape_html;
	const locale = () => (frappe.boot.lang || "en").slice(0, 2) + "-CA";
	// At noon: a date alone would be midnight of another time zone.
	const moment_of = (day) => new Date(`${day}T12:00:00`);
	const format = (options) => (day) => moment_of(day).toLocaleDateString(locale(), options);
	const number = (value) => Number(value).toLocaleString(locale());

	gigafibre_fsm.dispatch.weekday = format({ weekday: "short" });
	gigafibre_fsm.dispatch.day_of_month = format({ day: "numeric" });
	gigafibre_fsm.dispatch.short_day = format({ weekday: "short", day: "numeric", month: "short" });
	gigafibre_fsm.dispatch.long_day = format({
		weekday: "long",
		day: "numeric",
		month: "long",
		year: "numeric",
	});

	gigafibre_fsm.dispatch.SLOTS = [
		{ value: "AM", label: __("AM", null, "Dispatch Job") },
		{ value: "PM", label: __("PM", null, "Dispatch Job") },
		{ value: "All Day", label: __("All Day", null, "Dispatch Job") },
	];

	const WISHES = [
		__("The customer's first choice"),
		__("The customer's second choice"),
		__("The customer's third choice"),
	];
	const load = (jobs, limit) => {
		if (!jobs) return __("Nothing else that day");
		return limit
			? __("Jobs that day: {0} of {1}", [jobs, limit])
			: __("Jobs that day: {0}", [jobs]);
	};
	// Code of domain/dispatch.py → what is said, with its numbers.
	const REASONS = {
		tags: (...tags) => __("Has the tags {0}", [tags.join(", ")]),
		from_vehicle: (km) => __("Vehicle {0} km away", [number(km)]),
		from_job: (km) => __("{0} km from another job of that day", [number(km)]),
		no_distance: () => __("Distance unknown"),
		load,
		full: (jobs, limit) => __("Full day: {0} of {1} jobs", [jobs, limit]),
		wish: (place) => WISHES[place - 1] || __("Among the customer's choices"),
		another_day: () => __("Not a day the customer chose"),
		lacks_tags: (...tags) => __("Lacks {0}", [tags.join(", ")]),
		away: (day) => __("Away on {0}", [gigafibre_fsm.dispatch.short_day(day)]),
	};
	const GOOD = new Set(["tags"]);
	const DOUBTFUL = new Set(["no_distance", "full", "another_day", "lacks_tags", "away"]);

	gigafibre_fsm.dispatch.reason = ({ code, values }) => REASONS[code](...values);

	gigafibre_fsm.dispatch.reasons_html = (reasons) => {
		const kind = (code) => (DOUBTFUL.has(code) ? "doubtful" : GOOD.has(code) ? "good" : "");
		const items = reasons.map(
			(reason) =>
				`<li class="${kind(reason.code)}">${escape(gigafibre_fsm.dispatch.reason(reason))}</li>`,
		);
		return `<ul class="dispatch-reasons">${items.join("")}</ul>`;
	};
}

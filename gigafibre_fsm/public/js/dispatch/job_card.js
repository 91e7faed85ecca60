// A job as something to press and to drag.
frappe.provide("gigafibre_fsm.dispatch");

{
	const escape = frappe.utils.escape_html;
	const words = gigafibre_fsm.dispatch;
	const COLOURS = { Scheduled: "blue", "En Route": "cyan", "In Progress": "yellow", Completed: "green" };
	// Somebody is there or on the way: to move such a job, one opens it.
	const MOVABLE = new Set(["To Schedule", "Scheduled"]);

	words.is_movable = (job) => MOVABLE.has(job.status);

	words.place_of = (job) => [job.address_line, job.city].filter(Boolean).join(", ");

	words.card = function (job, { is_long = false, is_late = false, chosen } = {}) {
		const title = job.customer_name || job.name;
		return `<button type="button" class="dispatch-card ${COLOURS[job.status] || "orange"}"
			data-job="${escape(job.name)}" draggable="${words.is_movable(job)}" aria-pressed="${job.name === chosen}">
			<span class="card-title"><b>${escape(title)}</b>${kind(job)}</span>
			<span class="card-place">${escape(words.place_of(job) || __("No address"))}</span>
			${is_long ? details(job, is_late) : progress(job)}</button>`;
	};

	// An installation is the ordinary thing.
	function kind(job) {
		if (job.job_type === "Installation") return "";
		return `<span class="card-kind">${__(job.job_type, null, "Dispatch Job")}</span>`;
	}

	function progress(job) {
		if (job.status === "Scheduled") return "";
		return `<span class="card-status">${__(job.status, null, "Dispatch Job")}</span>`;
	}

	function details(job, is_late) {
		const late = is_late ? [was(job)] : [];
		const wishes = job.wishes.map((day) => `<span class="card-wish">${words.short_day(day)}</span>`);
		const tags = job.tags.map((tag) => `<span class="card-tag">${escape(tag)}</span>`);
		return `<span class="card-facts">${[...late, ...wishes, ...tags].join("")}</span>`;
	}

	function was(job) {
		const who = job.technician_name ? ` · ${escape(job.technician_name)}` : "";
		return `<span class="card-late">${words.short_day(job.scheduled_date)}${who}</span>`;
	}
}

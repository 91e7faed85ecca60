// Who could go to a job, the best first, with the reasons in words. On the dispatcher's day and on the job's form.
frappe.provide("gigafibre_fsm.dispatch");

{
	const escape = frappe.utils.escape_html;
	const words = gigafibre_fsm.dispatch;

	words.suggestions_html = function (answer) {
		const rows = answer.suggestions.map((one, place) => row(one, place, answer.job));
		const nobody = `<p class="text-muted">${__("Nobody who is there has all the tags that this job asks for.")}</p>`;
		const list = rows.length ? `<ol class="dispatch-suggestions">${rows.join("")}</ol>` : nobody;
		return `${trouble(answer.trouble)}${list}${excluded(answer.excluded)}`;
	};

	function row(one, place, job) {
		const is_theirs = job.technician === one.technician && job.scheduled_date === one.day;
		const action = is_theirs
			? `<span class="text-muted">${__("Has this job")}</span>`
			: `<button type="button" class="btn btn-xs ${place ? "btn-default" : "btn-primary"}"
				data-assign="${place}">${__("Assign")}</button>`;
		return `<li><div class="suggestion-head"><span><b>${escape(one.employee_name)}</b>
			<span class="text-muted">${words.short_day(one.day)}</span></span>${action}</div>
			${words.reasons_html(one.reasons)}</li>`;
	}

	function trouble(sentence) {
		return sentence ? `<p class="dispatch-trouble">${escape(sentence)}</p>` : "";
	}

	function excluded(people) {
		if (!people.length) return "";
		const items = people.map(
			(one) =>
				`<li>${escape(one.employee_name)}: ${one.reasons.map((reason) => escape(words.reason(reason))).join(", ")}</li>`,
		);
		return `<details class="dispatch-excluded"><summary>${__("Not suggested: {0}", [people.length])}</summary>
			<ul>${items.join("")}</ul></details>`;
	}
}

// The days of a week with what each holds, and the ways to another one.
frappe.provide("gigafibre_fsm.dispatch");

{
	const words = gigafibre_fsm.dispatch;

	words.WeekStrip = class {
		constructor(parent, on_day) {
			this.$strip = $(`<nav class="dispatch-week" aria-label="${__("Days")}"></nav>`).appendTo(parent);
			this.$strip.on("click", "[data-day]", (event) => on_day(event.currentTarget.dataset.day));
			this.$strip.on("change", "input", (event) => event.currentTarget.value && on_day(event.currentTarget.value));
		}

		show({ day, today, week }) {
			const days = week.map((one) => this.day(one, day, today)).join("");
			this.$strip.html(
				`${this.step(day, -7, "left", __("Week Before"))}<div class="week-days">${days}</div>
				${this.step(day, 7, "right", __("Week After"))}
				<button type="button" class="btn btn-default btn-sm" data-day="${today}">${__("Today")}</button>
				<input type="date" class="form-control input-sm" value="${day}" aria-label="${__("Day")}">`,
			);
		}

		step(day, by, icon, label) {
			const other = frappe.datetime.add_days(day, by);
			return `<button type="button" class="btn btn-default btn-sm" data-day="${other}" aria-label="${label}"
				title="${label}">${frappe.utils.icon(icon, "sm")}</button>`;
		}

		day(one, shown, today) {
			const classes = ["week-day", one.is_working ? "" : "is-off", one.day === today ? "is-today" : ""];
			const open = one.unassigned ? `<span class="week-open">${one.unassigned}</span>` : "";
			const told = [
				words.long_day(one.day),
				__("Jobs: {0}", [one.jobs]),
				...(one.unassigned ? [__("Without a technician: {0}", [one.unassigned])] : []),
			].join("\n");
			return `<button type="button" class="${classes.join(" ")}" data-day="${one.day}" title="${told}"
				aria-label="${told}" aria-current="${one.day === shown ? "date" : "false"}">
				<span>${words.weekday(one.day)} <b>${words.day_of_month(one.day)}</b></span>
				<span class="week-count">${one.jobs || "·"}${open}</span></button>`;
		}
	};
}

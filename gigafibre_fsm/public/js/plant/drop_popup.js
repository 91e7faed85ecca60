// What the map says about the drops under a click, and about an address that was looked up.
frappe.provide("gigafibre_fsm.plant");

{
	const escape = frappe.utils.escape_html;
	const link = (doctype, name, text) =>
		`<a href="/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}">${escape(text || name)}</a>`;

	const mark = (key) => {
		const { canvas } = gigafibre_fsm.plant.stamp(gigafibre_fsm.plant.state(key), 6);
		return `<img class="state-mark" alt="" src="${canvas.toDataURL()}" width="${canvas.style.width}">`;
	};
	const state_line = (key) => `${mark(key)}<b>${gigafibre_fsm.plant.state(key).label}</b>`;

	const port = (position, ont_id) => `${__("Port")} ${escape(position)} · ONT ${ont_id}`;
	const port_line = (drop) =>
		drop.olt
			? `${link("OLT", drop.olt, drop.olt_name)} · ${port(drop.port, drop.ont_id)}`
			: __("On no OLT");

	const location_line = (location) =>
		`${link("Service Location", location.name)}${location.customer_name ? ` · ${escape(location.customer_name)}` : ""}
		<span class="text-muted">(${__(location.status, null, "Service Location")})</span>`;

	const drop_lines = (drop) =>
		[
			`${state_line(drop.state)} · ${link("Fibre Drop", drop.name)}`,
			escape(drop.address),
			port_line(drop),
			drop.max_speed && __("Up to {0} Mbps", [drop.max_speed]),
			...drop.locations.map(location_line),
			drop.project && link("Project", drop.project.name, drop.project.title),
			drop.reserved_note && escape(drop.reserved_note),
		].filter(Boolean);

	const block = (lines) =>
		`<div class="popup-block">${lines.map((line) => `<div>${line}</div>`).join("")}</div>`;

	const heading = (number) => (number > 1 ? `<h5>${__("{0} drops here", [number])}</h5>` : "");

	const AVAILABILITY = {
		available: __("Fibre can be ordered here."),
		connected: __("Service exists at this address."),
		reserved: __("An order holds the port of this address."),
		no_box: __("The fibre is there, the box is not installed yet."),
		not_covered: __("No fibre drop is linked to this address."),
	};

	const coverage_line = ({ phase, expected_on }) =>
		[__(phase, null, "Planned Municipality"), expected_on && frappe.datetime.str_to_user(expected_on)]
			.filter(Boolean)
			.join(" · ");

	gigafibre_fsm.plant.popup = {
		waiting: () => `<p class="text-muted">${__("Loading...")}</p>`,
		failed: () => `<p class="text-muted">${__("This could not be read. Try again.")}</p>`,
		drops: (found, number) => heading(number) + found.map((drop) => block(drop_lines(drop))).join(""),
		address: (address, answer) =>
			block(
				[
					`<b>${escape(address.label)}</b>`,
					answer &&
						`${answer.state === "not_covered" ? "" : mark(answer.state)}${AVAILABILITY[answer.state]}`,
					answer?.coverage && coverage_line(answer.coverage),
					answer?.olt_port && port(answer.olt_port, answer.ont_id),
				].filter(Boolean),
			),
	};
}

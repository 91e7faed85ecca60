frappe.ui.form.on("OLT", {
	refresh(frm) {
		frm.get_field("capacity_html").html(capacity_html(frm.doc.__onload?.capacity));
	},
});

const PARTS = [
	["connected", __("Connected"), "blue"],
	["reserved", __("Reserved"), "orange"],
	["free", __("Free"), "green"],
	["no_box", __("No Box"), "gray"],
];

function capacity_html(capacity) {
	if (!capacity?.total) return `<p class="text-muted">${__("No fibre drop is on this OLT yet.")}</p>`;
	return `<div class="progress mb-3" style="height: 12px">${PARTS.map((part) => bar(capacity, part)).join("")}</div>
		<div class="row">${figure(capacity.total, __("Total"))}${PARTS.map((part) => legend(capacity, part)).join("")}</div>`;
}

function bar(capacity, [key, label, colour]) {
	const share = (100 * capacity[key]) / capacity.total;
	return `<div class="progress-bar" style="width: ${share}%; background-color: var(--${colour}-500)"
		title="${label}: ${capacity[key]}"></div>`;
}

function legend(capacity, [key, label, colour]) {
	return figure(capacity[key], `<span class="indicator ${colour}"></span>${label}`);
}

function figure(number, label) {
	return `<div class="col-4 col-sm capacity-figure"><div class="h4 mb-0">${number}</div><div class="text-muted small">${label}</div></div>`;
}

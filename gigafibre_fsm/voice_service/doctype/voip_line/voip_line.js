frappe.ui.form.on("VoIP Line", {
	refresh(frm) {
		if (!frm.is_new()) show_911_headline(frm);
		show_service_address(frm);
	},

	service_location(frm) {
		show_service_address(frm);
	},
});

const HEADLINES_911 = {
	"Not Registered": [__("911: not registered"), "yellow"],
	Pending: [__("911: waiting for the provider"), "orange"],
	Synced: [__("911: registered address confirmed"), "green"],
	Mismatch: [__("911: the registered address is not the service address"), "red"],
	Failed: [__("911: the provider refused the last update"), "red"],
	Deregistered: [__("911: deregistered"), "yellow"],
};

function show_911_headline(frm) {
	const [text, colour] = HEADLINES_911[frm.doc.e911_status] || [];
	frm.dashboard.clear_headline();
	if (text) frm.dashboard.set_headline_alert(text, colour);
}

async function show_service_address(frm) {
	const html = frm.get_field("service_address_html");
	const location = frm.doc.service_location;
	if (!location) return html.html(`<p class="text-muted">${__("No service location.")}</p>`);
	const fields = ["civic_number", "civic_suffix", "unit", "street", "city", "province", "postal_code", "address_line"];
	const { message } = await frappe.db.get_value("Service Location", location, fields);
	// The answer may come after another location was chosen.
	if (location === frm.doc.service_location) html.html(address_html(location, message));
}

function address_html(location, address) {
	const rows = [
		[__("Civic Number"), address.civic_number],
		[__("Suffix"), address.civic_suffix],
		[__("Unit"), address.unit],
		[__("Street"), address.street],
		[__("City"), address.city],
		[__("Province"), address.province],
		[__("Postal Code"), address.postal_code],
	];
	const line = ([label, value]) =>
		`<tr><td class="text-muted">${label}</td><td>${frappe.utils.escape_html(value || "–")}</td></tr>`;
	const title = frappe.utils.escape_html(address.address_line || location);
	const link = frappe.utils.get_form_link("Service Location", location, true, title);
	return `<div class="control-label mb-2">${__("Service Address")}: ${link}</div>
		<table class="table table-sm table-borderless mb-0">${rows.map(line).join("")}</table>`;
}

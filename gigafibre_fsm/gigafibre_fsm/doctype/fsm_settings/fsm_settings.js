const SYSTEMS = [
	"stripe",
	"twilio",
	"mailjet",
	"chat",
	"genieacs",
	"oktopus",
	"sip",
	"emergency",
	"traccar",
	"llm",
	"legacy",
];

frappe.ui.form.on(
	"FSM Settings",
	Object.fromEntries(SYSTEMS.map((system) => [`test_${system}`, (frm) => start(frm, system)]))
);

function start(frm, system) {
	// The server tests what is saved: testing something else than what is shown would mislead.
	if (frm.is_dirty()) {
		frappe.confirm(__("Save the changes first, then test?"), () =>
			frm.save().then(() => announce(frm, system))
		);
	} else {
		announce(frm, system);
	}
}

function announce(frm, system) {
	if (system !== "chat") {
		test(frm, system);
		return;
	}
	// An incoming webhook can be posted to, and nothing else.
	frappe.confirm(__("This posts « Test from Gigafibre FSM » to the channel, for all to see. Continue?"), () =>
		test(frm, system)
	);
}

async function test(frm, system) {
	const { message: verdict } = await frappe.call({
		method: "run_doc_method",
		// By name and not by document: the form's values have no business in this request.
		args: { dt: frm.doctype, dn: frm.docname, method: "test_connection", args: { system } },
		freeze: true,
		freeze_message: __("Asking…"),
	});
	// A refused 911 login is noted on the form.
	await frm.reload_doc();
	show(verdict);
}

function show(verdict) {
	const lines = [verdict.message, verdict.warning].filter(Boolean);
	frappe.msgprint({
		title: verdict.ok ? __("Connection Works") : __("Connection Fails"),
		indicator: verdict.ok ? (verdict.warning ? "orange" : "green") : "red",
		// Names come from the provider: they are text, whatever they contain.
		message: lines.map((line) => `<p>${frappe.utils.escape_html(line)}</p>`).join(""),
	});
}

// A page at Stripe where the customer pays what is due, or saves a card where nothing is.
frappe.ui.form.on("Customer", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (!frappe.user.has_role(["FSM Agent", "FSM Manager", "System Manager"])) return;
		frm.add_custom_button(__("Payment Link"), () => ask_method(frm), __("Send"));
		frm.add_custom_button(__("Payment Methods from Stripe"), () => pull(frm), __("Actions"));
	},
});

function ask_method(frm) {
	const options = [
		{ value: "sms", label: __("Text Message") },
		{ value: "email", label: __("Email") },
		{ value: "both", label: __("Both") },
	];
	frappe.prompt(
		{ fieldname: "method", fieldtype: "Select", label: __("By"), options, default: "sms", reqd: 1 },
		({ method }) => send(frm, method),
		__("Send a Payment Link"),
		__("Send")
	);
}

async function send(frm, method) {
	const { message } = await frappe.call({
		method: "gigafibre_fsm.api.payments.send_payment_link",
		args: { customer: frm.doc.name, method },
		freeze: true,
	});
	const url = frappe.utils.escape_html(message.url);
	const told = message.sent.length ? __("It is on its way.") : __("It was not sent: these channels are off.");
	frappe.msgprint({
		title: __("Payment Link"),
		message: `${told}<br><a href="${url}" target="_blank" rel="noopener">${url}</a>`,
	});
}

async function pull(frm) {
	await frappe.call({
		method: "gigafibre_fsm.api.payments.pull_methods",
		args: { customer: frm.doc.name },
		freeze: true,
	});
	frappe.show_alert({ message: __("As Stripe holds it now."), indicator: "green" });
	frm.reload_doc();
}

// Shared by the form and the list of Outbox Message.
frappe.provide("gigafibre_fsm.outbox");

Object.assign(gigafibre_fsm.outbox, {
	tell({ done, left }) {
		if (!left.length) {
			frappe.show_alert({ message: __("Messages changed: {0}", [done.length]), indicator: "green" });
			return;
		}
		const lines = left.map(({ name, reason }) => `<p>${frappe.utils.escape_html(`${name}: ${reason}`)}</p>`);
		frappe.msgprint({
			title: __("Messages changed: {0}, left as they are: {1}", [done.length, left.length]),
			indicator: "orange",
			message: lines.join(""),
		});
	},

	show(place, text, status) {
		if (text.problem) {
			$("<p class='text-muted'>").text(text.problem).appendTo(place);
		} else if (text.text) {
			const said = status === "Sent" ? __("What was said") : __("What it says");
			$("<div class='control-label'>").text(said).appendTo(place);
			if (text.subject) $("<p class='bold'>").text(text.subject).appendTo(place);
			place.append(text.html ? page(text.html) : words(text.text));
		}
	},
});

// An e-mail holds what visitors typed: it is shown where no script of it could run.
function page(html) {
	const frame = $("<iframe sandbox='allow-same-origin' class='border rounded w-100'>").attr("srcdoc", html);
	frame.on("load", () => frame.height(frame[0].contentDocument.documentElement.scrollHeight + 8));
	return frame;
}

function words(text) {
	return $("<pre class='border rounded p-3' style='white-space: pre-wrap'>").text(text);
}

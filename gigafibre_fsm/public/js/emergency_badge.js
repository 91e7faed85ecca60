// Beside the status of a VoIP Line, a Service Location and a Customer: whether 911 knows where the phone is.
{
	const SHORT = { green: __("911 right"), red: __("911 to look at"), gray: __("No 911") };
	const FILTERS = {
		"VoIP Line": (doc) => ({ text: doc.did || doc.name }),
		"Service Location": (doc) => ({ service_location: doc.name }),
		Customer: (doc) => ({ customer: doc.name }),
	};

	for (const doctype of Object.keys(FILTERS)) {
		frappe.ui.form.on(doctype, { refresh: show });
	}

	async function show(frm) {
		const { name, doctype } = frm.doc;
		const place = frm.page.indicator.parent();
		place.find(".badge-911").remove();
		if (frm.is_new() || !frappe.model.can_read("VoIP Line")) return;
		const { message } = await frappe.call({
			method: "gigafibre_fsm.api.emergency_reports.badge",
			args: { doctype, name },
			type: "GET",
		});
		// The answer may come after another document was opened, or beside that of a second refresh.
		if (name === frm.doc.name && !place.find(".badge-911").length) badge(message, frm.doc).appendTo(place);
	}

	function badge({ colour, text }, doc) {
		return $(`<a class="badge-911 indicator-pill ${colour} ml-2"></a>`)
			.text(SHORT[colour])
			.attr({ title: text, "aria-label": text, href: "#" })
			.on("click", (event) => {
				event.preventDefault();
				frappe.set_route("query-report", "DID Report", FILTERS[doc.doctype](doc));
			});
	}
}

// What the 911 provider is asked about a line, and what it was asked before. The server decides; the dialogs say what will be.
{
	const API = "gigafibre_fsm.api.telephony";
	const MENU = "911";
	const SHOWN = 10;
	const REGISTERED = ["Pending", "Synced", "Mismatch", "Failed"];
	// The line's fields without e911_, and those of the place.
	const DOOR = {
		civic_number: "civic_number",
		suffix: "civic_suffix",
		unit: "unit",
		street: "street",
		city: "city",
		state: "province",
		zip: "postal_code",
	};
	const PERSON = ["first_name", "last_name", "info"];
	const NEEDED = ["civic_number", "street", "city", "state", "last_name"];
	const COLOURS = { Queued: "orange", Sent: "blue", Confirmed: "green", Refused: "red" };

	frappe.ui.form.on("VoIP Line", {
		refresh(frm) {
			show_requests(frm);
			if (frm.is_new() || !frm.perm[0]?.write) return;
			const { status, did, e911_status } = frm.doc;
			if (status !== "Cancelled") frm.add_custom_button(__("Update 911…"), () => begin(frm, ask_update), MENU);
			if (did && REGISTERED.includes(e911_status)) {
				frm.add_custom_button(__("Deregister 911…"), () => begin(frm, ask_deregister), MENU);
			}
		},
	});

	function begin(frm, ask) {
		return frm.is_dirty() ? frappe.msgprint(__("Save the line first.")) : ask(frm);
	}

	async function ask_update(frm) {
		const place = await address_of_place(frm.doc.moving_to || frm.doc.service_location);
		const dialog = new frappe.ui.Dialog({
			title: __("911 address of {0}", [frm.doc.did || frm.docname]),
			fields: [
				{ fieldtype: "HTML", options: `<p>${hint(place)}</p>` },
				{ fieldtype: "Section Break" },
				...["civic_number", "suffix", "unit", "street"].map((key) => field(frm, key, place)),
				{ fieldtype: "Column Break" },
				...["city", "state", "zip"].map((key) => field(frm, key, place)),
				{ fieldtype: "Section Break" },
				...["first_name", "last_name"].map((key) => field(frm, key)),
				{ fieldtype: "Column Break" },
				field(frm, "info"),
				{ fieldtype: "Section Break" },
				{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
			],
			primary_action_label: __("Send to 911"),
			primary_action: ({ reason }) => {
				dialog.hide();
				// What was emptied as well, which Frappe leaves out of its values.
				const keys = [...Object.keys(DOOR), ...PERSON];
				const address = Object.fromEntries(keys.map((key) => [key, dialog.get_value(key) || ""]));
				carry_out(frm, "update_911", { reason, address });
			},
		});
		dialog.show();
	}

	async function address_of_place(name) {
		if (!name) return null;
		const { message } = await frappe.db.get_value("Service Location", name, Object.values(DOOR));
		return message;
	}

	function hint(place) {
		return place?.street
			? __("This is the address of the place. Change it only where the phone stands elsewhere.")
			: __("The place has no address in parts: this is the one that is on the line.");
	}

	function field(frm, key, place) {
		const { label, length } = frm.get_field(`e911_${key}`).df;
		const own = frm.doc[`e911_${key}`];
		const name = key === "last_name" ? own || frm.doc.customer_name : own;
		return {
			fieldname: key,
			fieldtype: "Data",
			label: __(label, null, frm.doctype),
			length,
			default: place?.street && key in DOOR ? place[DOOR[key]] : name,
			reqd: NEEDED.includes(key) ? 1 : 0,
		};
	}

	function ask_deregister(frm) {
		const is_live = ["Active", "Suspended"].includes(frm.doc.status);
		frappe.prompt(
			[
				{ fieldtype: "HTML", options: `<p class="${is_live ? "text-danger" : ""}">${warning(is_live)}</p>` },
				{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
			],
			(values) => carry_out(frm, "deregister_911", values),
			__("Deregister {0} at 911", [frm.doc.did]),
			__("Deregister")
		);
	}

	function warning(is_live) {
		return is_live
			? __("This line is in service: without a registration, nobody knows where to send help.")
			: __("The 911 provider forgets this number and its address.");
	}

	async function carry_out(frm, method, values) {
		await frappe.call({ method: `${API}.${method}`, args: { line: frm.docname, ...values }, freeze: true });
		await frm.reload_doc();
		frappe.show_alert({ message: __("Asked. The line shows what the 911 provider answers."), indicator: "green" });
	}

	// -- what was asked before

	async function show_requests(frm) {
		const html = frm.get_field("e911_requests_html");
		html.html("");
		if (frm.is_new() || !frappe.model.can_read("E911 Request")) return;
		const name = frm.docname;
		const fields = ["name", "did", "action", "status", "reason", "requested_by", "requested_on", "address", "answer"];
		const rows = await frappe.db.get_list("E911 Request", {
			filters: { voip_line: name },
			fields,
			order_by: "creation desc",
			limit: SHOWN + 1,
		});
		// The answer may come after another line was opened.
		if (name === frm.docname) html.html(table(frm, rows));
	}

	function table(frm, rows) {
		if (!rows.length) return `<p class="text-muted">${__("Nothing was asked of the 911 provider yet.")}</p>`;
		const heads = [[__("When"), 14], [__("Request"), 30], [__("By"), 24], [__("Answer"), 32]];
		const more = rows.length > SHOWN ? `<a class="requests-911">${__("All 911 requests of this line")}</a>` : "";
		const html = $(`<div><div class="table-responsive"><table class="table table-sm small">
			<thead><tr>${heads.map(head_html).join("")}</tr></thead>
			<tbody>${rows.slice(0, SHOWN).map(row_html).join("")}</tbody></table></div>${more}</div>`);
		html.find(".requests-911").on("click", () => {
			frappe.set_route("List", "E911 Request", { voip_line: frm.docname });
		});
		return html;
	}

	function head_html([text, width]) {
		return `<th style="width: ${width}%">${text}</th>`;
	}

	function row_html(row) {
		const text = (value) => frappe.utils.escape_html(value || "").replace(/\n/g, "<br>");
		const say = (word) => __(word, null, "E911 Request");
		const pill = `<span class="indicator-pill ${COLOURS[row.status] || "gray"}">${say(row.status)}</span>`;
		const link = frappe.utils.get_form_link("E911 Request", row.name, true, `${say(row.action)} ${text(row.did)}`);
		return `<tr>
			<td>${frappe.datetime.str_to_user(row.requested_on)}</td>
			<td>${link}<br>${text(row.address)}</td>
			<td>${text(frappe.user.full_name(row.requested_by))}<br><span class="text-muted">${text(row.reason)}</span></td>
			<td>${pill}<br>${text(row.answer)}</td>
		</tr>`;
	}
}

// A device as its server sees it at this moment: there or not, its light, its address, who is on its WiFi.
{
	const API = "gigafibre_fsm.api";
	const RECORDED = ["is_online", "last_seen", "ip_address", "firmware"];
	const POLL = 4000;
	// About five minutes: what a device that is on the line needs, many times over.
	const MOST_POLLS = 75;
	const WITH_WIFI = ["ONT", "Routeur"];
	const SECRETS = ["wifi_password", "wifi_password_5g", "sip_password", "radius_password"];

	frappe.ui.form.on("Service Equipment", {
		refresh(frm) {
			frm.live_view?.leave();
			const server = frm.doc.__onload?.device_server;
			frm.live_view = server && !frm.is_new() ? new LiveView(frm, server) : null;
			if (frm.doc.status === "Actif" && frm.perm[0]?.write) frm.add_custom_button(__("Swap"), () => ask_swap(frm));
			frm.toggle_display("live_html", Boolean(frm.live_view));
			frm.toggle_display(RECORDED, true);
			frm.live_view?.load();
			gigafibre_fsm.offer_secrets(frm, SECRETS);
		},
	});

	function ask_swap(frm) {
		frappe.prompt(
			[
				{
					fieldname: "code",
					fieldtype: "Data",
					label: __("Code of the New Device"),
					description: __("Its serial or MAC, as the label or a scanner gives it."),
					reqd: 1,
				},
				{ fieldname: "reason", fieldtype: "Small Text", label: __("What is wrong with the old one?"), reqd: 1 },
			],
			(values) => swap(frm, values),
			__("Swap This Device"),
			__("Swap")
		);
	}

	async function swap(frm, values) {
		try {
			const { equipment } = await ask("swap", { equipment: frm.doc.name, ...values }, "field");
			await frm.reload_doc();
			frappe.set_route("Form", "Service Equipment", equipment);
		} catch (error) {
			frappe.msgprint({ message: frappe.utils.escape_html(error.message), indicator: "red" });
		}
	}

	class LiveView {
		constructor(frm, server) {
			this.frm = frm;
			this.server = server;
			this.polls = 0;
			this.panel = frm.get_field("live_html").$wrapper.html(frame(frm.doc));
			this.body = this.panel.find(".device-live-body");
			this.panel.find(".device-refresh").on("click", () => this.load(true));
			this.panel.find(".device-reboot").on("click", () => this.ask_reboot());
			this.panel.find(".device-wifi").on("click", () => this.ask_wifi());
		}

		leave() {
			this.has_left = true;
			clearTimeout(this.timer);
		}

		async load(refresh = false) {
			clearTimeout(this.timer);
			const words = refresh ? __("The device is being asked…") : __("{0} is being asked…", [this.server]);
			this.say(words, "text-muted");
			this.busy(true);
			await this.show(refresh);
			this.busy(false);
		}

		async show(refresh = false) {
			try {
				const status = await ask("status", { equipment: this.frm.doc.name, refresh });
				if (this.has_left) return;
				this.frm.toggle_display(RECORDED, !status.known);
				this.body.html(status_html(status));
				this.say(asked_words(status), "text-muted");
				this.watch(status.wifi_change);
			} catch (error) {
				if (this.has_left) return;
				this.frm.toggle_display(RECORDED, true);
				this.body.empty();
				this.say(error.message, "text-danger");
			}
		}

		// Until a change that is on its way has arrived.
		watch(change) {
			if (change?.state !== "waiting" || this.polls++ >= MOST_POLLS) return;
			this.timer = setTimeout(() => !this.has_left && this.show(), POLL);
		}

		say(words, kind) {
			this.panel.find(".device-live-note").attr("class", `device-live-note small ${kind}`).text(words);
		}

		busy(is_busy) {
			this.panel.find("button").prop("disabled", is_busy);
		}

		ask_reboot() {
			frappe.confirm(__("Restart this device? The customer is cut off for a few minutes."), () =>
				this.act("reboot", {}, ({ accepted }) =>
					accepted === "now"
						? __("The device restarts.")
						: __("The device does not answer now: it restarts when it next reports.")
				)
			);
		}

		ask_wifi() {
			frappe.prompt(
				[
					{ fieldname: "ssid", fieldtype: "Data", label: __("Network Name (SSID)"), default: this.frm.doc.wifi_ssid, reqd: 1 },
					{
						fieldname: "password",
						fieldtype: "Data",
						label: __("New WiFi Password"),
						description: __("8 to 63 letters, digits and signs. Both bands get this name and password."),
						reqd: 1,
					},
				],
				(values) => this.act("set_wifi", values, ({ state }) => change_words(state)),
				__("Change the WiFi"),
				__("Change the WiFi")
			);
		}

		async act(method, args, words) {
			this.busy(true);
			try {
				const answer = await ask(method, { equipment: this.frm.doc.name, ...args });
				frappe.show_alert({ message: words(answer), indicator: "green" });
				this.polls = 0;
				// What is kept here has changed as well: the form would refuse to save.
				if (method === "set_wifi") await this.frm.reload_doc();
				else await this.show();
			} catch (error) {
				frappe.msgprint({ message: frappe.utils.escape_html(error.message), indicator: "red" });
			}
			this.busy(false);
		}
	}

	// Frappe's own call would open a dialog for each refusal; here it belongs into the panel.
	async function ask(method, args, module = "devices") {
		const response = await fetch(`/api/method/${API}.${module}.${method}`, {
			method: "POST",
			headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
			body: JSON.stringify(args),
		});
		const body = await response.json().catch(() => ({}));
		if (!response.ok) throw new Error(body.message || __("The server did not answer. Try again."));
		return body.message;
	}

	function frame(doc) {
		const wifi = WITH_WIFI.includes(doc.equipment_type) ? button("wifi", __("Change the WiFi")) : "";
		return `<div class="device-live mb-4">
			<div class="d-flex flex-wrap align-items-center mb-3" style="gap: 8px">
				${button("refresh", __("Refresh"))}${button("reboot", __("Restart"))}${wifi}
				<span class="device-live-note small text-muted"></span>
			</div>
			<div class="device-live-body"></div>
		</div>`;
	}

	function button(name, label) {
		return `<button type="button" class="btn btn-default btn-sm device-${name}">${label}</button>`;
	}

	function status_html(status) {
		if (!status.known) {
			const unknown = __("{0} does not know this device: it has not called yet.", [status.server]);
			return `<p>${pill("gray", unknown)}</p>${change_html(status.wifi_change)}`;
		}
		return `<div class="row">
			${cell(__("Status"), state_html(status))}
			${cell(__("Optical Signal"), light_html(status))}
			${cell(__("Internet Address"), escaped(status.wan_ip))}
			${cell(__("Firmware"), escaped(status.firmware))}
		</div>${change_html(status.wifi_change)}${wifi_html(status.wifi)}`;
	}

	function cell(label, html) {
		return `<div class="col-sm-6 col-lg-3 mb-3"><div class="text-muted small">${label}</div><div>${html || "—"}</div></div>`;
	}

	function state_html({ online, last_seen }) {
		const states = { true: ["green", __("Online")], false: ["red", __("Offline")], null: ["gray", __("Not known")] };
		const [colour, word] = states[String(online)];
		const seen = last_seen ? __("Last report: {0}", [frappe.datetime.comment_when(last_seen)]) : "";
		return `${pill(colour, word)}<div class="small text-muted">${seen}</div>`;
	}

	function light_html({ signal, rx_power, tx_power }) {
		if (!signal) return "";
		const powers = [
			[__("received"), rx_power],
			[__("sent"), tx_power],
		].filter(([, power]) => power !== null);
		const shown = powers.map(([word, power]) => `${word} ${decibels(power)} dBm`).join(" · ");
		return `${quality(signal)}<div class="small text-muted">${shown}</div>`;
	}

	function wifi_html(nodes) {
		if (!nodes.length) return "";
		return `<div class="text-muted small mb-1">${__("On Its WiFi")}</div>
			<div class="row">${nodes.map(node_html).join("")}</div>`;
	}

	function node_html({ node, clients }) {
		const title = node ? escaped(node) : __("This Device");
		return `<div class="col-lg-6 mb-3 device-node"><div class="mb-1"><b>${title}</b> <span class="text-muted">(${clients.length})</span></div>
			<table class="table table-sm mb-0"><tbody>${clients.map(client_html).join("")}</tbody></table></div>`;
	}

	function client_html({ name, mac, signal, words }) {
		const address = mac.match(/../g).join(":");
		const strength = signal === null ? "" : `${decibels(signal)} dBm`;
		return `<tr><td>${escaped(name) || `<span class="text-muted">${__("Without a name")}</span>`}<div class="small text-muted">${address}</div></td>
			<td class="text-right text-nowrap">${strength}</td><td class="text-right">${quality(words)}</td></tr>`;
	}

	function quality(words) {
		const shown = { good: ["green", __("Good")], weak: ["orange", __("Weak")], bad: ["red", __("Bad")] };
		return words ? pill(...shown[words]) : "";
	}

	function pill(colour, text) {
		return `<span class="indicator-pill no-indicator-dot ${colour}">${text}</span>`;
	}

	function change_html(change) {
		if (!change) return "";
		const colours = { waiting: "orange", done: "green", failed: "red", off: "gray" };
		const reason = change.state === "done" ? "" : escaped(change.reason);
		const link = `/app/outbox-message/${encodeURIComponent(change.message)}`;
		return `<p class="device-change">${pill(colours[change.state], change_words(change.state))}
			<span class="small text-muted">${reason}</span> <a class="small" href="${link}">${frappe.datetime.comment_when(change.at)}</a></p>`;
	}

	function change_words(state) {
		return {
			waiting: __("WiFi change on its way to the device"),
			done: __("WiFi change confirmed by the device"),
			failed: __("WiFi change not made"),
			off: __("WiFi change kept here, not told to the device"),
			kept: __("WiFi change kept: the device gets it when it first calls"),
			held: __("WiFi change kept: the device gets it once it is in service"),
		}[state];
	}

	function asked_words({ server, asked }) {
		if (!asked) return __("As {0} knows it", [server]);
		return asked === "now" ? __("As the device says now") : __("The device did not answer: as {0} knows it", [server]);
	}

	function decibels(value) {
		return new Intl.NumberFormat(frappe.boot.lang).format(value);
	}

	function escaped(text) {
		return frappe.utils.escape_html(text || "");
	}
}

{
	const ENDPOINTS = "gigafibre_fsm.fibre_plant.page.address_register.address_register";
	const SHARED = "/assets/gigafibre_fsm/js/import_work.js";
	const call = (method, args) => frappe.xcall(`${ENDPOINTS}.${method}`, args);
	const escape = (text) => gigafibre_fsm.imports.escape(text);
	const number = (value) => gigafibre_fsm.imports.number(value);
	const pill = (colour, text) => gigafibre_fsm.imports.pill(colour, text);

	frappe.pages["address-register"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Address Register"),
			single_column: true,
		});
		wrapper.ready = frappe.require(SHARED).then(() => (wrapper.register = new AddressRegister(page)));
	};
	frappe.pages["address-register"].on_page_show = (wrapper) =>
		wrapper.ready.then(() => wrapper.register.show());
	frappe.pages["address-register"].on_page_hide = (wrapper) =>
		wrapper.ready.then(() => wrapper.register.work.leave());

	class AddressRegister {
		constructor(page) {
			this.page = page;
			this.$body = $(`<div class="address-register">
				<div class="register-progress"></div>
				<div class="row">
					<div class="col-md-6 register-loaded"></div>
					<div class="col-md-6 register-index"></div>
				</div>
				<div class="register-runs"></div>
			</div>`).appendTo(page.main.addClass("p-4"));
			this.load_button = page.set_primary_action(__("Load a File"), () => this.ask_file());
			this.link_button = page.add_inner_button(__("Link Drops"), () => this.ask_link());
			this.index_button = page.add_inner_button(__("Rebuild the Index"), () => this.rebuild());
			page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh");
			this.work = new gigafibre_fsm.imports.Work(this.$body.find(".register-progress"), this);
		}

		async show() {
			this.work.listen();
			await this.refresh();
		}

		async refresh() {
			this.state = await call("get_state");
			this.show_loaded();
			this.show_index();
			this.show_runs();
			this.work.show(this.state);
		}

		// -- what runs now

		ask() {
			return call("get_progress");
		}

		allow(busy) {
			for (const button of [this.load_button, this.link_button]) $(button).prop("disabled", busy);
		}

		is_waiting() {
			return this.state.index.building;
		}

		title(step) {
			return { "12a": __("Load Addresses"), "12b": __("Link Drops") }[step] || step;
		}

		// -- what there is

		show_loaded() {
			const facts = this.state.loaded;
			const rows = facts
				? [
						[__("Addresses"), number(facts.addresses)],
						[__("Streets"), number(facts.streets)],
						[__("Municipalities"), number(facts.municipalities)],
						[__("File"), escape(facts.file)],
						[__("Loaded"), escape(frappe.datetime.str_to_user(facts.stamp.slice(0, 19)))],
						[__("Vanished but Kept"), this.vanished(facts)],
				  ]
				: [];
			const empty = __("No register has been loaded yet.");
			this.$body.find(".register-loaded").html(this.card(__("Loaded"), rows, empty));
		}

		vanished(facts) {
			const link = { import_run: facts.run, source_table: "Civic Address" };
			return facts.vanished ? this.link(number(facts.vanished), link) : number(0);
		}

		show_index() {
			const index = this.state.index;
			const rows = index.version
				? [
						[__("Status"), this.index_state(index)],
						[__("Addresses"), number(index.rows)],
						[__("Streets"), number(index.streets)],
						[__("Built"), escape(frappe.datetime.str_to_user(String(index.built_at).slice(0, 19)))],
				  ]
				: [[__("Status"), this.index_state(index)]];
			this.$body.find(".register-index").html(this.card(__("Search Index"), rows));
		}

		index_state({ version, building, outdated }) {
			if (building) return pill("blue", __("Being built"));
			if (!version) return pill("orange", __("None: searches are answered by the database, slower"));
			return outdated ? pill("orange", __("Behind the database")) : pill("green", __("Up to date"));
		}

		show_runs() {
			const rows = this.state.runs.map((run) => this.run_row(run)).join("");
			const heads = [__("Import Run"), __("Step"), __("Status"), __("Started At")]
				.map((text) => `<th>${text}</th>`)
				.concat(
					[
						__("Rows Read"),
						__("Inserted"),
						__("Updated", null, "Legacy Import Run"),
						__("Unchanged", null, "Legacy Import Run"),
						__("Rejected", null, "Legacy Import Run"),
						__("Rows Per Second"),
					].map((text) => `<th class="text-right">${text}</th>`)
				);
			this.$body.find(".register-runs").html(`<div class="frappe-card p-4">
				<h5 class="mb-3">${__("Last Runs")}</h5>
				${
					rows
						? `<div class="table-responsive"><table class="table table-sm mb-0">
							<thead><tr>${heads.join("")}</tr></thead><tbody>${rows}</tbody></table></div>`
						: `<p class="text-muted mb-0">${__("Nothing has been run yet.")}</p>`
				}
			</div>`);
		}

		run_row(run) {
			const name = `<a href="/app/legacy-import-run/${encodeURIComponent(run.name)}">${escape(run.name)}</a>`;
			const status = gigafibre_fsm.imports.status(run);
			const dry = run.dry_run ? ` <span class="text-muted">${__("Dry Run")}</span>` : "";
			const counts = [run.rows_read, run.inserted, run.updated, run.unchanged];
			const message = (run.message || "").split("\n").filter(Boolean).map(escape).join("<br>");
			return `<tr>
				<td class="text-nowrap">${name}</td><td>${escape(this.title(run.step))}${dry}</td><td>${status}</td>
				<td class="text-nowrap">${escape(frappe.datetime.str_to_user(run.started_at.slice(0, 19)))}</td>
				${counts.map((count) => `<td class="text-right">${number(count)}</td>`).join("")}
				<td class="text-right">${this.rejected(run)}</td>
				<td class="text-right">${number(run.rows_per_second)}</td>
			</tr>${message ? `<tr><td class="border-0"></td><td class="border-0 pt-0 text-muted" colspan="9">${message}</td></tr>` : ""}`;
		}

		rejected(run) {
			const others = Object.keys(run.rejects).filter((table) => table !== "Civic Address");
			if (!run.rejected || !others.length) return number(run.rejected);
			return this.link(number(run.rejected), { import_run: run.name, source_table: others[0] });
		}

		// -- what can be done

		ask_file() {
			const dialog = new frappe.ui.Dialog({
				title: __("Load a File"),
				// One that is still fading in does not let itself be closed.
				animate: false,
				fields: [
					{
						fieldname: "path",
						fieldtype: "Data",
						label: __("Path on the Server"),
						reqd: 1,
						default: this.state.file,
						description: __("The register as a CSV file, plain or gzipped. It is loaded beside the one in use and switched in at once."),
					},
					{
						fieldname: "dry_run",
						fieldtype: "Check",
						label: __("Dry Run"),
						description: __("Read and compare, change nothing."),
					},
					{
						fieldname: "force",
						fieldtype: "Check",
						label: __("Load even the same file again"),
					},
				],
				primary_action_label: __("Load a File"),
				primary_action: async (values) => {
					dialog.hide();
					await this.start("load", values);
				},
			});
			dialog.show();
		}

		ask_link() {
			frappe.confirm(__("Link the fibre drops to the addresses? What a person has decided stays."), () =>
				this.start("link_drops", {})
			);
		}

		async start(method, args) {
			await call(method, args);
			await this.refresh();
		}

		async rebuild() {
			await call("rebuild_index");
			frappe.show_alert({ message: __("The index will be rebuilt in the background."), indicator: "blue" });
			await this.refresh();
		}

		// -- pieces

		card(title, rows, empty = "") {
			const body = rows.map(([label, value]) => `<tr><td class="text-muted">${label}</td><td class="text-right">${value}</td></tr>`);
			return `<div class="frappe-card p-4 mb-4"><h5 class="mb-3">${title}</h5>${
				rows.length
					? `<table class="table table-sm mb-0"><tbody>${body.join("")}</tbody></table>`
					: `<p class="text-muted mb-0">${empty}</p>`
			}</div>`;
		}

		link(text, filters) {
			return `<a href="/app/legacy-import-reject?${new URLSearchParams(filters)}">${text}</a>`;
		}
	}
}

{
	const SHARED = [
		"/assets/gigafibre_fsm/css/window.css",
		"/assets/gigafibre_fsm/css/plant.css",
		...["drop_states", "base_map", "drop_layer", "drop_popup", "address_box", "map_panel"].map(
			(name) => `/assets/gigafibre_fsm/js/plant/${name}.js`,
		),
	];
	const ENDPOINTS = "gigafibre_fsm.fibre_plant.page.plant_map.plant_map";
	const QUEBEC = [46.8, -71.9];
	const CLOSE = 16;
	const MOST_DETAILS = 50;

	frappe.pages["plant-map"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Plant Map"),
			single_column: true,
		});
		wrapper.classList.add("window-page");
		wrapper.ready = frappe.require(SHARED).then(() => (wrapper.plant_map = new PlantMap(page)));
	};

	frappe.pages["plant-map"].on_page_show = (wrapper) => {
		// Frappe keeps what it reads from the address bar for the next list, which would take it for filters.
		frappe.route_options = null;
		wrapper.ready.then(() => wrapper.plant_map.show());
	};

	class PlantMap {
		constructor(page) {
			this.states = new Set(gigafibre_fsm.plant.STATES.map(({ key }) => key));
			this.olt = "";
			this.$body = $(`<div class="window-page-body plant-map"><div class="plant-canvas"></div></div>`).appendTo(
				page.main,
			);
			this.panel = new gigafibre_fsm.plant.MapPanel(this.$body, {
				on_address: (address) => this.show_address(address),
				on_olt: (olt) => this.choose_olt(olt),
				on_state: (state) => this.toggle(state),
			});
			this.make_map();
			page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
			page.add_inner_button(__("Show all"), () => this.fit());
		}

		make_map() {
			const element = this.$body.find(".plant-canvas")[0];
			element.setAttribute("aria-label", __("Map of the fibre drops"));
			this.map = gigafibre_fsm.plant.base_map(element).setView(QUEBEC, 7);
			this.layer = new gigafibre_fsm.plant.DropLayer().addTo(this.map);
			this.map.on("click", (event) => this.show_drops(event.latlng));
			this.map.on("moveend", () => this.placed && this.write_url());
			this.map.on("mousemove", (event) => {
				element.classList.toggle("over-drop", this.layer.drops_at(event.latlng).length > 0);
			});
			new ResizeObserver(() => this.map.invalidateSize()).observe(element);
		}

		// -- where one is: in the address bar, so that a reload or a sent link shows the same

		async show() {
			const asked = new URLSearchParams(window.location.search);
			if (asked.size) this.read_url(asked);
			this.map.invalidateSize();
			await this.load();
			if (!this.placed) this.fit();
			this.write_url();
		}

		read_url(asked) {
			const known = gigafibre_fsm.plant.STATES.map(({ key }) => key);
			this.olt = asked.get("olt") || "";
			this.states = new Set(
				asked.has("states")
					? known.filter((key) => asked.get("states").split(",").includes(key))
					: known,
			);
			const [latitude, longitude, zoom] = (asked.get("view") || "").split(",").map(Number);
			if ([latitude, longitude, zoom].every(Number.isFinite)) {
				this.map.setView([latitude, longitude], zoom);
				this.placed = true;
			}
		}

		write_url() {
			if (frappe.get_route()[0] !== "plant-map") return;
			const { lat, lng } = this.map.getCenter();
			const parameters = new URLSearchParams({
				view: [lat.toFixed(5), lng.toFixed(5), this.map.getZoom()],
			});
			if (this.olt) parameters.set("olt", this.olt);
			if (this.states.size < gigafibre_fsm.plant.STATES.length)
				parameters.set("states", [...this.states]);
			const query = parameters.toString().replaceAll("%2C", ",");
			window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
		}

		// -- drops

		async load() {
			const drops = await frappe.xcall(`${ENDPOINTS}.get_drops`);
			this.olts = drops.olts;
			if (!drops.olts.some(([name]) => name === this.olt)) this.olt = "";
			this.drops = { ...drops, state: drops.state.map((place) => drops.states[place]) };
			this.panel.show_olts(drops.olts, this.olt);
			this.layer.set_drops(this.drops, (number) => this.is_shown(number));
			this.refresh();
			this.load_capacity();
		}

		is_shown(number) {
			return this.states.has(this.drops.state[number]) && this.is_on_olt(number);
		}

		is_on_olt(number) {
			return !this.olt || this.olts[this.drops.olt[number]]?.[0] === this.olt;
		}

		toggle(state) {
			if (!this.states.delete(state)) this.states.add(state);
			this.refresh();
		}

		choose_olt(olt) {
			this.olt = olt;
			this.panel.show_olts(this.olts, olt);
			this.load_capacity();
			this.refresh();
			this.fit();
		}

		refresh() {
			this.map.closePopup();
			this.layer.redraw();
			const counts = this.count();
			this.panel.show_states(counts.by_state, this.states);
			this.panel.show_totals(counts, this.drops.name.length, this.filters());
			if (this.placed) this.write_url();
		}

		count() {
			const by_state = Object.fromEntries(gigafibre_fsm.plant.STATES.map(({ key }) => [key, 0]));
			let [on_map, no_place] = [0, 0];
			this.drops.state.forEach((state, number) => {
				if (!this.is_on_olt(number)) return;
				by_state[state]++;
				if (!this.states.has(state)) return;
				if (this.drops.latitude[number] === null) no_place++;
				else on_map++;
			});
			return { by_state, on_map, no_place };
		}

		// The same choice as the filters of a list.
		filters() {
			const filters = this.olt ? { olt: this.olt } : {};
			if (this.states.size === gigafibre_fsm.plant.STATES.length) return filters;
			return { ...filters, state: JSON.stringify(["in", [...this.states]]) };
		}

		fit() {
			const bounds = this.layer.bounds();
			if (bounds.isValid()) this.map.fitBounds(bounds, { maxZoom: CLOSE, padding: [30, 30] });
			this.placed = true;
		}

		async load_capacity() {
			const olt = this.olt;
			const rows = await frappe.xcall(`${ENDPOINTS}.get_capacity`, { olt });
			if (olt !== this.olt) return;
			const titles = Object.fromEntries(this.olts.map(([name, title]) => [name, title]));
			this.panel.show_capacity(rows, olt, titles);
		}

		// -- what is under a click, and an address that was looked up

		async show_drops(latlng) {
			const numbers = this.layer.drops_at(latlng);
			if (!numbers.length) return;
			const [first] = numbers;
			const names = numbers.slice(0, MOST_DETAILS).map((number) => this.drops.name[number]);
			const answer = frappe.xcall(`${ENDPOINTS}.get_details`, { names });
			const place = [this.drops.latitude[first], this.drops.longitude[first]];
			const nearest_first = (a, b) => names.indexOf(a.name) - names.indexOf(b.name);
			await this.open_popup(place, answer, (found) =>
				gigafibre_fsm.plant.popup.drops(found.sort(nearest_first), numbers.length),
			);
		}

		async open_popup(place, answer, content, options = {}) {
			const popup = L.popup({ minWidth: 240, maxWidth: 340, maxHeight: 280, ...options });
			popup.setLatLng(place).setContent(gigafibre_fsm.plant.popup.waiting()).openOn(this.map);
			try {
				popup.setContent(content(await answer));
			} catch {
				popup.setContent(gigafibre_fsm.plant.popup.failed());
			}
		}

		async show_address(address) {
			const place = [address.latitude, address.longitude];
			this.pin?.remove();
			if (!address.latitude) return frappe.show_alert(__("This address has no coordinates."));
			this.pin = L.marker(place, { keyboard: false }).addTo(this.map);
			this.map.setView(place, Math.max(CLOSE, this.map.getZoom()));
			const args = { address_id: address.address_id };
			const answer = address.address_id && frappe.xcall("gigafibre_fsm.api.availability.check", args);
			const above_pin = { offset: [0, -30] };
			await this.open_popup(
				place,
				answer,
				(found) => gigafibre_fsm.plant.popup.address(address, found),
				above_pin,
			);
		}
	}
}

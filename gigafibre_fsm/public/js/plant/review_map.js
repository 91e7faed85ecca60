// The drop where the plant records put it, and around it the lettered candidates.
frappe.provide("gigafibre_fsm.plant");

{
	const CLOSE = 17;
	// The drop is a wide ring: a candidate at the same spot is read inside it.
	const SIZES = { drop: [42, 42], candidate: [26, 26] };
	const icon = (text, kind) =>
		L.divIcon({ className: `review-pin ${kind}`, html: text, iconSize: SIZES[kind] });

	gigafibre_fsm.plant.letter = (number) => String.fromCharCode(65 + number);

	gigafibre_fsm.plant.ReviewMap = class {
		constructor(element, { on_choose }) {
			element.setAttribute("aria-label", __("Map of the drop and its candidates"));
			this.map = gigafibre_fsm.plant.base_map(element).setView([46.8, -71.9], 6);
			this.pins = L.featureGroup().addTo(this.map);
			this.on_choose = on_choose;
			new ResizeObserver(() => this.map.invalidateSize()).observe(element);
		}

		show(drop, candidates) {
			this.pins.clearLayers();
			this.by_number = candidates.map((candidate, number) =>
				this.pin(candidate, gigafibre_fsm.plant.letter(number), "candidate"),
			);
			this.by_number.forEach((pin, number) => pin?.on("click", () => this.on_choose(number)));
			this.pin(drop, "", "drop")?.setZIndexOffset(-1000);
			const bounds = this.pins.getBounds();
			if (bounds.isValid())
				this.map.fitBounds(bounds, { maxZoom: CLOSE, padding: [40, 40], animate: false });
		}

		pin({ latitude, longitude, label, written }, text, kind) {
			if (!latitude || !longitude) return null;
			const options = { icon: icon(text, kind), title: label || written, keyboard: false };
			return L.marker([latitude, longitude], options).addTo(this.pins);
		}

		mark(number) {
			this.by_number?.forEach((pin, place) =>
				pin?.getElement()?.classList.toggle("marked", place === number),
			);
		}
	};
}

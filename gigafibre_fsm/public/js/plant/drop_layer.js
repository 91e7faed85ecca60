// All drops on one canvas: Leaflet's own markers would be thousands of objects, each asked at every move of the mouse.
frappe.provide("gigafibre_fsm.plant");

{
	const REACH = 4; // pixels around a mark that still count as a hit
	const RADII = [
		[10, 2],
		[12, 3],
		[14, 4.5],
		[16, 6],
		[Infinity, 8],
	];
	const radius_at = (zoom) => RADII.find(([below]) => zoom < below)[1];

	gigafibre_fsm.plant.DropLayer = L.Renderer.extend({
		// The part of the canvas beyond the map's edge is what a drag brings into view.
		options: { padding: 0.4 },

		// `columns`: latitude, longitude and state of each drop; `shows(number)`: whether one is to be seen.
		set_drops(columns, shows) {
			this.columns = columns;
			this.shows = shows;
			this._project_once();
			this.redraw();
			return this;
		},

		redraw() {
			if (this._map && this.columns) this._draw();
		},

		// Numbers of the drops under a point of the screen, the nearest first.
		drops_at(latlng) {
			if (!this.columns) return [];
			const at = this._map.project(latlng);
			const scale = this._map.options.crs.scale(this._map.getZoom());
			const limit = (radius_at(this._map.getZoom()) + REACH) ** 2;
			const found = [];
			for (let number = 0; number < this.x.length; number++) {
				const far = (this.x[number] * scale - at.x) ** 2 + (this.y[number] * scale - at.y) ** 2;
				if (far <= limit && this.shows(number)) found.push([far, number]);
			}
			return found.sort((a, b) => a[0] - b[0]).map(([, number]) => number);
		},

		bounds() {
			const { latitude, longitude } = this.columns;
			const bounds = L.latLngBounds([]);
			for (let number = 0; number < latitude.length; number++) {
				if (latitude[number] !== null && this.shows(number))
					bounds.extend([latitude[number], longitude[number]]);
			}
			return bounds;
		},

		// Positions at scale 1: a zoom is then one multiplication per drop. NaN for a drop without coordinates.
		_project_once() {
			const { latitude, longitude } = this.columns;
			const crs = L.CRS.EPSG3857;
			this.x = new Float64Array(latitude.length).fill(NaN);
			this.y = new Float64Array(latitude.length).fill(NaN);
			for (let number = 0; number < latitude.length; number++) {
				if (latitude[number] === null) continue;
				const projected = crs.projection.project(L.latLng(latitude[number], longitude[number]));
				const point = crs.transformation.transform(projected, 1);
				this.x[number] = point.x;
				this.y[number] = point.y;
			}
		},

		_initContainer() {
			this._container = L.DomUtil.create("canvas", "drop-layer");
			this._context = this._container.getContext("2d");
		},

		_destroyContainer() {
			this._container.remove();
			delete this._container;
		},

		_update() {
			if (this._map._animatingZoom && this._bounds) return;
			L.Renderer.prototype._update.call(this);
			this._resize();
			this.redraw();
		},

		_resize() {
			const size = this._bounds.getSize();
			this.density = window.devicePixelRatio || 1;
			this._container.width = size.x * this.density;
			this._container.height = size.y * this.density;
			this._container.style.width = `${size.x}px`;
			this._container.style.height = `${size.y}px`;
			L.DomUtil.setPosition(this._container, this._bounds.min);
		},

		_draw() {
			const { width, height } = this._container;
			this._context.setTransform(1, 0, 0, 1, 0, 0);
			this._context.clearRect(0, 0, width, height);
			const radius = radius_at(this._map.getZoom());
			const stamps = gigafibre_fsm.plant.STATES.map((state) =>
				gigafibre_fsm.plant.stamp(state, radius, this.density),
			);
			this._stamp_all(stamps, this._pixels(), new Uint8Array(width * height));
		},

		// The pixel of each drop, counted row by row; -1 for one that is filtered out or out of sight.
		_pixels() {
			const { width, height } = this._container;
			const scale = this._map.options.crs.scale(this._map.getZoom()) * this.density;
			const origin = this._map.getPixelOrigin().add(this._bounds.min).multiplyBy(this.density);
			const pixels = new Int32Array(this.x.length).fill(-1);
			for (let number = 0; number < pixels.length; number++) {
				const x = Math.round(this.x[number] * scale - origin.x);
				const y = Math.round(this.y[number] * scale - origin.y);
				if (x >= 0 && y >= 0 && x < width && y < height && this.shows(number))
					pixels[number] = y * width + x;
			}
			return pixels;
		},

		// One stamp a pixel, of the state that matters most there: from afar thousands share one, and so do the
		// apartments of a building. Pixels are stamped in the drops' own order, lest a village look all of one colour.
		_stamp_all(stamps, pixels, ranks) {
			const { state } = this.columns;
			const rank = Object.fromEntries(
				gigafibre_fsm.plant.STATES.map(({ key }, place) => [key, place + 1]),
			);
			pixels.forEach((pixel, number) => {
				if (pixel >= 0) ranks[pixel] = Math.max(ranks[pixel], rank[state[number]]);
			});
			pixels.forEach((pixel, number) => {
				if (pixel < 0 || ranks[pixel] !== rank[state[number]]) return;
				this._stamp(stamps[ranks[pixel] - 1], pixel);
				ranks[pixel] = 0;
			});
		},

		_stamp({ canvas, size }, pixel) {
			const { width } = this._container;
			const half = (size * this.density) / 2;
			this._context.drawImage(canvas, (pixel % width) - half, Math.floor(pixel / width) - half);
		},
	});
}

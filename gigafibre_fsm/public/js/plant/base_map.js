frappe.provide("gigafibre_fsm.plant");

// The tiles that Frappe's own map view uses. They are a backdrop: without network the map still shows what is ours.
gigafibre_fsm.plant.base_map = function (element, options = {}) {
	const { tiles, options: tile_options, image_path } = frappe.utils.map_defaults;
	L.Icon.Default.imagePath = image_path;
	const map = L.map(element, { maxZoom: 19, minZoom: 4, ...options });
	L.tileLayer(tiles, { ...tile_options, maxZoom: 19 }).addTo(map);
	L.control.scale({ imperial: false }).addTo(map);
	map.zoomControl?._zoomInButton.setAttribute("title", __("Zoom in"));
	map.zoomControl?._zoomOutButton.setAttribute("title", __("Zoom out"));
	return map;
};

frappe.provide("gigafibre_fsm");

// Coordinates where there are any: an address in the country is often found wrongly by its words.
gigafibre_fsm.map_url = function (doc, address) {
	if (doc.latitude && doc.longitude) {
		return `https://www.openstreetmap.org/?mlat=${doc.latitude}&mlon=${doc.longitude}#map=17/${doc.latitude}/${doc.longitude}`;
	}
	return address && `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;
};

gigafibre_fsm.add_map_button = function (frm, address) {
	const url = gigafibre_fsm.map_url(frm.doc, address);
	if (url) frm.add_custom_button(__("Map"), () => window.open(url, "_blank", "noopener"));
};

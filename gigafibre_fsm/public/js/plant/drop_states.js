// How each state of a fibre drop looks. It has a shape besides its colour, for those who see colours otherwise.
frappe.provide("gigafibre_fsm.plant");

// The last counts most where several share a spot: what can be sold must not disappear under what is sold.
gigafibre_fsm.plant.STATES = [
	{ key: "connected", label: __("Connected"), colour: "--blue-500", shape: "disc" },
	{ key: "no_box", label: __("No Box"), colour: "--gray-600", shape: "ring" },
	{ key: "reserved", label: __("Reserved"), colour: "--orange-600", shape: "square" },
	{ key: "available", label: __("Free"), colour: "--green-600", shape: "diamond" },
];

gigafibre_fsm.plant.state = (key) => gigafibre_fsm.plant.STATES.find((state) => state.key === key);

{
	const SHAPES = {
		disc: (context, middle, radius) => context.arc(middle, middle, radius, 0, 2 * Math.PI),
		ring: (context, middle, radius) => {
			context.arc(middle, middle, radius, 0, 2 * Math.PI);
			context.moveTo(middle + radius / 2, middle);
			context.arc(middle, middle, radius / 2, 0, 2 * Math.PI, true);
		},
		square: (context, middle, radius) => {
			const side = radius * 0.9;
			context.rect(middle - side, middle - side, 2 * side, 2 * side);
		},
		diamond: (context, middle, radius) => {
			const reach = radius * 1.2;
			context.moveTo(middle, middle - reach);
			context.lineTo(middle + reach, middle);
			context.lineTo(middle, middle + reach);
			context.lineTo(middle - reach, middle);
			context.closePath();
		},
	};

	const colour_of = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

	// A small picture to stamp on a canvas: thousands of stamps are much cheaper than thousands of paths.
	gigafibre_fsm.plant.stamp = function (state, radius, pixels_per_point = window.devicePixelRatio || 1) {
		const size = Math.ceil(2.4 * radius + 3);
		const canvas = document.createElement("canvas");
		canvas.width = canvas.height = size * pixels_per_point;
		const context = canvas.getContext("2d");
		context.scale(pixels_per_point, pixels_per_point);
		context.beginPath();
		SHAPES[state.shape](context, size / 2, radius);
		context.fillStyle = colour_of(state.colour);
		context.strokeStyle = "#fff";
		context.fill();
		if (radius >= 4) context.stroke();
		canvas.style.width = canvas.style.height = `${size}px`;
		return { canvas, size };
	};
}

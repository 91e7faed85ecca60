// What GenieACS asks the ERP. Stands in its folder of extensions (config/ext/gigafibre-ext.js) and is called by the
// provision script beside this file. GenieACS gives an extension three seconds and may call it twice in one session:
// every method answers the same when it is asked again.
//
// GenieACS's environment says where the ERP is and who asks (docs/acs-operator.md):
//   ERP_URL=https://erp.example  ERP_TOKEN=key:secret  ERP_SITE (only where the site is not found by the name in the URL)
"use strict";

const crypto = require("crypto");
const http = require("http");
const https = require("https");

const METHODS = "/api/method/gigafibre_fsm.api.devices.";
// Less than GenieACS waits, so that its fault says what happened.
const PATIENCE = 2500;
// Sockets are kept: a power cut brings thousands of devices back, and each would begin with a handshake.
const AGENTS = {
	"http:": new http.Agent({ keepAlive: true }),
	"https:": new https.Agent({ keepAlive: true }),
};

// What the device is told, with a fingerprint of it; null where nobody knows the device.
exports.provision = answering(async ([serial]) => {
	const told = await ask("GET", "provision", { serial });
	return told && { ...told, fingerprint: fingerprint(told.parameters) };
});

exports.bootstrap = answering(([serial, oui, product_class, ip, firmware]) =>
	ask("POST", "bootstrap", { serial, oui, product_class, ip, firmware })
);

exports.inform = answering(([serial, ip, firmware]) => ask("POST", "inform", { serial, ip, firmware }));

exports.activated = answering(([serial]) => ask("POST", "activated", { serial }));

// GenieACS's way of calling: a list of texts, and one callback.
function answering(method) {
	return (args, callback) => {
		method(args).then(
			(answer) => callback(null, answer),
			(error) => callback(error)
		);
	};
}

function fingerprint(parameters) {
	return crypto.createHash("sha256").update(JSON.stringify(parameters)).digest("hex").slice(0, 16);
}

async function ask(verb, method, values) {
	try {
		return await once(verb, method, values);
	} catch (error) {
		// A socket that was kept and that the ERP's side closed at this moment. Asking twice does what asking once does.
		if (!error.wasKept) throw error;
		return once(verb, method, values);
	}
}

function once(verb, method, values) {
	const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
	const fields = new URLSearchParams(known).toString();
	const url = new URL(METHODS + method + (verb === "GET" ? `?${fields}` : ""), process.env.ERP_URL);
	return new Promise((resolve, reject) => {
		const request = (url.protocol === "https:" ? https : http).request(
			url,
			{ method: verb, agent: AGENTS[url.protocol], headers: headers(verb), timeout: PATIENCE },
			(answer) => read(answer, resolve, reject)
		);
		request.on("timeout", () => request.destroy(new Error("The ERP did not answer in time.")));
		request.on("error", (error) => reject(Object.assign(error, { wasKept: wasKept(request, error) })));
		request.end(verb === "GET" ? undefined : fields);
	});
}

function wasKept(request, error) {
	return request.reusedSocket && ["ECONNRESET", "EPIPE"].includes(error.code);
}

function headers(verb) {
	return {
		Accept: "application/json",
		Authorization: `token ${process.env.ERP_TOKEN}`,
		...(verb === "GET" ? {} : { "Content-Type": "application/x-www-form-urlencoded" }),
		...(process.env.ERP_SITE ? { Host: process.env.ERP_SITE } : {}),
	};
}

function read(answer, resolve, reject) {
	const chunks = [];
	answer.on("data", (chunk) => chunks.push(chunk));
	answer.on("error", reject);
	answer.on("end", () => {
		const body = readable(Buffer.concat(chunks).toString());
		if (answer.statusCode === 200 && body) return resolve(body.message);
		// Any other 404 is no answer of the ERP's: a wrong address must not look like a device that nobody knows.
		if (answer.statusCode === 404 && body?.exc_type === "NotFound") return resolve(null);
		// The ERP's own sentence: GenieACS shows it as the fault's message.
		reject(new Error(`ERP ${answer.statusCode}: ${body?.message || "no readable answer"}`));
	});
}

function readable(text) {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

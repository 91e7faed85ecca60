// One session of a device with GenieACS, as far as the provision script can tell: `declare`, `commit`, `ext` and `args`.
//
// As in GenieACS, `ext` has no answer at first: the script is left there and run again from its beginning when the answer
// has come, a parameter that the device does not have is neither read nor set, and passwords read back empty. `commit` sets
// what was declared; a value that the device refuses is a fault, and ends the session.
//
// stdin: {script, extensions, device: {id, parameters, tags, refuses?}, args}; stdout: the device afterwards, and what was
// asked, also after a fault.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const NOT_YET = Symbol("the answer has not come yet");
const EXT_TIMEOUT = 3000;
const MOST_RUNS = 20;

async function main() {
	const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
	const session = { ...wanted, asked: [], set: [], answers: new Map() };
	try {
		await run(session);
	} finally {
		const { device, asked, set } = session;
		process.stdout.write(JSON.stringify({ device, asked, set }));
	}
	process.exit(0);
}

async function run(session) {
	const script = new vm.Script(`"use strict";(function () {${fs.readFileSync(session.script, "utf8")}\n})()`);
	for (let turn = 0; turn < MOST_RUNS; turn++) {
		session.set = [];
		const waiting = [];
		try {
			script.runInNewContext(world(session, waiting));
			return settle(session);
		} catch (reason) {
			if (reason !== NOT_YET) throw reason;
			await waiting[0]();
		}
	}
	throw new Error("The script does not come to an end.");
}

function world(session, waiting) {
	return {
		args: session.args,
		Date,
		declare: (name, _ages, values) => declare(session, name, values),
		commit: () => settle(session),
		ext: (...call) => {
			const key = JSON.stringify(call);
			if (session.answers.has(key)) return session.answers.get(key);
			waiting.push(async () => session.answers.set(key, await extension(session, call)));
			throw NOT_YET;
		},
	};
}

// Twice, as GenieACS may: both answers have to be the same.
async function extension(session, [name, method, ...args]) {
	const module_ = require(path.join(session.extensions, `${name}.js`));
	const texts = args.map(String);
	const answers = [];
	for (let time = 0; time < 2; time++) {
		session.asked.push([method, ...texts]);
		answers.push(await inTime(module_[method], texts));
	}
	if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) throw new Error(`${method} answered two things`);
	return answers[0];
}

function inTime(method, args) {
	return new Promise((resolve, reject) => {
		const patience = setTimeout(() => reject(new Error("Extension timed out")), EXT_TIMEOUT);
		method(args, (error, answer) => {
			clearTimeout(patience);
			if (error) reject(error);
			else resolve(JSON.parse(JSON.stringify(answer ?? null)));
		});
	});
}

function declare(session, name, values) {
	if (values) session.set.push([name, ...[].concat(values.value)]);
	const { id, parameters, tags } = session.device;
	if (name === "Tags.*") return tags.map((tag) => ({ path: `Tags.${tag}`, size: 1, value: [true] }));
	if (name.startsWith("Tags.")) return one(tags.includes(name.slice(5)) ? true : undefined);
	if (name.startsWith("DeviceID.")) return one(id[name.slice(9)]);
	const isSecret = /Pass(word|phrase)$/.test(name);
	return one(name in parameters && isSecret ? "" : parameters[name]);
}

function one(value) {
	return value === undefined ? { size: 0, value: undefined } : { size: 1, value: [value] };
}

// At a commit, and at the end of the session, the device has what was declared of the parameters that it has.
function settle(session) {
	const { parameters, refuses = [] } = session.device;
	const refused = session.set.find(([name]) => refuses.includes(name));
	if (refused) throw new Error(`cwmp.9007 ${refused[0]}`);
	for (const [name, value] of session.set) {
		if (name.startsWith("Tags.")) tag(session.device, name.slice(5), value);
		else if (name in parameters) parameters[name] = value;
	}
}

function tag(device, name, wanted) {
	device.tags = device.tags.filter((other) => other !== name);
	if (wanted) device.tags.push(name);
}

main().catch((error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});

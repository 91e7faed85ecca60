// Two things that Frappe's realtime server leaves to the machine, settled before it starts.
const dns = require("dns");
const net = require("net");

// It asks the web server who a visitor is, by the visitor's own URL. Browsers know that every *.localhost
// name is this machine (RFC 6761); the C library's resolver often does not.
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(/(^|\.)localhost$/.test(name) ? "127.0.0.1" : name, ...rest);

// It would listen on every network interface.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
	return Number(port) ? listen.call(this, Number(port), "127.0.0.1", ...rest) : listen.call(this, port, ...rest);
};

// A provision script of GenieACS, for every device. Two presets run it (docs/acs-operator.md):
//   events {"0 BOOTSTRAP": true}, arguments ["bootstrap"]: the device is new, or was reset, and has lost everything
//   events {"0 BOOTSTRAP": false}, no arguments: any other call of the device
const now = Date.now();
const isNew = args[0] === "bootstrap";
const serial = declare("DeviceID.SerialNumber", { value: 1 }).value[0];
const oui = declare("DeviceID.OUI", { value: 1 }).value[0];
const productClass = declare("DeviceID.ProductClass", { value: 1 }).value[0];
const firmware = first("Device.DeviceInfo.SoftwareVersion", "InternetGatewayDevice.DeviceInfo.SoftwareVersion");
const ip = address(
	first("Device.ManagementServer.ConnectionRequestURL", "InternetGatewayDevice.ManagementServer.ConnectionRequestURL")
);

if (isNew) ext("gigafibre-ext", "bootstrap", serial, oui, productClass, ip, firmware);
else ext("gigafibre-ext", "inform", serial, ip, firmware);

const told = ext("gigafibre-ext", "provision", serial);
if (told && told.parameters.length) push(told);

// A password reads back empty, so that it looks wrong for ever: what is compared is what was told last.
function push(configuration) {
	const tag = `Tags.gigafibre_${configuration.fingerprint}`;
	const known = declare(tag, { value: 1 });
	if (known.value && known.value[0] && !isNew) return;
	for (const [path, value, type] of configuration.parameters)
		declare(path, { value: now }, { value: [value, type] });
	// The device is told here: what it refuses ends the script, and is not remembered as told.
	commit();
	for (const old of declare("Tags.*", { value: 1 }))
		if (old.path.startsWith("Tags.gigafibre_") && old.path !== tag) declare(old.path, null, { value: false });
	declare(tag, null, { value: true });
	ext("gigafibre-ext", "activated", serial);
}

function first(...paths) {
	for (const path of paths) {
		const found = declare(path, { value: 1 });
		if (found.size) return found.value[0];
	}
	return "";
}

function address(url) {
	const found = /^https?:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(url);
	return found ? found[1] : "";
}

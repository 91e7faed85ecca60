"""Oktopus's REST interface: a login that gives a token, a list of devices, and messages that go through to the device.

USP devices answer in JSON, CWMP devices in the SOAP that they sent; neither kind has anything kept for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request
from gigafibre_fsm.testing.servers.device_trees import TREES, WRITE_ONLY

ENVELOPE = (
	'<?xml version="1.0" encoding="UTF-8"?><soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"'
	' xmlns:cwmp="urn:dslforum-org:cwmp-1-0"><soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">1</cwmp:ID>'
	"</soap-env:Header><soap-env:Body>{0}</soap-env:Body></soap-env:Envelope>"
)
FAULT = (
	"<soap-env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>"
	"<FaultCode>{0}</FaultCode><FaultString>{1}</FaultString></cwmp:Fault></detail></soap-env:Fault>"
)
ONLINE = 2


@dataclass
class Device:
	serial: str
	tree: dict[str, Any]
	# Mqtt, Websockets, Stomp or Cwmp
	way: str = "Mqtt"
	is_there: bool = True
	is_busy: bool = False
	# CWMP's status of a change: 1 is « after a restart ».
	set_status: int = 0
	reboots: int = 0
	refuses: set[str] = field(default_factory=set)

	def record(self) -> dict:
		status = ONLINE if self.is_there else 0
		ways = {way: status if way == self.way else 0 for way in ("Mqtt", "Stomp", "Websockets", "Cwmp")}
		names = {"SN": self.serial, "Model": "", "Customer": "", "Vendor": "TP-Link", "Version": "1.6.2"}
		return {**names, "ProductClass": "Deco", "Alias": "", "Status": status, **ways}

	def read(self, path: str) -> dict[str, str]:
		"""A parameter, or all below an object."""
		found = {name: value for name, value in self.tree.items() if name == path or _is_below(name, path)}
		return {name: "" if name.endswith(WRITE_ONLY) else _text(value) for name, value in found.items()}


class OktopusServer(LocalServer):
	TOKEN = "oktopus.session.token"

	def __init__(self, email: str = "acs@gigafibre.example", password: str = "oktopus-password-0001"):
		super().__init__()
		self.email, self.password = email, password
		self.others = 42
		self.devices: dict[str, Device] = {}

	def add(self, serial: str, tree: Mapping[str, Any], **values) -> Device:
		device = Device(serial, dict(tree), **values)
		self.devices[serial] = device
		return device

	def control_add(self, request: Request) -> Reply:
		"""`{"serial": …, "tree": "deco", "way": "Mqtt", "is_there": true}`"""
		order = dict(request.json() or {})
		self.add(order.pop("serial"), TREES[order.pop("tree")], **order)
		return Reply(204)

	def answer(self, request: Request) -> Reply:
		if (request.method, request.path) == ("PUT", "/api/auth/login"):
			return self._login(request)
		if request.headers.get("Authorization") != self.TOKEN:
			return Reply(401, b"", {"Content-Type": "application/json"})
		parts = request.path.removeprefix("/api/device").strip("/").split("/")
		if (request.method, request.path) == ("GET", "/api/device"):
			return self._list(request)
		if request.method == "PUT" and len(parts) == 3:
			return self._message(parts, request)
		return Reply.text("404 page not found", 404)

	def _login(self, request: Request) -> Reply:
		if request.json() != {"email": self.email, "password": self.password}:
			return Reply.json("Invalid Credentials", 401)
		return Reply.json(self.TOKEN)

	def _list(self, request: Request) -> Reply:
		name = request.parameter("id")
		if name:
			device = self.devices.get(name)
			return Reply.json(device.record()) if device else Reply.json("Device not found", 404)
		size, total = int(request.parameter("page_size", "20")), self.others + len(self.devices)
		rows = [device.record() for device in self.devices.values()] + [{"SN": "oktopus-0-ws"}]
		return Reply.json(
			{"pages": total // size, "page": 0, "size": size, "devices": rows[:size], "total": total}
		)

	def _message(self, parts: list[str], request: Request) -> Reply:
		is_cwmp = parts[0] == "cwmp"
		device = self.devices.get(unquote(parts[1] if is_cwmp else parts[0]))
		if not device:
			return Reply.json("Device not found", 404)
		if is_cwmp:
			return self._cwmp(device, parts[2], request)
		if parts[1] not in ("mqtt", "ws", "stomp", "any"):
			return Reply.json("Invalid MTP, valid options are: mqtt, ws, stomp", 400)
		if not device.is_there:
			return Reply.json("Device is offline", 503)
		verbs = {"get": _get, "set": _set, "operate": _operate}
		return Reply.json(verbs[parts[2]](device, dict(request.json() or {})))

	# -- CWMP

	def _cwmp(self, device: Device, verb: str, request: Request) -> Reply:
		if device.is_busy:
			return Reply.json("Device is busy", 409)
		if not device.is_there:
			return Reply.json("dial tcp 10.40.2.9:7547: connect: connection refused", 400)
		message = ElementTree.fromstring(request.body).find("{*}Body")[0]
		verbs = {
			"getParameterNames": _names,
			"getParameterValues": _values,
			"setParameterValues": _change,
			"generic": _generic,
		}
		body = ENVELOPE.format(verbs[verb](device, message)).encode()
		return Reply(200, body, {"Content-Type": "application/json"})


def _is_below(name: str, path: str) -> bool:
	return path.endswith(".") and name.startswith(path)


def _text(value: object) -> str:
	return json.dumps(value) if isinstance(value, bool) else str(value)


# -- USP, as Go writes its messages


def _get(device: Device, message: dict) -> dict:
	return {"req_path_results": [_requested(device, path) for path in message["param_paths"]]}


def _requested(device: Device, path: str) -> dict:
	found = device.read(path)
	if not found:
		return {"requested_path": path, "err_code": 7026, "err_msg": "Path is not present in the data model"}
	objects: dict[str, dict] = {}
	for name, value in found.items():
		place, _dot, leaf = name.rpartition(".")
		objects.setdefault(f"{place}.", {})[leaf] = value
	rows = [{"resolved_path": place, "result_params": values} for place, values in objects.items()]
	return {"requested_path": path, "resolved_path_results": rows}


def _set(device: Device, message: dict) -> dict:
	settings = {
		update["obj_path"] + each["param"]: each["value"]
		for update in message["update_objs"]
		for each in update["param_settings"]
	}
	if missing := sorted(set(settings) - set(device.tree)):
		if not message["allow_partial"]:
			errors = [
				{"param_path": path, "err_code": 7010, "err_msg": "Unsupported parameter"} for path in missing
			]
			return {"err_code": 7004, "err_msg": "Set failure", "param_errs": errors}
	device.tree |= settings
	done = [{"affected_path": path, "updated_params": {}} for path in settings]
	success = {"OperStatus": {"OperSuccess": {"updated_inst_results": done}}}
	rows = [
		{"requested_path": update["obj_path"], "oper_status": success} for update in message["update_objs"]
	]
	return {"updated_obj_results": rows}


def _operate(device: Device, message: dict) -> dict:
	command = message["command"]
	if command in device.refuses:
		failure = {"CmdFailure": {"err_code": 7022, "err_msg": "Command failure"}}
		return {"operation_results": [{"executed_command": command, "OperationResp": failure}]}
	device.reboots += command == "Device.Reboot()"
	done = {"ReqOutputArgs": {}}
	return {"operation_results": [{"executed_command": command, "OperationResp": done}]}


# -- CWMP, as the device writes its messages


def _names(device: Device, message: ElementTree.Element) -> str:
	path = message.findtext("ParameterPath") or ""
	below = {name.removeprefix(path) for name in device.tree if name.startswith(path)}
	if not below:
		return FAULT.format(9005, "Invalid parameter name")
	found = sorted({f"{path}{name.split('.')[0]}{'.' if '.' in name else ''}" for name in below})
	rows = "".join(
		f"<ParameterInfoStruct><Name>{name}</Name><Writable>1</Writable></ParameterInfoStruct>"
		for name in found
	)
	return f"<cwmp:GetParameterNamesResponse><ParameterList>{rows}</ParameterList></cwmp:GetParameterNamesResponse>"


def _values(device: Device, message: ElementTree.Element) -> str:
	found: dict[str, str] = {}
	for row in message.iter("string"):
		values = device.read(row.text or "")
		if not values:
			return FAULT.format(9005, "Invalid parameter name")
		found |= values
	rows = "".join(
		f"<ParameterValueStruct><Name>{name}</Name><Value>{escape(value)}</Value></ParameterValueStruct>"
		for name, value in found.items()
	)
	return f"<cwmp:GetParameterValuesResponse><ParameterList>{rows}</ParameterList></cwmp:GetParameterValuesResponse>"


def _change(device: Device, message: ElementTree.Element) -> str:
	settings = {row.findtext("Name"): row.findtext("Value") for row in message.iter("ParameterValueStruct")}
	if set(settings) - set(device.tree):
		return FAULT.format(9005, "Invalid parameter name")
	device.tree |= settings
	status = device.set_status
	return f"<cwmp:SetParameterValuesResponse><Status>{status}</Status></cwmp:SetParameterValuesResponse>"


def _generic(device: Device, message: ElementTree.Element) -> str:
	name = message.tag.rpartition("}")[2]
	if name in device.refuses:
		return FAULT.format(9000, "Method not supported")
	device.reboots += name == "Reboot"
	return f"<cwmp:{name}Response></cwmp:{name}Response>"

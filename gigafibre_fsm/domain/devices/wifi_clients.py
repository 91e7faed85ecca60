"""Who is on the WiFi, and behind which of the house's access points: TR-098, TR-181 and its two tables of mesh nodes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gigafibre_fsm.domain.devices import signal
from gigafibre_fsm.domain.devices.tree import Instance, Parameters, first, is_true, rows
from gigafibre_fsm.domain.identifiers import canonical_mac

NO_MEASUREMENT = 255


@dataclass(frozen=True)
class Client:
	name: str
	mac: str
	# dBm
	signal: int | None
	words: str | None


@dataclass(frozen=True)
class Node:
	"""`node` is empty for the device itself."""

	node: str
	clients: tuple[Client, ...]


def nodes(parameters: Parameters) -> tuple[Node, ...]:
	"""The device itself first; nobody twice, though several tables may show them."""
	names = _host_names(parameters)
	seen: set[str] = set()
	found: dict[str, list[Client]] = {}
	for node, row in _associated(parameters):
		client = _client(row, names)
		if client and client.mac not in seen:
			seen.add(client.mac)
			found.setdefault(node, []).append(client)
	return tuple(Node(node, tuple(sorted(found[node], key=_by_name))) for node in sorted(found))


def _by_name(client: Client) -> tuple[bool, str]:
	return (not client.name, client.name.lower() or client.mac)


def _associated(parameters: Parameters) -> Iterator[tuple[str, dict[str, str]]]:
	"""Rows of clients, each with the name of its node. The mesh's tables first: they know the node."""
	for tables in (_data_elements, _multi_ap):
		yield from tables(parameters)
	for row in rows(parameters, "Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.").values():
		yield "", row
	old = "InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.AssociatedDevice.{i}."
	for row in rows(parameters, old).values():
		yield "", row


def _data_elements(parameters: Parameters) -> Iterator[tuple[str, dict[str, str]]]:
	root = "Device.WiFi.DataElements.Network.Device.{i}."
	named = _node_names(rows(parameters, root), lambda row: first(row, "ID"))
	for (node, *_rest), row in rows(parameters, root + "Radio.{i}.BSS.{i}.STA.{i}.").items():
		yield named[node,], {**row, "SignalStrength": _rcpi(row.get("SignalStrength", ""))}


def _rcpi(text: str) -> str:
	"""IEEE 802.11's indicator, half decibels from -110 dBm up."""
	value = signal.number(text)
	if value is None or value < 0:
		return text
	return "" if value == NO_MEASUREMENT else str(value / 2 - 110)


def _multi_ap(parameters: Parameters) -> Iterator[tuple[str, dict[str, str]]]:
	root = "Device.WiFi.MultiAP.APDevice.{i}."
	named = _node_names(rows(parameters, root), lambda row: first(row, "MACAddress"))
	for (node, *_rest), row in rows(parameters, root + "Radio.{i}.AP.{i}.AssociatedDevice.{i}.").items():
		yield named[node,], row


def _node_names(
	found: Mapping[Instance, dict[str, str]], identity: Callable[[dict[str, str]], str]
) -> dict[Instance, str]:
	"""What the owner called it, else its model, else its address; the last four digits tell equal ones apart.

	The first row is the controller: the device itself.
	"""
	names = {}
	for place, (instance, row) in enumerate(found.items()):
		title = first(
			row, "X_TP_HostName", "X_TP_NickName", "Alias", "ModelName", "ProductClass", "ManufacturerModel"
		)
		mac = _mac(identity(row)) or ""
		names[instance] = (
			"" if place == 0 else " ".join(filter(None, (title or "WiFi", mac[-4:] if title else mac)))
		)
	return names


def _client(row: dict[str, str], names: Mapping[str, str]) -> Client | None:
	mac = _mac(first(row, "MACAddress", "AssociatedDeviceMACAddress"))
	if not mac or not is_true(row.get("Active", "1")):
		return None
	strength = _strength(row)
	name = names.get(mac) or first(row, "X_TP_HostName", "HostName")
	return Client(name, mac, strength, signal.wifi(strength))


def _strength(row: dict[str, str]) -> int | None:
	text = first(
		row, "SignalStrength", "AssociatedDeviceSignalStrength", "AssociatedDeviceRssi", "X_HW_RSSI", "RSSI"
	)
	value = signal.number(text)
	# A few report percents, which say nothing in decibels.
	return round(value) if value is not None and -120 <= value < 0 else None


def _host_names(parameters: Parameters) -> dict[str, str]:
	tables = (
		rows(parameters, "Device.Hosts.Host.{i}."),
		rows(parameters, "InternetGatewayDevice.LANDevice.{i}.Hosts.Host.{i}."),
	)
	names = {}
	for table in tables:
		for row in table.values():
			mac, name = _mac(first(row, "PhysAddress", "MACAddress")), first(row, "HostName")
			if mac and name:
				names[mac] = name
	return names


def _mac(text: str) -> str | None:
	try:
		return canonical_mac(text)
	except ValueError:
		return None

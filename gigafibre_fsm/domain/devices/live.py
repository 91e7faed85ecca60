"""What a device says of itself, from its parameters of either data model."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from gigafibre_fsm.domain.devices import signal
from gigafibre_fsm.domain.devices.tree import Parameters, rows
from gigafibre_fsm.domain.devices.wifi_clients import Node, nodes

# The parts of the tree that are asked for, below either root.
PARTS = {
	"Device": (
		"DeviceInfo",
		"DHCPv4.Client",
		"Hosts",
		"IP.Interface",
		"ManagementServer",
		"Optical",
		"PPP.Interface",
		"WiFi",
	),
	"InternetGatewayDevice": (
		"DeviceInfo",
		"LANDevice.1.Hosts",
		"LANDevice.1.WLANConfiguration",
		"ManagementServer",
		"WANDevice",
	),
}
USUAL_INTERVAL = 300
# A device that reports less often than this: its silence says nothing.
LONGEST_INTERVAL = 3600

RX_LEAVES = ("OpticalSignalLevel", "RXPower", "RxPower", "RxOpticalPower")
TX_LEAVES = ("TransmitOpticalLevel", "TXPower", "TxPower", "TxOpticalPower")
OPTICAL_PIECES = ("Optical", "PON", "Gpon", "Epon")
# Addresses of a house, of a carrier's own network, of nobody.
INSIDE = tuple(
	map(
		ip_network,
		(
			"10.0.0.0/8",
			"100.64.0.0/10",
			"127.0.0.0/8",
			"169.254.0.0/16",
			"172.16.0.0/12",
			"192.168.0.0/16",
			"::1/128",
			"fc00::/7",
			"fe80::/10",
		),
	)
)


@dataclass(frozen=True)
class View:
	rx_power: float | None
	tx_power: float | None
	# good, weak or bad
	signal: str | None
	wan_ip: str | None
	firmware: str | None
	wifi: tuple[Node, ...]


def view(parameters: Parameters) -> View:
	rx = _power(parameters, RX_LEAVES, signal.received_dbm)
	tx = _power(parameters, TX_LEAVES, signal.sent_dbm)
	return View(rx, tx, signal.optical(rx, tx), _wan_ip(parameters), _firmware(parameters), nodes(parameters))


def _firmware(parameters: Parameters) -> str | None:
	values = (parameters.get(f"{root}.DeviceInfo.SoftwareVersion") for root in PARTS)
	return next(filter(None, values), None)


def _power(
	parameters: Parameters, leaves: tuple[str, ...], read: Callable[[str, str], float | None]
) -> float | None:
	"""Of the first port that has light; the maker's own parameter before the standard's, which some leave at 0."""
	paths = sorted(path for path in parameters if path.endswith(leaves) and _is_optical(path))
	paths.sort(key=lambda path: "X_" not in path)
	values = (read(path, parameters[path]) for path in paths)
	return next((value for value in values if value is not None), None)


def _is_optical(path: str) -> bool:
	return any(piece in path for piece in OPTICAL_PIECES)


def _wan_ip(parameters: Parameters) -> str | None:
	"""Of several connections the one that is up, and of those the one the world sees."""
	found = [address for address in _wan_addresses(parameters) if _is_address(address)]
	return min(found, key=_is_inside, default=None)


def _wan_addresses(parameters: Parameters) -> Iterator[str]:
	"""Only a connection towards the network has a client of DHCP or a PPP session; the house's side has neither."""
	for row in rows(parameters, "Device.PPP.Interface.{i}.").values():
		yield row.get("IPCP.LocalIPAddress", "")
	for row in rows(parameters, "Device.DHCPv4.Client.{i}.").values():
		yield row.get("IPAddress", "")
	root = "InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}."
	connections = [
		row
		for kind in ("WANPPPConnection", "WANIPConnection")
		for row in rows(parameters, f"{root}{kind}.{{i}}.").values()
	]
	for row in connections:
		if row.get("ConnectionStatus", "Connected") == "Connected":
			yield row.get("ExternalIPAddress", "")
	yield from _interfaces(parameters)


def _interfaces(parameters: Parameters) -> Iterable[str]:
	"""A fixed address has neither: what is left is an address of the internet on any interface."""
	table = rows(parameters, "Device.IP.Interface.{i}.IPv4Address.{i}.").values()
	addresses = (row.get("IPAddress", "") for row in table)
	return (address for address in addresses if _is_address(address) and not _is_inside(address))


def _is_inside(text: str) -> bool:
	address = ip_address(text)
	return any(address in network for network in INSIDE)


def _is_address(text: str) -> bool:
	try:
		return not ip_address(text).is_unspecified
	except ValueError:
		return False


def is_online(last_inform: datetime | None, interval: int | None, now: datetime) -> bool | None:
	"""As far as its reports tell: it may miss one. None where it reports too seldom to say."""
	if last_inform is None:
		return False
	interval = interval or USUAL_INTERVAL
	if now - last_inform <= timedelta(seconds=2 * min(interval, LONGEST_INTERVAL)):
		return True
	return False if interval <= LONGEST_INTERVAL else None


def interval(parameters: Parameters) -> int | None:
	"""Seconds between two reports."""
	values = (
		signal.number(parameters.get(f"{root}.ManagementServer.PeriodicInformInterval")) for root in PARTS
	)
	return next((int(value) for value in values if value), None)


def parts(root: str) -> tuple[str, ...]:
	"""`Device.WiFi` and the like; of both models where it is not known which one a device speaks."""
	roots = (root,) if root in PARTS else tuple(PARTS)
	return tuple(f"{each}.{part}" for each in roots for part in PARTS[each])

"""What the live view shows, from the parameters of each family."""

from datetime import datetime, timedelta, timezone

import pytest

from gigafibre_fsm.domain.devices import live
from gigafibre_fsm.domain.devices.live import View
from gigafibre_fsm.domain.devices.wifi_clients import Client, Node
from gigafibre_fsm.integrations.acs.genieacs_mapping import text
from gigafibre_fsm.testing.servers.device_trees import DECO, OLD_ONT, ONT

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=timezone.utc)


def told(tree: dict) -> dict[str, str]:
	return {path: text(value) for path, value in tree.items()}


def test_a_mesh_router():
	assert live.view(told(DECO)) == View(
		rx_power=None,
		tx_power=None,
		signal=None,
		wan_ip="203.0.113.24",
		firmware="1.6.2 Build 20260310",
		wifi=(
			Node(
				"",
				(
					Client("iPhone de Marie", "A483E7000001", -48, "good"),
					Client("Téléviseur salon", "A483E7000002", -71, "weak"),
				),
			),
			Node("Sous-sol C012", (Client("", "A483E7000003", -82, "bad"),)),
		),
	)


def test_a_terminal_with_a_telephone():
	assert live.view(told(ONT)) == View(
		rx_power=-21.4,
		tx_power=2.3,
		signal="good",
		wan_ip="203.0.113.77",
		firmware="1.3.0 0.9.1",
		wifi=(Node("", (Client("", "A483E7000009", -60, "good"),)),),
	)


def test_a_terminal_of_the_older_data_model():
	assert live.view(told(OLD_ONT)) == View(
		rx_power=-26.0,
		tx_power=2.3,
		signal="weak",
		# Not that of the connection which carries the telephone.
		wan_ip="198.51.100.9",
		firmware="V2.0.14",
		wifi=(Node("", (Client("portable-paul", "A483E7000005", -58, "good"),)),),
	)


def test_a_device_that_says_nothing():
	assert live.view({}) == View(None, None, None, None, None, ())


def test_the_broadband_forums_newer_table_of_nodes():
	root = "Device.WiFi.DataElements.Network.Device"
	view = live.view(
		{
			f"{root}.1.ID": "403f8caabbcc",
			f"{root}.2.ID": "40:3f:8c:aa:c0:12",
			f"{root}.2.ManufacturerModel": "X20",
			# -55 dBm, as 802.11 counts
			f"{root}.2.Radio.1.BSS.1.STA.1.MACAddress": "a4:83:e7:00:00:01",
			f"{root}.2.Radio.1.BSS.1.STA.1.SignalStrength": "110",
			f"{root}.1.Radio.1.BSS.1.STA.1.MACAddress": "a4:83:e7:00:00:02",
			f"{root}.1.Radio.1.BSS.1.STA.1.SignalStrength": "255",
		}
	)
	assert view.wifi == (
		Node("", (Client("", "A483E7000002", None, None),)),
		Node("X20 C012", (Client("", "A483E7000001", -55, "good"),)),
	)


def test_nobody_is_shown_twice_and_the_mesh_knows_the_node():
	one = {"MACAddress": "A4:83:E7:00:00:03", "SignalStrength": "-50"}
	again = {f"Device.WiFi.AccessPoint.1.AssociatedDevice.7.{name}": value for name, value in one.items()}
	assert live.view(told(DECO) | again).wifi == live.view(told(DECO)).wifi


def test_who_has_left_is_not_shown():
	gone = {"Device.WiFi.AccessPoint.1.AssociatedDevice.1.Active": "0"}
	assert live.view(told(ONT) | gone).wifi == ()


def test_a_signal_in_percent_says_nothing_in_decibels():
	percent = {"Device.WiFi.AccessPoint.1.AssociatedDevice.1.SignalStrength": "80"}
	((client,),) = [node.clients for node in live.view(told(ONT) | percent).wifi]
	assert (client.signal, client.words) == (None, None)


def test_the_houses_own_side_is_no_wan_address():
	lan = {"Device.IP.Interface.2.IPv4Address.1.IPAddress": "192.168.0.1"}
	assert live.view(lan).wan_ip is None
	fixed = {"Device.IP.Interface.1.IPv4Address.1.IPAddress": "8.8.4.4"}
	assert live.view(lan | fixed).wan_ip == "8.8.4.4"


def test_a_connection_that_is_down_has_no_address():
	root = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1"
	down = {f"{root}.ConnectionStatus": "Disconnected", f"{root}.ExternalIPAddress": "198.51.100.9"}
	assert live.view(down).wan_ip is None
	assert live.view({f"{root}.ExternalIPAddress": "0.0.0.0"}).wan_ip is None


@pytest.mark.parametrize(
	("minutes", "interval", "online"),
	[
		(0, 300, True),
		(10, 300, True),
		(11, 300, False),
		(10, None, True),
		(11, None, False),
		(119, 3600, True),
		(121, 3600, False),
		# Once a day: its silence says nothing, a fresh report does.
		(119, 86400, True),
		(121, 86400, None),
	],
)
def test_one_report_may_be_missed(minutes, interval, online):
	assert live.is_online(NOW - timedelta(minutes=minutes), interval, NOW) is online


def test_one_that_never_reported_is_not_there():
	assert live.is_online(None, 300, NOW) is False


def test_the_parts_that_are_asked_for_are_those_of_its_data_model():
	assert "Device.Optical" in live.parts("Device")
	assert not any(part.startswith("Internet") for part in live.parts("Device"))
	assert set(live.parts("")) == {*live.parts("Device"), *live.parts("InternetGatewayDevice")}

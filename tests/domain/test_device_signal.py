import pytest

from gigafibre_fsm.domain.devices import signal


@pytest.mark.parametrize(
	("rx", "tx", "word"),
	[
		(-8, 2, "good"),
		(-7.9, 2, "bad"),
		(-25, 2, "good"),
		(-25.1, 2, "weak"),
		(-27, 2, "weak"),
		(-27.1, 2, "bad"),
		(-20, 0.4, "weak"),
		(-20, 5.1, "weak"),
		(-30, 9, "bad"),
		(-20, None, "good"),
		(None, 2, "good"),
		(None, None, None),
	],
)
def test_light_is_good_weak_or_bad(rx, tx, word):
	assert signal.optical(rx, tx) == word


@pytest.mark.parametrize(
	("dbm", "word"), [(-40, "good"), (-67, "good"), (-68, "weak"), (-75, "weak"), (-76, "bad"), (None, None)]
)
def test_a_wifi_client_is_heard_well_or_not(dbm, word):
	assert signal.wifi(dbm) == word


STANDARD = "Device.Optical.Interface.1.OpticalSignalLevel"
TP_LINK = "Device.Optical.Interface.1.X_TP_GPON_Config.RXPower"
CHINESE = "InternetGatewayDevice.WANDevice.1.X_CT-COM_GponInterfaceConfig.RXPower"


@pytest.mark.parametrize(
	("path", "text", "dbm"),
	[
		(STANDARD, "-21300", -21.3),
		(STANDARD, "-21.3", -21.3),
		(STANDARD, "0", None),
		(TP_LINK, "-214", -21.4),
		(TP_LINK, "-21", -21.0),
		# 2.5 µW, in tenths
		(CHINESE, "25", -26.0),
		(CHINESE, "-22.5", -22.5),
		("InternetGatewayDevice.WANDevice.1.X_GponInterafceConfig.RXPower", "-19.50 dBm", -19.5),
		("InternetGatewayDevice.WANDevice.1.X_GponInterafceConfig.RXPower", "-9999", None),
		(STANDARD, "no light", None),
		(STANDARD, "", None),
	],
)
def test_received_light_is_read_in_the_makers_unit(path, text, dbm):
	assert signal.received_dbm(path, text) == dbm


@pytest.mark.parametrize(
	("path", "text", "dbm"),
	[
		("Device.Optical.Interface.1.TransmitOpticalLevel", "2300", 2.3),
		("Device.Optical.Interface.1.TransmitOpticalLevel", "2.3", 2.3),
		("Device.Optical.Interface.1.X_TP_GPON_Config.TXPower", "23", 2.3),
		("Device.Optical.Interface.1.X_TP_GPON_Config.TXPower", "2", 2.0),
		("InternetGatewayDevice.WANDevice.1.X_CT-COM_GponInterfaceConfig.TXPower", "16982", 2.3),
		("InternetGatewayDevice.WANDevice.1.X_CT-COM_GponInterfaceConfig.TXPower", "2.31", 2.3),
	],
)
def test_sent_light_is_read_in_the_makers_unit(path, text, dbm):
	assert signal.sent_dbm(path, text) == dbm

"""`genieacs.wifi`: one row per router and band becomes the WiFi fields of the Service Equipment with that MAC.

Both bands are called the same in most houses, and then the site holds one name. So a band's row looks at the other one's.
"""

from dataclasses import dataclass, field

from gigafibre_fsm.domain.identifiers import canonical_mac
from gigafibre_fsm.domain.legacy import text
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Change, Reason, Rejected
from gigafibre_fsm.domain.legacy.passwords import password, refused

BAND_2, BAND_5 = 1, 5
# Key of `known.extra`: (MAC, instance) → the band as its newest row has it.
BANDS = "bands"
OFF = "one band is switched off, WiFi stays on: instance {}"


@dataclass(frozen=True, slots=True)
class Band:
	ssid: str | None
	password: str | None = field(repr=False)
	enabled: bool = True

	def is_called_like(self, other: "Band | None") -> bool:
		return bool(other) and (self.ssid, self.password) == (other.ssid, other.password)


def becomes(row: dict, known: Known) -> list[Change]:
	mac, instance = identity(row)
	if instance not in (BAND_2, BAND_5):
		raise Rejected(Reason.UNKNOWN_INSTANCE, f"instance {instance}")
	device = known.equipment_by_mac.get(mac or "")
	if not device:
		raise Rejected(Reason.UNKNOWN_DEVICE, f"serial {text.clean(row['serial']) or '-'}")
	own = band(row)
	other = known.extra[BANDS].get((mac, BAND_5 if instance == BAND_2 else BAND_2))
	values = _of_main(own, other, device) if instance == BAND_2 else _of_second(own, other)
	values["wifi_enabled"] = int(own.enabled or bool(other and other.enabled))
	return [
		Change(
			"Service Equipment",
			device["name"],
			values,
			(*_switched_off(own, other, instance), *refused(row, "password")),
		)
	]


def identity(row: dict) -> tuple[str | None, int]:
	"""What only the newest row may say something about; no MAC where it cannot be read."""
	try:
		return canonical_mac(text.clean(row["serial"])), row["instance"]
	except ValueError:
		return None, row["instance"]


def band(row: dict) -> Band:
	return Band(text.clean(row["ssid"]), password(row["password"]), bool(row["enable"]))


def _of_main(own: Band, second: Band | None, device: dict) -> dict:
	"""The other band's name follows where it was told from this one's by nothing so far."""
	values = {"wifi_ssid": own.ssid, "wifi_password": own.password}
	if second and not device["wifi_ssid_5g"] and not device["wifi_password_5g"]:
		values |= _of_second(second, own)
	return values


def _of_second(own: Band, main: Band | None) -> dict:
	if own.is_called_like(main):
		return {"wifi_ssid_5g": None, "wifi_password_5g": None}
	return {"wifi_ssid_5g": own.ssid, "wifi_password_5g": own.password}


def _switched_off(own: Band, other: Band | None, instance: int) -> tuple[str, ...]:
	return (OFF.format(instance),) if other and other.enabled and not own.enabled else ()

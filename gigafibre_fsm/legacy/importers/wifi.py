from collections.abc import Sequence

from gigafibre_fsm.domain.legacy import wifi
from gigafibre_fsm.domain.legacy.known import Known
from gigafibre_fsm.domain.legacy.outcome import Effect
from gigafibre_fsm.legacy.engine.importer import ACS, Importer, Needs

# Without what `canonical_mac` takes out.
BARE_SERIAL = "replace(replace(replace(replace(upper(serial), ':', ''), '-', ''), '.', ''), ' ', '')"


class Wifi(Importer):
	"""The newest row of a router's band."""

	line = table = "wifi"
	columns = ("id", "serial", "instance", "ssid", "password", "enable", "updated")
	database = ACS
	order = "updated desc, id desc"
	doctype = "Service Equipment"
	secrets = frozenset({"password"})
	more_fields = {"equipment_by_mac": ("wifi_ssid_5g", "wifi_password_5g")}

	def prepare(self, source) -> None:
		self._source = source

	def claim(self, row: dict) -> tuple[str, int] | None:
		mac, instance = wifi.identity(row)
		return (mac, instance) if mac else None

	def needs(self, rows: Sequence[dict]) -> Needs:
		return Needs(equipment_by_mac={wifi.identity(row)[0] for row in rows})

	def extra(self, rows: Sequence[dict], known: Known) -> dict:
		"""Both bands of the batch's routers, since what the site holds of one hangs on the other; the newest rows last."""
		query = f"""select serial, instance, ssid, password, enable from {self._source.table(self, self.table)}
			where {BARE_SERIAL} in %s order by updated, id"""
		macs = tuple(known.equipment_by_mac) or ("",)
		return {wifi.BANDS: {wifi.identity(row): wifi.band(row) for row in self._source.rows(query, (macs,))}}

	def becomes(self, row: dict, known: Known) -> Sequence[Effect]:
		return wifi.becomes(row, known)

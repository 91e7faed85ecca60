"""One street on one OLT, for the pages that show the plant on a map."""

from functools import cached_property

from playwright.sync_api import Locator, Page

from e2e.browser.api import Api

TILES = "**/tile.openstreetmap.org/**"
ONE_PIXEL = bytes.fromhex(
	"89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
	"0000000c4944415478da63f8ffff3f0005fe02fe8c1b3d0e0000000049454e44ae426082"
)
STATES = {
	"available": {},
	"reserved": {"reserved_note": "Retenu pour le voisin"},
	"connected": {"ont_serial": ""},
	"no_box": {"box_installed": 0},
}


class Village:
	"""A drop in each state along the street, two apartments at its end, and a drop that nobody has surveyed."""

	def __init__(self, api: Api, mark: str):
		self.api = api
		self.mark = mark
		number = int(mark, 16)
		self.latitude = round(46 + number % 1000 / 500, 5)
		self.longitude = round(-74 + number // 1000 % 1000 / 500, 5)

	@cached_property
	def olt(self) -> str:
		octets = [int(self.mark[i : i + 2], 16) for i in (2, 4, 6)]
		return self._make("OLT", olt_name=f"Village {self.mark}", ip="172." + ".".join(map(str, octets)))

	@cached_property
	def drops(self) -> dict[str, str]:
		"""What is said of a drop → its name."""
		serial = {"ont_serial": f"HWTC{self.mark}"}
		along = {
			state: values and (serial if "ont_serial" in values else values)
			for state, values in STATES.items()
		}
		found = {state: self._drop(place, **values) for place, (state, values) in enumerate(along.items())}
		found["apartment 1"] = self._drop(4, port=4, unit="1")
		found["apartment 2"] = self._drop(4, port=5, unit="2")
		found["unsurveyed"] = self._drop(6, latitude=0, longitude=0)
		return found

	@cached_property
	def register(self) -> dict[int, str]:
		"""Where the drops stand, as the address register has it: place along the street → civic address."""
		street = self._make("Street", street=f"Rang {self.mark}", municipality="Saint-Aubin-des-Rivières")
		return {place: self._register(street, place) for place in (0, 1, 9)}

	def _register(self, street: str, place: int) -> str:
		name = f"E2E{self.mark}{place}"
		number = {"street": street, "civic_number": 100 + place, "postal_code": "J0S 1V0"}
		return self._make("Civic Address", name=name, **number, **self.at(place))

	def at(self, place: int) -> dict[str, float]:
		return {"latitude": self.latitude, "longitude": round(self.longitude + place * 0.001, 5)}

	def _drop(self, place: int, **values) -> str:
		defaults = {
			"olt": self.olt,
			"frame": 0,
			"slot": 1,
			"port": place,
			"ont_id": 0,
			"box_installed": 1,
			"civic_number": str(100 + place),
			"street": f"Rang {self.mark}",
			"city": "Saint-Aubin-des-Rivières",
			"postal_code": "J0S 1V0",
		}
		return self._make("Fibre Drop", **defaults | self.at(place) | values)

	def _make(self, doctype: str, **values) -> str:
		return self.api.make(doctype, **values)["name"]


class MapPage:
	"""The plant map as its user sees it."""

	def __init__(self, page: Page):
		self.page = page

	def wait(self) -> None:
		self.page.locator(".plant-capacity h5").wait_for()

	def legend(self, state: str) -> Locator:
		return self.page.locator(f".plant-legend [data-state='{state}']")

	def total(self) -> Locator:
		return self.page.locator(".plant-panel [role=status]")

	def popup(self) -> Locator:
		"""The newest: the one before it may still be fading."""
		return self.page.locator(".leaflet-popup-content").last

	def capacity(self) -> Locator:
		return self.page.locator(".plant-capacity tbody tr")

	def click(self, place: dict[str, float]) -> None:
		self.page.mouse.click(*self.page.evaluate(POINT_ON_SCREEN, place))

	def with_many_drops(self, number: int) -> dict[str, float]:
		"""Milliseconds, the median of several, that drawing them all and looking under one point take."""
		return self.page.evaluate(MANY_DROPS, number)

	def is_drawn(self, place: dict[str, float]) -> bool:
		return self.page.evaluate(IS_DRAWN, place)


def answer_tiles(page: Page) -> None:
	"""The pictures behind the map come from the internet, which a test must not need."""
	page.route(TILES, lambda route: route.fulfill(body=ONE_PIXEL, content_type="image/png"))


def refuse_tiles(page: Page) -> None:
	page.route(TILES, lambda route: route.abort())


POINT_ON_SCREEN = """({latitude, longitude}) => {
	const map = frappe.pages["plant-map"].plant_map.map;
	const corner = map.getContainer().getBoundingClientRect();
	const point = map.latLngToContainerPoint([latitude, longitude]);
	return [corner.x + point.x, corner.y + point.y];
}"""
MANY_DROPS = """(number) => {
	const { layer, map } = frappe.pages["plant-map"].plant_map;
	const states = gigafibre_fsm.plant.STATES.map(({ key }) => key);
	const along = (from, by) => Array.from({ length: number }, (_, place) => from + ((place * by) % 997) / 997);
	const columns = { latitude: along(45, 7), longitude: along(-74, 11), state: along(0, 1).map((_, place) => states[place % 4]) };
	map.setView([45.5, -73.5], 9);
	layer.set_drops(columns, () => true);
	const median = (work) => {
		const times = Array.from({ length: 9 }, () => { const begun = performance.now(); work(); return performance.now() - begun; });
		return times.sort((a, b) => a - b)[4];
	};
	const place = L.latLng(columns.latitude[5], columns.longitude[5]);
	return {
		draw: median(() => layer.redraw()),
		find: median(() => layer.drops_at(place)),
		found: layer.drops_at(place).length,
	};
}"""
IS_DRAWN = """({latitude, longitude}) => {
	const map = frappe.pages["plant-map"].plant_map.map;
	const canvas = document.querySelector(".drop-layer");
	const [on_page, corner] = [map.getContainer().getBoundingClientRect(), canvas.getBoundingClientRect()];
	const point = map.latLngToContainerPoint([latitude, longitude]);
	const [x, y] = [on_page.x + point.x - corner.x, on_page.y + point.y - corner.y];
	const spot = canvas.getContext("2d").getImageData((x - 5) * devicePixelRatio, (y - 5) * devicePixelRatio, 10, 10);
	return spot.data.some((value) => value > 0);
}"""

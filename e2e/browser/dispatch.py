"""A crew of this run's own with its jobs, and the dispatcher's day as its user sees it."""

from datetime import date, timedelta
from functools import cached_property

from playwright.sync_api import Locator, Page, expect

from e2e.browser.api import Api

FIRST_MONDAY = date(2033, 1, 3)
WEEKS = 200
OVER = ("Completed", "Cancelled")
# In the same village, some 11 km further, and some 33.
PLACES = {"near": (45.10, -74.10), "further": (45.20, -74.10), "far": (45.40, -74.10)}


class Crew:
	"""Nobody but these three has the tag of this run: who is suggested does not depend on what is on the site."""

	def __init__(self, api: Api, mark: str):
		self.api = api
		self.mark = mark
		self.monday = FIRST_MONDAY + timedelta(weeks=int(mark, 16) % WEEKS)

	def day(self, number: int = 0) -> str:
		"""0 is the Monday of this run."""
		return str(self.monday + timedelta(days=number))

	def leave(self) -> None:
		"""What other records point to cannot be deleted; it must not stand in anybody's way afterwards."""
		for doctype, name in self.api.made:
			if doctype == "Dispatch Job" and self.api.get(doctype, name)["status"] not in OVER:
				self.api.update(doctype, name, status="Cancelled")
		for name in self.technicians.values():
			self.api.update("Employee", name, technician_tags="")

	@property
	def tag(self) -> str:
		return f"Fibre {self.mark}"

	@cached_property
	def technicians(self) -> dict[str, str]:
		tags = {"Anne": self.tag, "Benoit": f"{self.tag}, Hauteur", "Carl": f"Bois {self.mark}"}
		return {name: self._employee(name, tags[name]) for name in tags}

	def called(self, name: str) -> str:
		return f"{name} {self.mark}"

	@property
	def customer_name(self) -> str:
		"""As a visitor may have typed it: what looks like markup is text everywhere."""
		return f"Lavoie &lt;fils&gt; {self.mark}"

	@cached_property
	def customer(self) -> str:
		return self.api.make(
			"Customer",
			customer_name=self.customer_name,
			customer_type="Individual",
			customer_group=self.api.list("Customer Group", is_group=0)[0],
			territory=self.api.list("Territory", is_group=0)[0],
		)["name"]

	@cached_property
	def locations(self) -> dict[str, str]:
		return {name: self._location(name, *place) for name, place in PLACES.items()}

	def job(self, place: str = "near", day: int | None = None, technician: str = "", **values) -> str:
		plan = {"status": "Scheduled", "scheduled_date": self.day(day)} if day is not None else {}
		wishes = [{"date": self.day(number)} for number in values.pop("wishes", ())]
		return self.api.make(
			"Dispatch Job",
			**{
				"job_type": "Installation",
				"customer": self.customer,
				"service_location": self.locations[place],
				"assigned_technician": self.technicians.get(technician),
				"required_tags": [{"tag": self.tag}],
				"preferred_dates": wishes,
				**plan,
				**values,
			},
		)["name"]

	def stored(self, job: str) -> tuple[str | None, str | None, str | None, str]:
		"""Technician, day, slot and status."""
		doc = self.api.get("Dispatch Job", job)
		names = {name: called for called, name in self.technicians.items()}
		technician = names.get(doc.get("assigned_technician"))
		return technician, doc.get("scheduled_date"), doc.get("scheduled_slot") or None, doc["status"]

	def _location(self, name: str, latitude: float, longitude: float) -> str:
		return self.api.make(
			"Service Location",
			customer=self.customer,
			status="Pending Install",
			connection_type="FTTH",
			address_line=f"12 rang {name} {self.mark}",
			civic_number="12",
			street=f"rang {name} {self.mark}",
			city="Saint-Aubin-des-Rivières",
			postal_code="J0S 1V0",
			latitude=latitude,
			longitude=longitude,
		)["name"]

	def _employee(self, name: str, tags: str) -> str:
		return self.api.make(
			"Employee",
			first_name=name,
			last_name=self.mark,
			gender=self.api.list("Gender")[0],
			date_of_birth="1990-01-01",
			date_of_joining="2020-01-01",
			company=self.api.list("Company")[0],
			create_user_permission=0,
			technician_tags=tags,
			traccar_device_id=f"{name}-{self.mark}",
		)["name"]


class DispatchPage:
	def __init__(self, page: Page, crew: Crew):
		self.page = page
		self.crew = crew

	def wait(self) -> None:
		expect(self.lane("Anne")).to_be_visible()

	def lane(self, technician: str) -> Locator:
		return self.page.locator(f".lane[data-technician='{self.crew.technicians[technician]}']")

	def cell(self, technician: str, slot: str) -> Locator:
		return self.lane(technician).locator(f".lane-slot[data-slot='{slot}']")

	def card(self, job: str) -> Locator:
		return self.page.locator(f".dispatch-day [data-job='{job}']")

	def waiting(self, job: str) -> Locator:
		return self.page.locator(f".dispatch-waiting [data-job='{job}']")

	def chosen(self) -> Locator:
		return self.page.locator(".dispatch-chosen")

	def suggestions(self) -> Locator:
		return self.chosen().locator(".dispatch-suggestions > li")

	def week_day(self, number: int) -> Locator:
		return self.page.locator(f".week-day[data-day='{self.crew.day(number)}']")

	def trouble(self) -> Locator:
		return self.page.locator(".dispatch-board > .dispatch-trouble")

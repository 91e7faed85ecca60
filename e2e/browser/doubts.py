"""Drops that no rule could link, on an OLT of their own, and the page where a person links them."""

from itertools import count

from playwright.sync_api import Locator, Page

from e2e.browser.api import Api

CITY = "Saint-Aubin-des-Rivières"
_villages = count(1)


class Doubts:
	"""Numbers that the street of the register does not have, between two that it has; the last drop in another place."""

	other_city = "STE-PHILO"

	def __init__(self, api: Api, mark: str):
		self.api = api
		number = next(_villages)
		self.street = f"Chemin {letters(f'{int(mark, 16)}{number}')}"
		octets = [int(mark[i : i + 2], 16) for i in (2, 4)]
		self.olt = self._make("OLT", olt_name=f"Doubts {number}", ip=f"192.{octets[0]}.{octets[1]}.{number}")
		self.place = (round(46 + int(mark[:4], 16) / 65536, 5), round(-74 + number / 100, 5))
		street = self._make("Street", street=self.street, municipality=CITY)
		self.addresses = [self._address(street, civic, mark, number) for civic in (10, 14, 18)]
		self.elsewhere = self._address(street, 900, mark, number)
		self.drops = [self._drop(index, city) for index, city in enumerate((CITY, CITY, self.other_city))]

	def written(self, index: int) -> str:
		return f"{12 + 4 * index} {self.street.upper()}"

	def _address(self, street: str, civic: int, mark: str, number: int) -> str:
		return self._make(
			"Civic Address",
			name=f"D{mark}{number}-{civic}",
			street=street,
			civic_number=civic,
			postal_code="J0S 1V0",
			latitude=self.place[0],
			longitude=round(self.place[1] + civic / 10000, 5),
		)

	def _drop(self, index: int, city: str) -> str:
		return self._make(
			"Fibre Drop",
			olt=self.olt,
			frame=0,
			slot=1,
			port=index,
			ont_id=0,
			box_installed=1,
			civic_number=str(12 + 4 * index),
			street=self.street.upper(),
			city=city,
			latitude=round(self.place[0] + 0.002, 5),
			longitude=round(self.place[1] + index / 10000, 5),
		)

	def _make(self, doctype: str, **values) -> str:
		return self.api.make(doctype, **values)["name"]


def letters(digits: str) -> str:
	"""A name that nobody else's street is like: digits in a name would be taken for a civic number."""
	return "".join("ABEILNORST"[int(digit)] for digit in digits).capitalize()


class ReviewPage:
	"""The link review as its user sees it."""

	def __init__(self, page: Page):
		self.page = page

	def rows(self) -> Locator:
		return self.page.locator(".review-row")

	def current(self) -> Locator:
		return self.page.locator(".review-row[aria-current=true]")

	def count(self) -> Locator:
		return self.page.locator(".review-queue [role=status]")

	def heading(self) -> Locator:
		return self.page.locator(".review-detail[aria-busy=false] h4")

	def candidates(self) -> Locator:
		return self.page.locator(".review-candidates li")

	def offer(self) -> Locator:
		return self.page.locator(".review-offer")

	def pins(self, kind: str) -> Locator:
		return self.page.locator(f".review-pin.{kind}")

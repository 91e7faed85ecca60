"""What the tables of one database know of one another: sizes, ids, and who belongs to whom, all of it computed."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from gigafibre_fsm.testing.legacy_database.generating.dirt import Dirt, rejecting
from gigafibre_fsm.testing.legacy_database.generating.manifest import Manifest
from gigafibre_fsm.testing.legacy_database.generating.shares import Shares

# The rows of each table, at volume 1.
SIZES = {
	"staff": 60,
	"product": 400,
	"account": 10_500,
	"delivery": 17_000,
	"device": 20_000,
	"service": 25_000,
	"fibre_lineprofile": 12,
	"fibre_serviceprofile": 8,
	"fibre": 16_056,
	"soumission": 908,
	"soumission_template": 24,
	"accord_paiement": 7_283,
	"bon_travail": 14_486,
	"bon_travail_item": 33_000,
	"account_profile": 658,
	"pbx": 790,
	"phone_provisioning": 786,
	"phone_addr": 1_014,
	"account_suspension": 1_049,
	"ip_history": 20_999,
	"delivery_history": 16_284,
	"wifi": 1_713,
	"voip": 797,
}
# Numbers that are no tables of their own.
PARTS = {
	"active accounts": 6_681,
	"bank details": 655,
	"stripe": 752,
	"internet": 6_500,
	"deco": 858,
	"voip serials": 469,
	"orphans": 224,
	"open arrangements": 2_205,
	"pending arrangements": 10,
}
# Below this there is no room for every kind of dirt.
LEAST = {
	"fibre_lineprofile": 12,
	"fibre_serviceprofile": 8,
	"staff": 12,
	"soumission": 60,
	"soumission_template": 24,
	"account": 200,
	"delivery": 240,
	"device": 300,
	"service": 300,
	"fibre": 200,
}
SMALLEST, SMALLEST_PART = 40, 4
# Every tenth id is not in use.
GAP = 9
TODAY = date(2026, 11, 1)
ZONE = ZoneInfo("America/Toronto")


class World:
	def __init__(
		self, volume: float, seed: str, dirt: Mapping[str, tuple[Dirt, ...]], parents: frozenset[str]
	):
		self.volume, self.seed = volume, seed
		self.manifest = Manifest()
		self._dirt, self._parents = dirt, parents
		self._kinds = {table: self._shares_of_dirt(table) for table in dirt}
		self._sizes = {table: self.size(table) for table in SIZES}

	# -- how many

	def size(self, table: str) -> int:
		return max(LEAST.get(table, SMALLEST), round(SIZES[table] * self.volume))

	def part(self, name: str) -> int:
		return max(SMALLEST_PART, round(PARTS[name] * self.volume))

	def shares(self, size: int, salt: str, **shares: int) -> Shares:
		return Shares(size, shares, f"{self.seed}/{salt}")

	def rng(self, *what) -> Random:
		return Random("/".join(map(str, (self.seed, *what))))

	# -- dirt: a row that others may refer to is never one that is refused, so those come first and are left alone

	def dirt_of(self, table: str) -> tuple[Dirt, ...]:
		return self._dirt.get(table, ())

	def first(self, table: str) -> int:
		"""The first row that is taken, where others refer to the table."""
		if table not in self._parents:
			return 0
		return sum(dirt.count(self.size(table)) for dirt in rejecting(self.dirt_of(table)))

	def dirty(self, table: str, kind: str) -> int:
		return next(dirt.count(self.size(table)) for dirt in self.dirt_of(table) if dirt.kind == kind)

	def good(self, table: str) -> int:
		return self.size(table) - self.first(table)

	def kind(self, table: str, index: int) -> str | None:
		if table not in self._kinds:
			return None
		first, refused, shares = self._kinds[table]
		return refused[index] if index < first else shares.kind(index - first)

	def _shares_of_dirt(self, table: str) -> tuple[int, list[str], Shares]:
		size, first = self.size(table), self.first(table)
		apart = rejecting(self.dirt_of(table)) if first else []
		refused = [dirt.kind for dirt in apart for _row in range(dirt.count(size))]
		others = {dirt.kind: dirt.count(size) for dirt in self.dirt_of(table) if dirt not in apart}
		return first, refused, self.shares(size - first, f"{table}/dirt", **others)

	# -- ids

	@staticmethod
	def number(index: int) -> int:
		return 1 + index + index // GAP

	def unknown(self, table: str, rng: Random) -> int:
		"""An id in a gap, or one that was never given."""
		places = max(self._sizes[table] // GAP, 1)
		return rng.choice(
			((GAP + 1) * rng.randint(1, places), self.number(self._sizes[table]) + rng.randint(5_000, 90_000))
		)

	def any(self, table: str, rng: Random) -> int:
		"""The place of some row that is taken."""
		return rng.randrange(self.first(table), self._sizes[table])

	def plain(self, table: str, rng: Random) -> int:
		"""The place of some row without dirt."""
		while True:
			index = self.any(table, rng)
			if self.kind(table, index) is None:
				return index

	def any_id(self, table: str, rng: Random) -> int:
		return self.number(self.any(table, rng))

	# -- people: the deliveries of active accounts come first, one each, then those of the others, then second ones

	@cached_property
	def _standing(self) -> Shares:
		size, active = self.good("account"), min(self.part("active accounts"), self.good("account"))
		prospects = (size - active) // 4
		return self.shares(
			size, "standing", active=active, prospect=prospects, closed=size - active - prospects
		)

	def standing(self, account: int) -> str:
		return (
			self._standing.kind(account - self.first("account"))
			if account >= self.first("account")
			else "closed"
		)

	def account_of(self, delivery: int) -> int:
		"""The account's place, by the delivery's."""
		place = (delivery - self.first("delivery")) % self.good("account")
		return self.first("account") + self._standing.index(place)

	def delivery_of_active(self, place: int) -> int:
		"""The delivery of the `place`th customer with a subscription."""
		return self.first("delivery") + place

	@cached_property
	def bank(self) -> Shares:
		"""Of the accounts that are taken, those with bank details."""
		whole, few = self.part("bank details"), max(1, self.part("bank details") // 200)
		odd = {"card": few, "numberless": few, "negative": few}
		return self.shares(self.good("account"), "bank", **odd, plain=max(whole - 3 * few, 1))

	@cached_property
	def stripe(self) -> Shares:
		return self.shares(self.good("account"), "stripe", foreign=1, plain=self.part("stripe") - 1)

	@cached_property
	def internet(self) -> int:
		"""How many have Internet: they also have the first services and the first devices."""
		room = min(
			self._standing.count("active"), self.good("delivery"), self.good("service"), self.good("device")
		)
		return min(self.part("internet"), room * 3 // 4)

	@cached_property
	def arrangements(self) -> Shares:
		parts = {name: self.part(f"{name} arrangements") for name in ("open", "pending")}
		return self.shares(self.size("accord_paiement"), "arrangements", **parts)

	@cached_property
	def drawn_accounts(self) -> Shares:
		"""Every account once, in no order."""
		return self.shares(self.good("account"), "drawn accounts")

	@cached_property
	def drops(self) -> Shares:
		"""Strews the drops that are in use among the others."""
		return self.shares(self.good("fibre"), "drops")

	# -- telephone and WiFi

	@cached_property
	def lines(self) -> int:
		return self.good("pbx")

	@cached_property
	def registered(self) -> int:
		"""How many lines 911 knows; who comes after them has none."""
		return min(self.lines, self.good("phone_addr") - self.part("orphans"))

	@cached_property
	def elsewhere(self) -> Shares:
		"""Of what 911 knows, what is another place than where the service is."""
		size = self.size("phone_addr")
		return self.shares(size, "elsewhere", elsewhere=max(2, size // 12))

	@cached_property
	def single_bands(self) -> int:
		"""How many WiFi devices have one band, so that there are as many devices and as many rows as there should be."""
		strangers = self.first("wifi") - self.dirty("wifi", "older row")
		return max(2 * (self.part("deco") - strangers) - self.good("wifi"), self.good("wifi") % 2)

	@cached_property
	def decos(self) -> int:
		return (self.good("wifi") + self.single_bands) // 2

	@cached_property
	def voice_serials(self) -> int:
		"""How many ONTs with telephone there are; at most one for each with Internet."""
		return min(self.part("voip serials") - self.dirty("voip", "unknown device"), self.internet)

	# -- times

	def seconds_of_today(self) -> int:
		return self.seconds(TODAY)

	@staticmethod
	def seconds(day: date, hour: int = 10, minute: int = 0) -> int:
		return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).timestamp())

	def some_time(self, rng: Random, since: int = 2004, years: float = 0) -> int:
		"""In office hours, between the year `since` and today, or up to `years` ahead."""
		begin = date(since, 1, 6).toordinal()
		end = TODAY.toordinal() + math.floor(365 * years)
		return self.seconds(date.fromordinal(rng.randint(begin, end)), rng.randint(8, 16), rng.randint(0, 59))

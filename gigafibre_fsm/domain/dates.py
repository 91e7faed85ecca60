"""Which days can be offered for an installation, and how many places each still has."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class Technician:
	name: str
	tags: frozenset[str] = frozenset()
	away: frozenset[date] = frozenset()

	def can(self, needs: frozenset[str]) -> bool:
		return needs <= self.tags


@dataclass(frozen=True)
class Crew:
	"""Who installs, and how many jobs one of them does in a day."""

	technicians: Sequence[Technician]
	jobs_each: int
	needs: frozenset[str] = frozenset()

	def installers(self) -> list[Technician]:
		return [technician for technician in self.technicians if technician.can(self.needs)]

	def places(self, day: date) -> int:
		"""An office that keeps no technicians in ERPNext has one all the same."""
		if not self.technicians:
			return self.jobs_each
		return self.jobs_each * sum(day not in technician.away for technician in self.installers())

	def others(self) -> set[str]:
		"""A job that is given to somebody who does other work takes nothing from those who install."""
		return {one.name for one in self.technicians} - {one.name for one in self.installers()}


def tags(text: str | None) -> frozenset[str]:
	"""`Fibre, Installation` as people write it."""
	return frozenset(tag for part in (text or "").split(",") if (tag := " ".join(part.split()).casefold()))


def window(today: date, days: int) -> list[date]:
	"""From tomorrow: nobody is sent out on the day of the order."""
	return [today + timedelta(days=ahead) for ahead in range(1, days + 1)]


def is_working_day(day: date, holidays: Collection[date]) -> bool:
	return day.weekday() < SATURDAY and day not in holidays


def free(day: date, crew: Crew, given: Iterable[str | None]) -> int:
	"""`given`: the technician, or nobody yet, of each job of that day that is not cancelled."""
	others = crew.others()
	taken = sum(technician not in others for technician in given)
	return max(crew.places(day) - taken, 0)


def offered(
	today: date,
	days: int,
	holidays: Collection[date],
	crew: Crew,
	given: Mapping[date, Sequence[str | None]],
) -> list[tuple[date, int]]:
	"""The working days ahead that have a place left, and how many."""
	working = [day for day in window(today, days) if is_working_day(day, holidays)]
	found = [(day, free(day, crew, given.get(day, ()))) for day in working]
	return [(day, places) for day, places in found if places]

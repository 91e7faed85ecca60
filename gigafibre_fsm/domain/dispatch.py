"""Who could go to a job on which day, the best first, and why. The weights with worked numbers: docs/dispatch.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
# Everything is weighed in kilometres, so that a dispatcher can follow it with a pencil.
UNKNOWN_KM = 25.0
KM_PER_JOB = 8.0
KM_PER_LATER_WISH = 15.0
KM_OF_ANOTHER_DAY = 60.0


class Because:
	TAGS = "tags"
	FROM_VEHICLE = "from_vehicle"
	FROM_JOB = "from_job"
	NO_DISTANCE = "no_distance"
	LOAD = "load"
	FULL = "full"
	WISH = "wish"
	ANOTHER_DAY = "another_day"
	LACKS_TAGS = "lacks_tags"
	AWAY = "away"


@dataclass(frozen=True)
class Reason:
	"""`values` are numbers, days and tags; the words around them belong to who shows them."""

	code: str
	values: tuple = ()


@dataclass(frozen=True)
class Place:
	latitude: float
	longitude: float


@dataclass(frozen=True)
class Job:
	needs: frozenset[str] = frozenset()
	place: Place | None = None
	wishes: tuple[date, ...] = ()


@dataclass(frozen=True)
class Candidate:
	"""One technician on one day. `visits`: where the jobs of that day are, None for one without coordinates."""

	technician: str
	day: date
	tags: frozenset[str] = frozenset()
	is_away: bool = False
	visits: tuple[Place | None, ...] = ()
	vehicle: Place | None = None


@dataclass(frozen=True)
class Suggestion:
	candidate: Candidate
	cost: float
	is_full: bool
	reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Exclusion:
	candidate: Candidate
	reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Ranking:
	suggested: list[Suggestion]
	excluded: list[Exclusion]


def rank(job: Job, candidates: Iterable[Candidate], jobs_each: int) -> Ranking:
	"""Whoever has a full day comes after all others: a dispatcher may still decide so. `jobs_each` 0 is no limit."""
	suggested, excluded = [], []
	for candidate in candidates:
		refusals = _refusals(job, candidate)
		if refusals:
			excluded.append(Exclusion(candidate, refusals))
		else:
			suggested.append(_suggestion(job, candidate, jobs_each))
	return Ranking(
		sorted(suggested, key=lambda found: (found.is_full, found.cost, *_identity(found.candidate))),
		sorted(excluded, key=lambda found: _identity(found.candidate)),
	)


def distance_km(one: Place, other: Place) -> float:
	"""In a straight line; roads are longer, for everybody alike."""
	lat1, lat2 = radians(one.latitude), radians(other.latitude)
	across = radians(other.longitude - one.longitude)
	half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(across / 2) ** 2
	return 2 * EARTH_KM * asin(sqrt(min(half, 1.0)))


def _identity(candidate: Candidate) -> tuple[date, str]:
	return candidate.day, candidate.technician


def _refusals(job: Job, candidate: Candidate) -> tuple[Reason, ...]:
	missing = tuple(sorted(job.needs - candidate.tags))
	lacks = (Reason(Because.LACKS_TAGS, missing),) if missing else ()
	away = (Reason(Because.AWAY, (candidate.day,)),) if candidate.is_away else ()
	return lacks + away


def _suggestion(job: Job, candidate: Candidate, jobs_each: int) -> Suggestion:
	way_km, way = _way(job, candidate)
	load = len(candidate.visits)
	is_full = 0 < jobs_each <= load
	wish_km, wish = _wish(job, candidate.day)
	reasons = (*_tags(job), way, Reason(Because.FULL if is_full else Because.LOAD, (load, jobs_each)), *wish)
	return Suggestion(candidate, way_km + KM_PER_JOB * load + wish_km, is_full, reasons)


def _tags(job: Job) -> tuple[Reason, ...]:
	return (Reason(Because.TAGS, tuple(sorted(job.needs))),) if job.needs else ()


def _way(job: Job, candidate: Candidate) -> tuple[float, Reason]:
	"""From where the vehicle is, else from the nearest job of the day: their order is the technician's own."""
	if job.place and candidate.vehicle:
		km = distance_km(job.place, candidate.vehicle)
		return km, Reason(Because.FROM_VEHICLE, (round(km, 1),))
	known = [distance_km(job.place, place) for place in candidate.visits if place and job.place]
	if known:
		return min(known), Reason(Because.FROM_JOB, (round(min(known), 1),))
	return UNKNOWN_KM, Reason(Because.NO_DISTANCE)


def _wish(job: Job, day: date) -> tuple[float, tuple[Reason, ...]]:
	if not job.wishes:
		return 0.0, ()
	if day not in job.wishes:
		return KM_OF_ANOTHER_DAY, (Reason(Because.ANOTHER_DAY, (day,)),)
	place = job.wishes.index(day)
	return KM_PER_LATER_WISH * place, (Reason(Because.WISH, (place + 1, len(job.wishes))),)

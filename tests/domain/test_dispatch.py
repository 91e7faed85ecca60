"""Who is suggested for a job, and why: docs/dispatch.md."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gigafibre_fsm.domain.dispatch import (
	UNKNOWN_KM,
	Because,
	Candidate,
	Job,
	Place,
	Reason,
	distance_km,
	rank,
)

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
NEEDS = frozenset({"fibre", "installation"})
HOUSE = Place(45.1, -74.1)
# A hundredth of a degree of latitude is 1.112 km everywhere.
NEAR, FAR = Place(45.11, -74.1), Place(45.4, -74.1)
JOB = Job(NEEDS, HOUSE)


def technician(name: str, **facts) -> Candidate:
	return Candidate(**{"technician": name, "day": MONDAY, "tags": NEEDS, **facts})


def names(found) -> list[str]:
	return [one.candidate.technician for one in found]


def order(job: Job, *candidates: Candidate, jobs_each: int = 6) -> list[str]:
	return names(rank(job, candidates, jobs_each).suggested)


def reasons(candidate: Candidate, job: Job = JOB, jobs_each: int = 6) -> tuple[Reason, ...]:
	(only,) = rank(job, [candidate], jobs_each).suggested
	return only.reasons


@pytest.mark.parametrize(
	("one", "other", "km"),
	[
		(Place(45.5017, -73.5673), Place(46.8139, -71.2080), 233),  # Montréal, Québec
		(Place(45.0, -74.0), Place(45.0, -74.0), 0),
		(Place(0.0, 179.9), Place(0.0, -179.9), 22),
		(Place(90.0, 0.0), Place(-90.0, 0.0), 20015),
	],
)
def test_distance_in_a_straight_line(one, other, km):
	assert distance_km(one, other) == pytest.approx(km, abs=1)


def test_who_lacks_a_tag_or_is_away_is_not_suggested_and_it_is_said_why():
	ranking = rank(
		JOB,
		[
			technician("A", tags=frozenset({"fibre"})),
			technician("B", is_away=True),
			technician("C", tags=frozenset(), is_away=True),
			technician("D"),
		],
		6,
	)
	assert names(ranking.suggested) == ["D"]
	assert [(one.candidate.technician, one.reasons) for one in ranking.excluded] == [
		("A", (Reason(Because.LACKS_TAGS, ("installation",)),)),
		("B", (Reason(Because.AWAY, (MONDAY,)),)),
		("C", (Reason(Because.LACKS_TAGS, ("fibre", "installation")), Reason(Because.AWAY, (MONDAY,)))),
	]


def test_the_vehicle_counts_before_the_jobs_of_the_day():
	reason = reasons(technician("A", vehicle=NEAR, visits=(FAR,)))[1]
	assert reason == Reason(Because.FROM_VEHICLE, (1.1,))


def test_without_a_vehicle_the_nearest_job_of_the_day_counts():
	assert reasons(technician("A", visits=(FAR, None, NEAR)))[1] == Reason(Because.FROM_JOB, (1.1,))


@pytest.mark.parametrize(
	("job", "candidate"),
	[
		(JOB, technician("A")),
		(JOB, technician("A", visits=(None,))),
		(Job(NEEDS, None), technician("A", vehicle=NEAR, visits=(NEAR,))),
	],
)
def test_a_distance_that_nobody_knows_is_said_to_be_unknown(job, candidate):
	assert Reason(Because.NO_DISTANCE) in reasons(candidate, job)


def test_the_nearer_one_first_until_their_day_is_longer():
	near, far = technician("A", vehicle=NEAR), technician("B", vehicle=FAR)
	assert order(JOB, far, near) == ["A", "B"]
	# 33.4 - 1.1 km are four jobs of 8 km each, and a little.
	assert order(JOB, far, replace(near, visits=(None,) * 4)) == ["A", "B"]
	assert order(JOB, far, replace(near, visits=(None,) * 5)) == ["B", "A"]


def test_a_full_day_comes_last_however_near():
	full = technician("A", vehicle=HOUSE, visits=(HOUSE,) * 6)
	assert order(JOB, full, technician("B", vehicle=FAR, visits=(None,) * 5)) == ["B", "A"]
	assert Reason(Because.FULL, (6, 6)) in reasons(full)


def test_without_a_number_of_jobs_per_day_nobody_is_full():
	assert Reason(Because.LOAD, (40, 0)) in reasons(technician("A", visits=(HOUSE,) * 40), jobs_each=0)


def test_the_first_wish_comes_before_the_others_and_a_day_without_a_wish_after_them():
	job = replace(JOB, wishes=(TUESDAY, MONDAY))
	days = [replace(technician("A"), day=day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
	found = rank(job, days, 6).suggested
	assert [one.candidate.day for one in found] == [TUESDAY, MONDAY, WEDNESDAY]
	assert [one.reasons[-1] for one in found] == [
		Reason(Because.WISH, (1, 2)),
		Reason(Because.WISH, (2, 2)),
		Reason(Because.ANOTHER_DAY, (WEDNESDAY,)),
	]


def test_the_worked_example_of_the_page():
	"""docs/dispatch.md, « What it weighs »."""
	job = Job(NEEDS, HOUSE, wishes=(MONDAY, TUESDAY))
	candidates = [
		technician("Martin", vehicle=FAR),
		technician("Sophie", visits=(NEAR, FAR)),
		technician("Luc", day=TUESDAY),
		technician("Ève", vehicle=HOUSE, visits=(HOUSE,) * 6),
	]
	found = rank(job, candidates, 6).suggested
	assert [(one.candidate.technician, round(one.cost, 1)) for one in found] == [
		("Sophie", 17.1),
		("Martin", 33.4),
		("Luc", 40.0),
		("Ève", 48.0),
	]


def test_equals_are_in_the_order_of_days_and_names():
	same = [technician("B"), technician("A", day=TUESDAY), technician("A")]
	assert [(one.candidate.day, one.candidate.technician) for one in rank(JOB, same, 6).suggested] == [
		(MONDAY, "A"),
		(MONDAY, "B"),
		(TUESDAY, "A"),
	]


def test_nobody_at_all():
	ranking = rank(JOB, [], 6)
	assert (ranking.suggested, ranking.excluded) == ([], [])


places = st.builds(Place, st.floats(44, 50), st.floats(-79, -66))
somewhere = st.none() | places
tags = st.frozensets(st.sampled_from(["fibre", "installation", "voip"]))
days = st.sampled_from([MONDAY, TUESDAY, WEDNESDAY])
wishes = st.lists(days, unique=True).map(tuple)
jobs = st.builds(Job, tags, somewhere, wishes)
placed_jobs = st.builds(Job, tags, places, wishes)
candidates = st.lists(
	st.builds(
		Candidate,
		technician=st.sampled_from("ABCDE"),
		day=days,
		tags=tags,
		is_away=st.booleans(),
		visits=st.lists(somewhere, max_size=3).map(tuple),
		vehicle=somewhere,
	),
	unique_by=lambda one: (one.technician, one.day),
	max_size=5,
)
limits = st.integers(0, 4)


@given(jobs, candidates, limits)
def test_everybody_is_either_suggested_or_excluded_with_a_reason(job, who, limit):
	ranking = rank(job, who, limit)
	told = [one.candidate for one in (*ranking.suggested, *ranking.excluded)]
	assert sorted(told, key=repr) == sorted(who, key=repr)
	for one in ranking.suggested:
		assert job.needs <= one.candidate.tags and not one.candidate.is_away
	for one in ranking.excluded:
		assert one.reasons
		assert one.candidate.is_away or not job.needs <= one.candidate.tags


@given(jobs, candidates, limits, st.randoms())
def test_the_order_is_the_same_however_they_are_listed(job, who, limit, chance):
	shuffled = list(who)
	chance.shuffle(shuffled)
	assert rank(job, who, limit) == rank(job, shuffled, limit)


@given(jobs, candidates, limits)
def test_each_suggestion_tells_way_load_and_wish_once(job, who, limit):
	ways = {Because.FROM_VEHICLE, Because.FROM_JOB, Because.NO_DISTANCE}
	for one in rank(job, who, limit).suggested:
		codes = [reason.code for reason in one.reasons]
		assert len(codes) == len(set(codes))
		assert len(ways & set(codes)) == 1
		assert len({Because.LOAD, Because.FULL} & set(codes)) == 1
		assert len({Because.WISH, Because.ANOTHER_DAY} & set(codes)) == bool(job.wishes)
		assert (Because.TAGS in codes) == bool(job.needs)


def place_in(ranking, candidate: Candidate) -> int:
	identity = (candidate.technician, candidate.day)
	return [(one.candidate.technician, one.candidate.day) for one in ranking.suggested].index(identity)


@given(jobs, candidates, limits, st.data())
def test_one_job_more_never_makes_anybody_more_likely(job, who, limit, data):
	ranking = rank(job, who, limit)
	assume(ranking.suggested)
	chosen = data.draw(st.sampled_from(ranking.suggested)).candidate
	# Without a place of its own: the way must not become shorter by it.
	busier = replace(chosen, visits=(*chosen.visits, None))
	after = rank(job, [busier if one == chosen else one for one in who], limit)
	assert place_in(after, busier) >= place_in(ranking, chosen)


@given(placed_jobs, candidates, limits, st.data())
def test_a_vehicle_at_the_door_never_makes_anybody_less_likely(job, who, limit, data):
	ranking = rank(job, who, limit)
	assume(ranking.suggested)
	chosen = data.draw(st.sampled_from(ranking.suggested)).candidate
	arrived = replace(chosen, vehicle=job.place)
	after = rank(job, [arrived if one == chosen else one for one in who], limit)
	assert place_in(after, arrived) <= place_in(ranking, chosen)


@given(places, places, places)
def test_distance_is_one(one, two, three):
	assert distance_km(one, one) == 0
	assert distance_km(one, two) == pytest.approx(distance_km(two, one))
	assert distance_km(one, three) <= distance_km(one, two) + distance_km(two, three) + 1e-6


def test_an_unknown_distance_is_neither_near_nor_far():
	near, unknown, far = technician("A", vehicle=NEAR), technician("B"), technician("C", vehicle=FAR)
	assert order(JOB, far, unknown, near) == ["A", "B", "C"]
	assert distance_km(HOUSE, NEAR) < UNKNOWN_KM < distance_km(HOUSE, FAR)

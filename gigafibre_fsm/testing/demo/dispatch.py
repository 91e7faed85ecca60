"""A day for the dispatcher: visits that are given, one that nobody has, one that waits for a day."""

from gigafibre_fsm.testing.demo import people, rows
from gigafibre_fsm.testing.demo.field import working_day
from gigafibre_fsm.testing.demo.orders import job_of
from gigafibre_fsm.testing.demo.stories import story
from gigafibre_fsm.testing.demo.subscribers import customer_of, location_of

# Whose, what, which tags, by whom, in which slot, and the days that the customer chose: so many from now.
VISITS = (
	("lucie.bergeron", "Survey", ("Fibre", "Installation"), "tech1", "AM", ()),
	("guy.pelletier", "Repair", ("Fibre", "Réparation"), "tech3", "AM", ()),
	("nathalie.fortin", "Repair", ("Fibre",), "tech2", "PM", ()),
	("fromagerie", "Repair", ("Fibre", "Installation"), "", "", (1, 4)),
	("marc-andre.cote", "Survey", ("Fibre", "Installation"), "", None, (2, 6)),
)


def load() -> None:
	for key, *visit in VISITS:
		if not job_of(story(key), visit[0]):
			_load_visit(key, *visit)


def _load_visit(
	key: str, job_type: str, tags: tuple[str, ...], technician: str, slot: str | None, wishes: tuple[int, ...]
) -> None:
	"""Without a slot, not even an open one, it has no day yet."""
	plan = {} if slot is None else {"status": "Scheduled", "scheduled_date": working_day(1)}
	rows.make(
		"Dispatch Job",
		job_type=job_type,
		customer=customer_of(story(key)),
		service_location=location_of(story(key)),
		scheduled_slot=slot,
		assigned_technician=people.technician(technician) if technician else None,
		required_tags=[{"tag": tag} for tag in tags],
		preferred_dates=[{"date": working_day(days)} for days in wishes],
		**plan,
	)

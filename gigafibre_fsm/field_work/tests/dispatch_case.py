"""What the tests of the dispatcher's day share: jobs, technicians, and a site on which nothing else waits."""

from datetime import date

import frappe
from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.field_work.services import dispatching
from gigafibre_fsm.testing import factories

# Far from the days of any other test, and from what is in the site.
TODAY = date(2032, 5, 14)  # a Friday
MONDAY, TUESDAY, WEDNESDAY = (date(2032, 5, day) for day in (17, 18, 19))
VILLAGE = {"latitude": 45.10, "longitude": -74.10}
NEXT_VILLAGE = {"latitude": 45.20, "longitude": -74.10}  # 11.1 km further
TAGS = "Fibre, Installation"


def make_technician(**facts) -> str:
	facts.setdefault("technician_tags", TAGS)
	return factories.make_employee(**facts).name


def make_job(day: date | None = None, tags: str = "", wishes: tuple[date, ...] = (), **facts):
	plan = {"status": "Scheduled", "scheduled_date": day} if day else {"status": "To Schedule"}
	children = {
		"required_tags": [{"tag": tag} for tag in tags.split(", ") if tag],
		"preferred_dates": [{"date": wish} for wish in wishes],
	}
	return factories.make_dispatch_job(**{**plan, **children, **facts})


def names(jobs: list[dict]) -> list[str]:
	return [job["name"] for job in jobs]


class DispatchCase(FrappeTestCase):
	def setUp(self):
		frappe.db.set_value("Employee", {"status": "Active"}, "technician_tags", None)
		frappe.db.set_value("Dispatch Job", {"status": ("!=", "Cancelled")}, "status", "Completed")
		self.set_settings(jobs_per_day=3, traccar_enabled=0)

	def tearDown(self):
		frappe.db.rollback()
		frappe.clear_document_cache("FSM Settings", "FSM Settings")

	def set_settings(self, **facts) -> None:
		frappe.get_doc("FSM Settings").update(facts).save()
		frappe.clear_messages()

	def day(self, day: date = MONDAY) -> dict:
		return dispatching.day_view(day, TODAY)

	def lane(self, technician: str, day: date = MONDAY) -> dict:
		(found,) = [lane for lane in self.day(day)["technicians"] if lane["name"] == technician]
		return found

	def suggest(self, job, day: date | None = None) -> dict:
		return dispatching.suggest(job.name, day, TODAY)

	def order(self, job, day: date | None = None) -> list[tuple[str, date]]:
		return [(one["technician"], one["day"]) for one in self.suggest(job, day)["suggestions"]]

	def reasons(self, job, technician: str, day: date | None = None) -> dict[str, list]:
		(found,) = [one for one in self.suggest(job, day)["suggestions"] if one["technician"] == technician]
		return {reason["code"]: reason["values"] for reason in found["reasons"]}

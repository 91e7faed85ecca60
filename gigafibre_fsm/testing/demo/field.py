"""What the stories' installations have in common: keys, projects, days, times."""

from frappe.utils import add_days, add_to_date, get_datetime, getdate, today

from gigafibre_fsm.testing.demo import rows
from gigafibre_fsm.testing.demo.stories import Story


def key_of(each: Story) -> str:
	return f"demo-{each.key}"


def project_of(each: Story) -> str | None:
	return rows.find("Project", {"fsm_order_key": key_of(each)})


def working_day(in_days: int | None):
	"""That many days from now, or the Monday after a week-end; a job of today is today's, whatever the day."""
	if in_days is None:
		return None
	day = getdate(add_days(today(), in_days))
	weekend = in_days and day.weekday() > 4
	return getdate(add_days(day, 7 - day.weekday())) if weekend else day


def times(each: Story, day) -> dict:
	if each.job not in ("In Progress", "Completed"):
		return {}
	start = get_datetime(f"{day} 08:40:00")
	found = {"en_route_at": start, "started_at": add_to_date(start, minutes=25)}
	if each.job == "Completed":
		found |= {
			"completed_at": add_to_date(start, minutes=145),
			"completion_note": "Signal ONT -18,4 dBm. Tout fonctionne.",
		}
	return found

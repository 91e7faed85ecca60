"""Frappe's scheduler for the sites named on the command line only.

`bench schedule` serves every site of the bench, also those that somebody else runs with services of their own.
"""

import sys
import time

from frappe.utils.scheduler import enqueue_events_for_site, get_scheduler_tick


def main(sites: list[str]) -> None:
	tick = get_scheduler_tick()
	while True:
		for site in sites:
			enqueue_events_for_site(site)
		time.sleep(tick)


if __name__ == "__main__":
	main(sys.argv[1:])

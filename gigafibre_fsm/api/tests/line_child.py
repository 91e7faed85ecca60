"""python line_child.py: as `scan_child.py`, for what agents do with phone lines."""

import frappe

from gigafibre_fsm.subscriber.tests import scan_child
from gigafibre_fsm.voice_service.services import ending, moving, renumbering, suspending
from gigafibre_fsm.voice_service.services.provisioning import Wanted, provision


def complete_port(name: str) -> None:
	frappe.get_doc("Number Port", name).update({"status": "Completed"}).save()


scan_child.WORK.update(
	{
		"provision": lambda location, did: provision(Wanted(location, "essai", did)),
		"suspend": suspending.suspend,
		"reactivate": suspending.reactivate,
		"end": ending.cancel,
		"move": moving.move,
		"stay": moving.stay,
		"renumber": renumbering.change,
		"complete port": complete_port,
	}
)

if __name__ == "__main__":
	scan_child.main()

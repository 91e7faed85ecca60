"""What a load that was broken off and never taken up again leaves, for when the app goes."""

import frappe

from gigafibre_fsm.legacy.address_register import spool
from gigafibre_fsm.legacy.address_register.tables import NEXT, PREVIOUS


def remove() -> None:
	for table in (*NEXT.values(), *PREVIOUS.values()):
		frappe.db.sql_ddl(f"drop table if exists `{table}`")
	spool.of_site().clear()

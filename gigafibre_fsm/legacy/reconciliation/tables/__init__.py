"""Per line of the account, what is compared beyond the rows themselves. A name is looked up when it is shown."""

from gigafibre_fsm.legacy.reconciliation.tables import customers, foundation, money, telephone, work
from gigafibre_fsm.legacy.reconciliation.values import Table


def all_of_them() -> list[Table]:
	return [
		*foundation.tables(),
		*telephone.devices(),
		*customers.tables(),
		*work.tables(),
		*money.tables(),
		*telephone.lines(),
	]

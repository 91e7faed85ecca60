"""Work orders: their amounts, their hours, their lines."""

from frappe import _

from gigafibre_fsm.domain.legacy import clock
from gigafibre_fsm.legacy.reconciliation.values import Table, Value, customer, day, money, whole

VISITS = "concat_ws('|', {})".format(
	", ".join(f"coalesce(l.heure_{what}_t{number}, '')" for number in (1, 2) for what in ("arrive", "depart"))
)
# Summed once: the legacy table has no index by which a work order would find its lines.
LINES = """left join (select bon_id, count(*) as number,
		sum(round(coalesce(qte, 0) * coalesce(price, 0), 2)) as amount
	from bon_travail_item group by bon_id) i on i.bon_id = l.id"""
LINES_HERE = "(select {0} from `tabService Work Order Item` i where i.parent = d.name)"
DAY, LONGEST_NIGHT = 24 * 60, 12 * 60


def tables() -> list[Table]:
	amounts = {"subtotal": _("Subtotal"), "tps": _("TPS"), "tvq": _("TVQ"), "total": _("Total")}
	orders = Table(
		"bon_travail",
		"Service Work Order",
		(
			customer(_("Customer")),
			Value(_("Work Date"), "l.date", "d.work_date", read=day),
			*(Value(label, f"l.{name}", f"d.{name}", money, summed=True) for name, label in amounts.items()),
			Value(_("Hours"), VISITS, "d.total_hours", money, read=_hours, summed=True),
			Value(_("Lines"), "i.number", LINES_HERE.format("count(*)"), whole, summed=True),
			Value(
				_("Amounts of the lines"),
				"i.amount",
				LINES_HERE.format("sum(i.amount)"),
				money,
				summed=True,
			),
		),
		join=LINES,
	)
	return [orders, Table("bon_travail_item", "Service Work Order")]


def _hours(written: str):
	first_came, first_left, second_came, second_left = written.split("|")
	return money(_stay(first_came, first_left)) + money(_stay(second_came, second_left))


def _stay(came: str, left: str) -> float:
	start, end = (clock.minutes(one) if one.strip() else None for one in (came, left))
	if start is None or end is None:
		return 0
	length = end - start if end >= start else end - start + DAY
	return 0 if end < start and length > LONGEST_NIGHT else round(length / 60, 2)

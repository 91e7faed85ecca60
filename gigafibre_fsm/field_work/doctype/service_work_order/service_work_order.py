import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, get_datetime

from gigafibre_fsm.exceptions import InvalidRequest


class ServiceWorkOrder(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.field_work.doctype.service_work_order_item.service_work_order_item import (
			ServiceWorkOrderItem,
		)
		from gigafibre_fsm.field_work.doctype.service_work_order_visit.service_work_order_visit import (
			ServiceWorkOrderVisit,
		)

		address_line: DF.Data | None
		customer: DF.Link
		customer_name: DF.Data | None
		dispatch_job: DF.Link | None
		issue: DF.Link | None
		items: DF.Table[ServiceWorkOrderItem]
		legacy_bon_travail_id: DF.Int
		naming_series: DF.Literal["BT-.YYYY.-.#####"]
		note: DF.Text | None
		project: DF.Link | None
		sales_invoice: DF.Link | None
		service_location: DF.Link | None
		subtotal: DF.Currency
		total: DF.Currency
		total_hours: DF.Float
		tps: DF.Currency
		tvq: DF.Currency
		visits: DF.Table[ServiceWorkOrderVisit]
		work_date: DF.Date

	# end: auto-generated types
	def validate(self):
		self.set_hours()
		self.set_amounts()

	def set_hours(self):
		for visit in self.visits:
			visit.hours = hours_between(visit)
		self.total_hours = flt(sum(flt(visit.hours) for visit in self.visits), 2)

	def set_amounts(self):
		"""Lines make the subtotal; a legacy work order keeps the amounts it came with until somebody changes what it bills."""
		is_reckoned_here = not self.legacy_bon_travail_id or self.bills_something_else()
		if is_reckoned_here or self.is_new():
			for line in self.items:
				line.amount = flt(flt(line.qty) * flt(line.rate), 2)
		if is_reckoned_here:
			self.set_totals()

	def set_totals(self):
		if self.items:
			self.subtotal = flt(sum(line.amount for line in self.items), 2)
		self.total = flt(flt(self.subtotal) + flt(self.tps) + flt(self.tvq), 2)

	def bills_something_else(self):
		before = self.get_doc_before_save()
		return bool(before) and billed(before) != billed(self)


def billed(order):
	lines = [(flt(line.qty), flt(line.rate)) for line in order.items]
	return lines, flt(order.tps), flt(order.tvq)


def hours_between(visit):
	if not (visit.arrived_at and visit.left_at):
		return None
	seconds = (get_datetime(visit.left_at) - get_datetime(visit.arrived_at)).total_seconds()
	if seconds < 0:
		frappe.throw(
			_("Visits, row {0}: the departure is before the arrival.").format(visit.idx), InvalidRequest
		)
	return flt(seconds / 3600, 2)

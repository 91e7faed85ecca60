"""What changed while the lists were read, or is on its way to a provider: no finding can be made of it yet."""

from dataclasses import dataclass
from datetime import datetime

import frappe

from gigafibre_fsm.domain.telephone.records import Finding, Side
from gigafibre_fsm.gigafibre_fsm.doctype.outbox_message.status import Status

CHANNELS = {Side.SIP: "SIP", Side.EMERGENCY: "E911"}


@dataclass(frozen=True)
class UnderWay:
	lines: frozenset[str]
	# Side with line, and side with number or user name.
	told: frozenset[tuple[str, str]]

	def concerns(self, side: str, line: str, recipient: str) -> bool:
		return line in self.lines or (side, line) in self.told or (side, recipient) in self.told

	def holds(self, finding: Finding) -> bool:
		recipient = finding.username if finding.side == Side.SIP else finding.did
		return self.concerns(finding.side, finding.line, recipient)


def since(began: datetime) -> UnderWay:
	lines = frappe.get_all("VoIP Line", {"modified": (">=", began)}, pluck="name")
	told = {key for side, channel in CHANNELS.items() for key in _told(side, channel, began)}
	return UnderWay(frozenset(lines), frozenset(told))


def _told(side: str, channel: str, began: datetime) -> list[tuple[str, str]]:
	rows = frappe.db.sql(
		"""select recipient, if(reference_doctype = 'VoIP Line', reference_name, null) from `tabOutbox Message`
		where channel = %(channel)s
		and (status in %(waiting)s or (status = %(sent)s and modified >= %(began)s))""",
		{
			"channel": channel,
			"waiting": (Status.QUEUED, Status.SENDING),
			"sent": Status.SENT,
			"began": began,
		},
	)
	return [(side, what) for row in rows for what in row if what]

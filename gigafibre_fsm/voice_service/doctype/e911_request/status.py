class Status:
	QUEUED = "Queued"
	SENT = "Sent"
	CONFIRMED = "Confirmed"
	REFUSED = "Refused"
	SUPERSEDED = "Superseded"
	CANCELLED = "Cancelled"


class Action:
	REGISTER = "Register"
	DEREGISTER = "Deregister"
	QUERY = "Query"


MOVES = {
	Status.QUEUED: (
		Status.SENT,
		Status.CONFIRMED,
		Status.REFUSED,
		Status.SUPERSEDED,
		Status.CANCELLED,
	),
	Status.SENT: (Status.CONFIRMED, Status.REFUSED, Status.SUPERSEDED),
	Status.CONFIRMED: (),
	# Sent once more by hand, after the provider mended something.
	Status.REFUSED: (Status.SENT, Status.CONFIRMED, Status.SUPERSEDED),
	Status.SUPERSEDED: (),
	Status.CANCELLED: (),
}
# Of which the provider's last word is still to come.
OPEN = (Status.QUEUED, Status.SENT)
# They change what the provider holds; a query does not.
CHANGES = (Action.REGISTER, Action.DEREGISTER)

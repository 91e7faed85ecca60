class Status:
	QUEUED = "Queued"
	SENDING = "Sending"
	SENT = "Sent"
	FAILED = "Failed"
	CANCELLED = "Cancelled"


MOVES = {
	Status.QUEUED: (Status.SENDING, Status.CANCELLED),
	Status.SENDING: (Status.SENT, Status.FAILED, Status.QUEUED),
	Status.FAILED: (Status.QUEUED, Status.CANCELLED),
	Status.SENT: (),
	Status.CANCELLED: (),
}

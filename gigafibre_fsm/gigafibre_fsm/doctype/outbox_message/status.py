class Status:
	QUEUED = "Queued"
	SENDING = "Sending"
	SENT = "Sent"
	FAILED = "Failed"
	CANCELLED = "Cancelled"


MOVES = {
	# From here to Sent or Failed: a provider's report on a message whose answer was lost.
	Status.QUEUED: (Status.SENDING, Status.CANCELLED, Status.SENT, Status.FAILED),
	Status.SENDING: (Status.SENT, Status.FAILED, Status.QUEUED),
	Status.FAILED: (Status.QUEUED, Status.CANCELLED, Status.SENT),
	Status.SENT: (Status.FAILED,),
	Status.CANCELLED: (),
}

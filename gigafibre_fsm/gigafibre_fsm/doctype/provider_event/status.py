class Status:
	RECEIVED = "Received"
	APPLIED = "Applied"
	IGNORED = "Ignored"
	FAILED = "Failed"


MOVES = {
	Status.RECEIVED: (Status.APPLIED, Status.IGNORED, Status.FAILED),
	Status.FAILED: (Status.RECEIVED, Status.APPLIED, Status.IGNORED),
	Status.APPLIED: (),
	Status.IGNORED: (),
}

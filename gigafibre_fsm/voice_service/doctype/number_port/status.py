class Status:
	TO_SUBMIT = "To Submit"
	SUBMITTED = "Submitted"
	ACCEPTED = "Accepted"
	REJECTED = "Rejected"
	COMPLETED = "Completed"
	CANCELLED = "Cancelled"


MOVES = {
	Status.TO_SUBMIT: (Status.SUBMITTED, Status.CANCELLED),
	Status.SUBMITTED: (Status.ACCEPTED, Status.REJECTED, Status.CANCELLED),
	Status.ACCEPTED: (Status.COMPLETED, Status.REJECTED, Status.CANCELLED),
	Status.REJECTED: (Status.SUBMITTED, Status.CANCELLED),
	Status.COMPLETED: (),
	Status.CANCELLED: (),
}

# A number has one such port at most.
OPEN = (Status.TO_SUBMIT, Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED)


class Direction:
	IN = "In"
	OUT = "Out"

class Status:
	PENDING = "Pending"
	OPEN = "Open"
	COMPLETED = "Completed"
	BROKEN = "Broken"
	CANCELLED = "Cancelled"


MOVES = {
	Status.PENDING: (Status.OPEN, Status.CANCELLED),
	Status.OPEN: (Status.COMPLETED, Status.BROKEN, Status.CANCELLED),
	Status.BROKEN: (Status.OPEN, Status.COMPLETED, Status.CANCELLED),
	Status.COMPLETED: (),
	Status.CANCELLED: (),
}

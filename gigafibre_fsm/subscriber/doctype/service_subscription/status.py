class Status:
	PENDING = "Pending"
	ACTIVE = "Active"
	SUSPENDED = "Suspended"
	CANCELLED = "Cancelled"


MOVES = {
	Status.PENDING: (Status.ACTIVE, Status.CANCELLED),
	Status.ACTIVE: (Status.SUSPENDED, Status.CANCELLED),
	Status.SUSPENDED: (Status.ACTIVE, Status.CANCELLED),
	Status.CANCELLED: (),
}

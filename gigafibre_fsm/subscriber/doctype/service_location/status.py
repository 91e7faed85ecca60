class Status:
	PENDING_INSTALL = "Pending Install"
	ACTIVE = "Active"
	SUSPENDED = "Suspended"
	CLOSED = "Closed"


MOVES = {
	Status.PENDING_INSTALL: (Status.ACTIVE, Status.CLOSED),
	Status.ACTIVE: (Status.SUSPENDED, Status.CLOSED),
	Status.SUSPENDED: (Status.ACTIVE, Status.CLOSED),
	Status.CLOSED: (Status.PENDING_INSTALL,),
}

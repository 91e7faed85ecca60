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


class E911Status:
	NOT_REGISTERED = "Not Registered"
	PENDING = "Pending"
	SYNCED = "Synced"
	MISMATCH = "Mismatch"
	FAILED = "Failed"
	DEREGISTERED = "Deregistered"


E911_MOVES = {
	E911Status.NOT_REGISTERED: (E911Status.PENDING, E911Status.SYNCED, E911Status.MISMATCH),
	E911Status.PENDING: (
		E911Status.SYNCED,
		E911Status.MISMATCH,
		E911Status.FAILED,
		E911Status.DEREGISTERED,
	),
	E911Status.SYNCED: (E911Status.PENDING, E911Status.MISMATCH, E911Status.DEREGISTERED),
	E911Status.MISMATCH: (E911Status.PENDING, E911Status.SYNCED, E911Status.DEREGISTERED),
	E911Status.FAILED: (E911Status.PENDING, E911Status.SYNCED, E911Status.DEREGISTERED),
	E911Status.DEREGISTERED: (E911Status.PENDING,),
}

IN_SERVICE = (Status.ACTIVE, Status.SUSPENDED)
# The provider may hold an address: an ambulance would be sent there.
REGISTERED = (E911Status.PENDING, E911Status.SYNCED, E911Status.MISMATCH, E911Status.FAILED)

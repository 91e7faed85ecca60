class Status:
	ACTIVE = "Active"
	EXPIRED = "Expired"
	REVOKED = "Revoked"


MOVES = {
	Status.ACTIVE: (Status.EXPIRED, Status.REVOKED),
	Status.EXPIRED: (Status.ACTIVE, Status.REVOKED),
	Status.REVOKED: (),
}

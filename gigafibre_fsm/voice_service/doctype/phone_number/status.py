class Status:
	FREE = "Free"
	RESERVED = "Reserved"
	IN_USE = "In Use"
	QUARANTINED = "Quarantined"
	PORTED_OUT = "Ported Out"


MOVES = {
	Status.FREE: (Status.RESERVED, Status.IN_USE, Status.PORTED_OUT),
	Status.RESERVED: (Status.FREE, Status.IN_USE, Status.QUARANTINED),
	Status.IN_USE: (Status.QUARANTINED, Status.PORTED_OUT),
	Status.QUARANTINED: (Status.FREE, Status.IN_USE),
	Status.PORTED_OUT: (Status.FREE, Status.IN_USE),
}

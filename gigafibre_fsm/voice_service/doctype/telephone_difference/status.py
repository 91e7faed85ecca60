class Status:
	OPEN = "Open"
	CORRECTED = "Corrected"
	ACCEPTED = "Accepted"
	GONE = "Gone"


MOVES = {
	Status.OPEN: (Status.CORRECTED, Status.ACCEPTED, Status.GONE),
	Status.CORRECTED: (Status.OPEN,),
	Status.ACCEPTED: (Status.OPEN, Status.GONE),
	Status.GONE: (Status.OPEN,),
}

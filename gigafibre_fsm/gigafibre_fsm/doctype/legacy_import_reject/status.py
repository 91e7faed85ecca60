class Status:
	OPEN = "Open"
	IMPORTED = "Imported"
	SET_ASIDE = "Set Aside"


MOVES = {
	Status.OPEN: (Status.IMPORTED, Status.SET_ASIDE),
	Status.SET_ASIDE: (Status.OPEN, Status.IMPORTED),
	Status.IMPORTED: (),
}

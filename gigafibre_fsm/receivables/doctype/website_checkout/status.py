class Status:
	OPEN = "Open"
	CARD_SAVED = "Card Saved"
	ORDERED = "Ordered"
	ABANDONED = "Abandoned"
	CLOSED = "Closed"


MOVES = {
	Status.OPEN: (Status.CARD_SAVED, Status.ORDERED, Status.ABANDONED, Status.CLOSED),
	Status.CARD_SAVED: (Status.ORDERED, Status.ABANDONED, Status.CLOSED),
	Status.ABANDONED: (Status.ORDERED, Status.CLOSED),
	Status.CLOSED: (Status.CARD_SAVED, Status.ORDERED),
	Status.ORDERED: (),
}

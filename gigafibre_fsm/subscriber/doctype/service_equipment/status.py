class Status:
	EN_INVENTAIRE = "En inventaire"
	ACTIF = "Actif"
	DEFECTUEUX = "Défectueux"
	RETOURNE = "Retourné"
	PERDU = "Perdu"


MOVES = {
	Status.EN_INVENTAIRE: (Status.ACTIF, Status.DEFECTUEUX, Status.RETOURNE, Status.PERDU),
	Status.ACTIF: (Status.EN_INVENTAIRE, Status.DEFECTUEUX, Status.RETOURNE, Status.PERDU),
	Status.DEFECTUEUX: (Status.EN_INVENTAIRE, Status.RETOURNE, Status.PERDU),
	Status.RETOURNE: (Status.EN_INVENTAIRE, Status.DEFECTUEUX),
	Status.PERDU: (Status.EN_INVENTAIRE, Status.RETOURNE),
}

# No longer ours to place: the serial may be recorded again.
GONE = (Status.RETOURNE, Status.PERDU)

"""Names, streets and places in the manner of rural Québec. Put together from small lists; nobody and nowhere is meant."""

from random import Random

GIVEN = (
	"Marie Josée Luc Étienne François Réjean Ginette Hélène André Gaétan Sylvain Nathalie Éric Chantal Benoît Noémie Zoé Félix "
	"Océane Mathis Jérôme Cédric Louise Denis Diane Ghislain Raphaël Maude Simon Annie Yvon Solange Léo Rosalie Anaïs Loïc"
).split()
SURNAMES = (
	"Tremblay Côté Bouchard Gagné Lévesque Bélanger Pelletier Morin Thérien Desjarlais Bérubé Poirier Caron Beaulne Ménard "
	"Lefèvre Dubé Théberge Saint-Onge L'Écuyer Gendron Vachon Héroux Brière Chénier Dufrêne Lacasse Moreault Ouimet Prévôt"
).split()
FIRMS = (
	"Ferme {}", "Garage {} & Fils", "Érablière {} inc.", "Excavation {}", "Les Entreprises {} enr.", "Boulangerie chez {}",
	"Coopérative agricole {}", "{} Électrique ltée", "Clinique vétérinaire {}", "Camping du Lac {}",
)  # fmt: skip
STREETS = (
	("Rue", "Principale"), ("Rue", "de l'Église"), ("Rang", "Saint-Antoine"), ("Montée", "du Moulin"), ("Chemin", "du Lac-à-l'Épaule"),
	("Route", "de la Rivière"), ("Rang", "des Érables"), ("Chemin", "Saint-Célestin"), ("Avenue", "des Pins"), ("Rue", "Notre-Dame"),
	("Boulevard", "Sainte-Élisabeth"), ("Rue", "du Collège"), ("Chemin", "de la Grande-Ligne"), ("Impasse", "Béliveau"),
	("Place", "du Marché"), ("Rue", "Hébert"), ("Chemin", "des Bouleaux"), ("Rue", "Saint-Étienne"), ("Croissant", "des Lilas"),
	("Rang", "Double"), ("Route", "du Vieux-Quai"), ("Rue", "Évangéline"), ("Côte", "des Chênes"), ("Rue", "de la Fabrique"),
)  # fmt: skip
# Kind, its short forms.
SHORT = {
	"Rue": ("rue", "R.", ""),
	"Rang": ("rg", "RANG", "Rg."),
	"Montée": ("mtée", "Montee"),
	"Chemin": ("ch.", "Ch", "CHEMIN"),
	"Route": ("rte", "Rte."),
	"Avenue": ("av.", "Ave"),
	"Boulevard": ("boul.", "Blvd"),
	"Impasse": ("imp.",),
	"Place": ("pl.",),
	"Croissant": ("crois.",),
	"Côte": ("cote", "CÔTE"),
}
# Name, first half of its postal codes, latitude, longitude.
TOWNS = (
	("Val-des-Bouleaux", "J0S", 45.121, -74.015), ("Saint-Célestin-des-Monts", "J0V", 45.802, -74.914),
	("Sainte-Élisabeth-du-Lac", "J0K", 46.113, -73.371), ("Rivière-aux-Castors", "J0T", 46.301, -74.522),
	("Notre-Dame-de-la-Pointe", "J0L", 45.403, -73.209), ("Lac-à-l'Épaule", "G0A", 47.212, -71.188),
	("Saint-Étienne-des-Érables", "J0C", 45.962, -72.402), ("Côte-Saint-Rémi", "J0P", 45.377, -74.283),
)  # fmt: skip
LETTERS = "ABCEGHJKLMNPRSTVXYZ"
REMARKS = (
	"Client absent, carte laissée à la porte.", "Câble coupé par la pelle, refait l'épissure.", "Rappeler après 17 h.",
	"Installé le décodeur au sous-sol; signal à -19 dBm.", "A promis de payer le reste à la fin du mois.",
	"Chien méchant, appeler avant d'entrer.", "Déplacé la prise près de l'îlot.", "Entente prise avec l'épouse.",
	"Remplacé le routeur; l'ancien était brûlé.", "Paiement reçu par la poste.", "Vérifié la mise à la terre; rien à signaler.",
)  # fmt: skip


def person(rng: Random) -> tuple[str, str]:
	given = rng.choice(GIVEN)
	if rng.random() < 0.08:
		given = f"{given}-{rng.choice(GIVEN)}"
	return given, rng.choice(SURNAMES)


def firm(rng: Random) -> str:
	return rng.choice(FIRMS).format(rng.choice(SURNAMES))


def street(rng: Random) -> tuple[str, str]:
	return rng.choice(STREETS)


def town(rng: Random) -> tuple[str, str, float, float]:
	return rng.choice(TOWNS)


def postal_code(rng: Random, first_half: str) -> str:
	return f"{first_half} {rng.randint(1, 9)}{rng.choice(LETTERS)}{rng.randint(0, 9)}"


def remark(rng: Random) -> str:
	return " ".join(rng.sample(REMARKS, rng.randint(1, 3)))


_PLAIN = str.maketrans("éèêëàâäîïôöûüçÉÈÊÀÂÎÔÛÇ", "eeeeaaaiioouucEEEAAIOUC")


def without_accents(text: str) -> str:
	return text.translate(_PLAIN)


def ascii_name(text: str) -> str:
	return "".join(letter for letter in without_accents(text).lower() if letter.isalnum())


def email(rng: Random, given: str, surname: str, number: int) -> str:
	return f"{ascii_name(given)}.{ascii_name(surname)}{number}@{rng.choice(('courriel', 'poste', 'client'))}.example"

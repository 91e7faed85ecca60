"""The words of Québec addresses: street types, saints, articles, directions, numbers, and how people shorten them."""

import re


def _spellings(table: str) -> dict[str, str]:
	"""`rue: r street` says that `r` and `street` mean `rue`."""
	found: dict[str, str] = {}
	for line in table.strip().splitlines():
		meaning, _, others = line.strip().partition(":")
		found |= dict.fromkeys([meaning, *others.split()], meaning)
	return found


# Without accents, as everything here. English forms stand beside the type that the register uses for them.
TYPES = _spellings(
	"""
	allee: all
	autoroute: aut freeway
	avenue: av ave aven avn
	boulevard: boul bd blvd blv bl bvd boulv
	carre: car
	carrefour: carref
	cercle: cer circle cir circ
	chaussee: chauss
	chemin: ch che chem chm road rd
	concession: conc
	cote: cot hill
	cour: court crt ct
	croissant: crois cr cres crescent crst crt croiss
	descente: desc
	domaine: dom
	esplanade: espl
	faubourg: fg fbg
	ile: island
	impasse: imp
	jardin:
	ligne: line
	montee: mtee mte mnt
	parc: pk park
	passage: pass
	place: pl plc
	plage: beach
	plateau: plat
	promenade: prom drive dr drv
	quai: wharf
	quartier: quart
	rang: rg rng range rge
	rangee:
	route: rte rt hwy highway
	rue: r ru street str st
	ruelle: rle lane ln
	sentier: sent trail trl path
	square: sq
	terrasse: terr tsse tsr terrace ter
	traverse: trav
	voie: way
	"""
)
# Here the number comes after the type, so it is no civic number: « Route 132 ».
NUMBER_FOLLOWS = frozenset(("rang", "route", "autoroute", "concession"))

ABBREVIATIONS = _spellings(
	"""
	saint: st snt
	sainte: ste
	saints: sts
	saintes: stes
	abbe: abb
	capitaine: cpt capt
	cardinal: card
	colonel: col
	commandant: cmdt
	docteur: dr doct
	fort: ft
	frere: fr
	freres: frs
	general: gen gal
	grand: gd grd
	grande: gde grde
	grands: gds
	honorable: hon
	juge: jge
	lac: lk lake
	lieutenant: lt
	madame: mme
	major: maj
	mont: mt mount
	monseigneur: mgr
	petit: pt pet
	petite: pte ptite
	pere: pr
	pointe: pte pointe
	president: pres
	professeur: prof
	riviere: riv river
	sergent: sgt
	vieux: vx
	"""
)
# One short form, several meanings.
MEANINGS = {
	"st": ("saint", "rue"),
	"ste": ("sainte",),
	"pte": ("petite", "pointe"),
	"mt": ("mont", "montee"),
	"dr": ("docteur", "promenade"),
}
# English neighbours call these streets by another word than the sign.
TRANSLATIONS = {
	"main": ("principale",),
	"church": ("eglise",),
	"station": ("gare",),
	"mill": ("moulin",),
	"mountain": ("montagne",),
	"school": ("ecole",),
	"bridge": ("pont",),
}
SAINTS = frozenset(("saint", "sainte", "saints", "saintes"))
ARTICLES = frozenset("a au aux d de del des du en et l la le les of the un une".split())
DIRECTIONS = _spellings(
	"""
	nord: n north
	sud: s south
	est: e east
	ouest: o w west
	"""
)
# Said beside an address, never part of one that matters.
PROVINCE = frozenset("qc pq quebec que canada can ca".split())
UNIT_MARKS = frozenset(
	"app apt appt appart appartement apartment unite unit suite bureau bur local logement log porte chambre condo loft #".split()
)
NUMBER_MARKS = frozenset("no num numero number civique adresse address".split())
# What follows describes a place nearby: « près de l'église », « coin Saint-Jean », « in front of the school ».
NEARBY = frozenset(
	"""pres proche derriere devant face voisin voisine coin angle apres avant vis entre direction
	near behind opposite across beside next corner between""".split()
)

_ORDINAL = re.compile(r"(\d+)(?:e|er|ere|re|eme|ieme|iem|nd|nde|rd|th|st)")
_NUMBER_WORDS = """premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme
	douzieme treizieme quatorzieme quinzieme seizieme""".split()
ORDINAL_WORDS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS, 1)} | {
	"premiere": "1",
	"second": "2",
	"seconde": "2",
	"first": "1",
	"third": "3",
	"fourth": "4",
	"fifth": "5",
	"sixth": "6",
	"seventh": "7",
	"eighth": "8",
	"ninth": "9",
	"tenth": "10",
	"vingtieme": "20",
}
# Single letters and words that look like names (`mi`, `di`) stay words.
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
ROMAN = {word: str(number) for number, word in enumerate(_ROMAN, 1) if len(word) > 1}
# Alone they are letters; behind « rang » they are numbers.
SMALL_ROMAN = {"i": "1", "v": "5", "x": "10"}


def number_of(word: str) -> str | None:
	"""`4`, `4e`, `4ieme`, `quatrieme` and `iv` are all `4`."""
	if word.isdigit():
		return word.lstrip("0") or "0"
	if ordinal := _ORDINAL.fullmatch(word):
		return ordinal[1].lstrip("0") or "0"
	return ORDINAL_WORDS.get(word) or ROMAN.get(word)


def is_ordinal(word: str) -> bool:
	return bool(_ORDINAL.fullmatch(word))


def spelled_out(word: str) -> str:
	return number_of(word) or ABBREVIATIONS.get(word, word)

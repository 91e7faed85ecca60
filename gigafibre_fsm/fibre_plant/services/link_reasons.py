"""Why a drop is linked, or is not: a code in `domain/addresses`, a sentence here and in the field `match_reason`."""

from frappe import _

from gigafibre_fsm.domain.addresses.link_types import Reason

CHOSEN = "A person chose this address"
NONE_FITS = "A person found that no address fits"

# Stored in English, shown translated: the field is a Select.
TEXTS: dict[Reason, str] = {
	Reason.SAME: "Same address, spelled in another way at most",
	Reason.SPELLED_DIFFERENTLY: "Misspelled or incomplete, and no other address fits",
	Reason.WHICH_UNIT: "The building has several units, and the drop names none",
	Reason.NEAREST: "Nearest address, and nothing contradicts it",
	Reason.NO_NUMBER: "No civic number",
	Reason.NO_STREET: "No street",
	Reason.NO_PLACE: "Neither city, postal code nor coordinates say where",
	Reason.STREET_UNKNOWN: "No such street in the register",
	Reason.NUMBER_UNKNOWN: "The street has no such civic number",
	Reason.SUFFIX_DIFFERS: "The civic number has another suffix",
	Reason.UNIT_UNKNOWN: "The building has no such unit",
	Reason.SEVERAL: "Several addresses fit equally well",
	Reason.ELSEWHERE: "Such an address exists, but in another place",
	Reason.FAR: "Such an address exists, but far from the coordinates",
	Reason.UNLIKE: "No address is alike enough",
}
BY_PEOPLE = (CHOSEN, NONE_FITS)


def all_texts() -> list[str]:
	"""The options of `match_reason`, in their order."""
	return [*TEXTS.values(), *BY_PEOPLE]


def shown(text: str | None) -> str:
	return _(text) if text else _("Not compared with the register yet")

"""What the beginning of a code says about its device: the maker's part of a MAC address or of a GPON serial."""

from collections.abc import Mapping

from gigafibre_fsm.domain.orders.devices import ATA, ONT, ROUTER, TV_BOX

KINDS = (ONT, ROUTER, TV_BOX, ATA, "Autre")
# Those that a MAC address alone may be; an ONT is told by its GPON serial.
MAC_KINDS = tuple(kind for kind in KINDS if kind != ONT)

# The first six digits are the maker's, as the IEEE lists them. Only makers of whom one kind is installed: TP-Link's other
# numbers stand on ONTs as well.
MAC_MAKERS = {
	"403F8C": ROUTER,  # TP-Link: Deco
	"001A79": TV_BOX,  # Telecomunication Technologies: MAG, Formuler
	"000202": TV_BOX,  # Amino
	"000B82": ATA,  # Grandstream
	"C074AD": ATA,  # Grandstream
	"000E08": ATA,  # Linksys by Cisco: SPA
}
# Vendor identifiers of the ONTs that are installed.
ONT_MAKERS = ("TPLG", "RCMG")

# So many devices of one kind and none of another: then the next one is of that kind too.
ENOUGH = 5


def prefix(mac: str) -> str:
	return mac[:6]


def kind_of(mac: str) -> str | None:
	return MAC_MAKERS.get(prefix(mac))


def kind_by_experience(counted: Mapping[str, int]) -> str | None:
	"""From the devices that we have with the same beginning, counted by kind; a kind « Autre » says nothing."""
	told = {kind: number for kind, number in counted.items() if kind != "Autre" and number}
	if len(told) != 1:
		return None
	((kind, number),) = told.items()
	return kind if number >= ENOUGH and kind in MAC_KINDS else None


def is_ont_maker(text: str) -> bool:
	return text.startswith(ONT_MAKERS)

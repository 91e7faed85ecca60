"""Which devices an order calls for, before anybody knows their serials."""

from dataclasses import dataclass

ONT, ROUTER, TV_BOX, ATA = "ONT", "Routeur", "Décodeur TV", "Téléphone IP"


@dataclass(frozen=True)
class Needs:
	"""What was sold, counted; and what is there already."""

	internet: bool = False
	tv_boxes: int = 0
	lines: int = 0
	phone_on_ont: bool = True
	ont_is_there: bool = False


def devices(needs: Needs) -> tuple[str, ...]:
	"""In the order in which the technician takes them out of the van."""
	fibre = (ONT, ROUTER) if needs.internet else ()
	ata = (ATA,) if needs.lines and not _ont_carries_phone(needs) else ()
	return (*fibre, *(TV_BOX,) * needs.tv_boxes, *ata)


def carries_phone(needs: Needs) -> str | None:
	if not needs.lines:
		return None
	return ONT if _ont_carries_phone(needs) else ATA


def _ont_carries_phone(needs: Needs) -> bool:
	return needs.phone_on_ont and (needs.internet or needs.ont_is_there)

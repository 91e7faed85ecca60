"""What the pricing rules say, as English sentences."""

from gigafibre_fsm.domain.pricing.quote import DISCOUNTS_LIMITED, FIRST_BOX_FREE
from gigafibre_fsm.domain.pricing.refusal import Code, Refused

MESSAGES = {
	FIRST_BOX_FREE: "The first TV box is free.",
	DISCOUNTS_LIMITED: "The discounts stop at what the services cost.",
}
REFUSALS: dict[Code, str] = {
	Code.NOTHING_ASKED: "Name at least one service, for example FTTH80I.",
	Code.BAD_QUANTITY: "{sku}: the quantity must be from 1 to {most}, not {qty}.",
	Code.UNKNOWN_SKU: "{sku} is not sold. `quote --list` shows what is.",
	Code.ADDED_BY_RULES: "{sku} is added by the rules and cannot be asked for.",
	Code.NOT_PRICED: "{sku} has no price in zone {zone} on that day.",
	Code.TOO_FAST: "{sku} needs {speed} Mbit/s; this place has {max_speed}.",
	Code.NEEDS: "{sku} needs a service of this kind with it: {service_type}.",
	Code.ONE_ONLY: "Only one {service_type} service fits on one connection; asked for: {skus}.",
	Code.UNKNOWN_ZONE: "There is no pricing zone {zone}.",
	Code.COMMITMENT_NOT_OFFERED: "There is no commitment of {months} months; offered: {offered}.",
	Code.BAD_BOXES: "The number of TV boxes must be from 0 to {most}, not {boxes}.",
	Code.SPECIAL_BY_AGENT_ONLY: "Only an agent may give the special discount.",
	Code.SPECIAL_WITHOUT_REASON: "The special discount needs a reason.",
	Code.SPECIAL_NOT_OFFERED: "There is no special discount on that day.",
}


def sentence(refused: Refused) -> str:
	return REFUSALS[refused.code].format(**{name: _in_words(fact) for name, fact in refused.facts.items()})


def _in_words(fact: object) -> str:
	return (", ".join(map(str, fact)) or "none") if isinstance(fact, list) else str(fact)

"""What a scanned or typed text says about a device: a bar code, a label with several codes, a QR code, a web address.

Nothing is guessed: what could be a telephone number, a product's bar code or a code with a digit too few is answered with
what it looks like.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gigafibre_fsm.domain.devices import label, lookalikes, makers
from gigafibre_fsm.domain.devices.label import Part, Said
from gigafibre_fsm.domain.devices.lookalikes import Looks, Unreadable
from gigafibre_fsm.domain.orders.devices import ONT


@dataclass(frozen=True)
class Code:
	serial: str | None
	mac: str | None
	# That it may be; empty: a serial whose form says nothing.
	kinds: tuple[str, ...]

	@property
	def is_gpon(self) -> bool:
		return self.kinds == (ONT,)

	@property
	def shown(self) -> str:
		return " / ".join(filter(None, (self.serial, self.mac)))


def read(text: str | None) -> Code | Unreadable:
	tidy = label.tidied(text)
	if not tidy:
		return Unreadable(Looks.EMPTY)
	if label.is_wifi(tidy):
		return Unreadable(Looks.WIFI)
	parts = label.parts(tidy)
	gpon = _distinct(part.value for part in parts if part.said is Said.GPON)
	macs = _macs(parts)
	if len(gpon) > 1:
		return Unreadable(Looks.SEVERAL, ", ".join(gpon))
	if gpon:
		return Code(gpon[0], macs[0] if len(macs) == 1 else None, (ONT,))
	return _without_gpon(tidy, parts, macs)


def _without_gpon(tidy: str, parts: list[Part], macs: list[str]) -> Code | Unreadable:
	wrong = next(filter(None, map(lookalikes.of_value, parts)), None)
	if wrong:
		return wrong
	if len(macs) > 1:
		return Unreadable(Looks.SEVERAL, ", ".join(macs))
	serials = _distinct(part.value for part in parts if part.said is Said.SERIAL)
	serial = serials[0] if len(serials) == 1 else None
	if macs:
		kind = makers.kind_of(macs[0])
		return Code(serial, macs[0], (kind,) if kind else makers.MAC_KINDS)
	return Code(serial, None, ()) if serial else _unnamed(tidy)


def _unnamed(tidy: str) -> Code | Unreadable:
	if label.is_web_address(tidy):
		return Unreadable(Looks.WEB_ADDRESS, tidy)
	found = lookalikes.of_bare(tidy)
	if found:
		return found
	serial = label.plain_serial(tidy)
	return Code(serial, None, ()) if serial else Unreadable(Looks.NOTHING, tidy)


def _macs(parts: list[Part]) -> list[str]:
	"""Those that the label calls so; else those that stand there without a word."""
	called = _distinct(part.value for part in parts if part.said is Said.MAC and part.called)
	return called or _distinct(part.value for part in parts if part.said is Said.MAC)


def _distinct(values: Iterable[str]) -> list[str]:
	return list(dict.fromkeys(values))

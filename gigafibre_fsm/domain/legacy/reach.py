"""How people are reached, out of fields where anything was typed: several numbers, an extension, a word."""

import re
from dataclasses import dataclass, field

from gigafibre_fsm.domain.contacts import canonical_email, canonical_phone
from gigafibre_fsm.domain.legacy import text

LONGEST_EMAIL = 140
_AREA = r"\(?([2-9]\d{2})\)?[\s./\-]*"
_NUMBER = re.compile(
	rf"(?<!\d)(?:\+?1[\s./\-]*)?{_AREA}([2-9]\d{{2}})[\s.\-]*(\d{{4}})(?!\d)"
	r"(?:[\s,]*(?:poste|post|ext|x|p|#)[\s.:#]*(\d{1,5})(?!\d))?",
	re.IGNORECASE,
)
# What the site's telephone fields take besides; seven digits are a number of the place.
_AS_IT_STANDS = re.compile(r"(?=(?:\D*\d){7})[0-9 +_\-,.*#()]{1,20}")
# `000-000-0000`, `-`, `x`
_NONE = re.compile(r"[\s()+.,/xX\-]*(?:(\d)(?:[\s().\-]*\1)*)?[\s().\-]*")
_BETWEEN = re.compile(r"[\s,;/&]|\b(?:ou|or|et|and)\b", re.IGNORECASE)
_MAIL_BETWEEN = re.compile(r"[\s,;<>]+|/(?=\S+@)")
# Narrower than an address may be: what the site's own check takes.
_MAIL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+")


@dataclass
class Read:
	found: list[str] = field(default_factory=list)
	# The whole text, where something in it could not be read.
	unread: str | None = None


def phones(value: str | None) -> Read:
	"""`(450) 272-2408 poste 12` is `+14502722408 #12`."""
	written = text.clean(value)
	if not written or _NONE.fullmatch(written):
		return Read()
	found = [_north_american(one) for one in _NUMBER.finditer(written)]
	if found:
		rest = _BETWEEN.sub("", _NUMBER.sub("", written)).strip("-. ")
		return Read(list(dict.fromkeys(found)), written if rest else None)
	other = _from_abroad(written)
	return Read([other]) if other else Read(unread=written)


def _north_american(found: re.Match) -> str:
	area, exchange, last, extension = found.groups()
	return f"+1{area}{exchange}{last}" + (f" #{extension}" if extension else "")


def _from_abroad(written: str) -> str | None:
	if written.startswith(("+", "00", "011")):
		try:
			return canonical_phone(re.sub(r"^(?:011|00)", "+", written))
		except ValueError:
			pass
	tidy = " ".join(written.split())
	return tidy if _AS_IT_STANDS.fullmatch(tidy) else None


def emails(value: str | None) -> Read:
	written = text.clean(value)
	if not written:
		return Read()
	read = Read()
	for part in filter(None, _MAIL_BETWEEN.split(written)):
		address = _email(part.removeprefix("mailto:"))
		if not address:
			read.unread = written
		elif address not in read.found:
			read.found.append(address)
	return read


def _email(part: str) -> str | None:
	try:
		address = canonical_email(part)
	except ValueError:
		return None
	return address if address and len(address) <= LONGEST_EMAIL and _is_plain(address) else None


def _is_plain(address: str) -> bool:
	return bool(_MAIL.fullmatch(address)) and not address.startswith(".") and ".@" not in address

"""The same thing, as different people and devices wrote it."""

from random import Random

AREAS = ("450", "579", "819", "873", "418", "581", "367", "514", "438", "263")
PHONES = (
	"({}) {}-{}",
	"{}{}{}",
	"1-{}-{}-{}",
	"{}-{}-{}",
	"{} {} {}",
	"{}.{}.{}",
	"+1 {} {} {}",
	"1{}{}{}",
	" {}-{}-{} ",
	"({}){}{}",
)
STATES = ("QC", "QC", "QC", "Québec", "Quebec", "PQ", "qc", "Qc.")


def did(number: int) -> str:
	"""The `number`th telephone number; exchange 555 belongs to nobody."""
	return f"{AREAS[number // 10_000 % len(AREAS)]}555{number % 10_000:04}"


def phone(rng: Random, digits: str) -> str:
	return rng.choice(PHONES).format(digits[:3], digits[3:6], digits[6:])


def some_phone(rng: Random) -> str:
	return phone(rng, did(rng.randrange(100_000)))


def mac(rng: Random, digits: str) -> str:
	pairs = [digits[at : at + 2] for at in range(0, 12, 2)]
	fours = [digits[at : at + 4] for at in range(0, 12, 4)]
	forms = (
		":".join(pairs),
		"-".join(pairs),
		".".join(fours).lower(),
		digits,
		digits.lower(),
		" ".join(pairs),
	)
	return rng.choice(forms)


def serial(rng: Random, text: str) -> str:
	forms = (
		text,
		text,
		text,
		text.lower(),
		f"{text[:4]}-{text[4:]}",
		f" {text}",
		f"{text[:4]} {text[4:]}",
		f"{text} ",
	)
	return rng.choice(forms)


def gpon_in_hex(text: str) -> str:
	return text[:4].encode().hex().upper() + text[4:]


def postal_code(rng: Random, code: str) -> str:
	return rng.choice(
		(
			code,
			code,
			code.replace(" ", ""),
			code.lower(),
			code.replace(" ", "").lower(),
			code.replace(" ", "-"),
		)
	)


def state(rng: Random) -> str:
	return rng.choice(STATES)


# « 08:30 » and the others, for hours and minutes.
CLOCKS = (
	"{:02}:{:02}",
	"{:02}:{:02}",
	"{}h{:02}",
	"{}:{:02}",
	"{:02}{:02}",
	"{} h {:02}",
	"{}H{:02}",
	"{:02}:{:02}:00",
)


def clock(rng: Random, hour: int, minute: int) -> str:
	if rng.random() < 0.1:
		return f"{hour % 12 or 12}:{minute:02} {'AM' if hour < 12 else 'PM'}"
	return rng.choice(CLOCKS).format(hour, minute)


# The providers' own for tests; no bank ever gave them out.
CARD_NUMBERS = ("4242424242424242", "5555555555554444", "4000056655665556", "378282246310005")


def card_number(rng: Random) -> str:
	return rng.choice(CARD_NUMBERS)

"""Stripe takes forms, not JSON: nested values become `a[b]` and `a[0]`."""

from collections.abc import Iterator, Mapping


def encode(parameters: Mapping[str, object]) -> list[tuple[str, str]]:
	"""The form's pairs. What is None is not sent; an empty text is, since Stripe takes it for « unset »."""
	return [pair for name, value in parameters.items() for pair in _pairs(name, value)]


def _pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
	if value is None:
		return
	children = _children(value)
	if children is None:
		yield name, _text(value)
		return
	for key, child in children:
		yield from _pairs(f"{name}[{key}]", child)


def _children(value: object) -> list[tuple[object, object]] | None:
	if isinstance(value, Mapping):
		return list(value.items())
	if isinstance(value, list | tuple):
		return list(enumerate(value))
	return None


def _text(value: object) -> str:
	if isinstance(value, bool):
		return "true" if value else "false"
	if isinstance(value, str | int):
		return str(value)
	# A float or a Decimal would be an amount that nobody turned into cents.
	raise TypeError(f"Not a form value: {type(value).__name__}")

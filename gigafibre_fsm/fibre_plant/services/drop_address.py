"""A drop's address as the old system has it, for people to read."""


def in_one_line(drop: dict) -> str:
	"""On one line; as the old system wrote it where nothing else is known."""
	number = f"{drop['civic_number'] or ''}{drop['civic_suffix'] or ''}"
	unit = f"#{drop['unit']}" if drop["unit"] else ""
	door = " ".join(part for part in (number, drop["street"], unit) if part)
	return (
		", ".join(part for part in (door, drop["city"], drop["postal_code"]) if part)
		or drop["raw_address"]
		or ""
	)

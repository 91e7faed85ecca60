"""What a database user may do, by the server's own account of it."""

import re
from collections.abc import Iterable

GRANT = re.compile(r"^GRANT (?P<privileges>.+?) ON ", re.IGNORECASE)
COLUMNS = re.compile(r"\([^)]*\)")
READING = frozenset({"USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES"})


def beyond_reading(grants: Iterable[str]) -> list[str]:
	"""The privileges in the lines of SHOW GRANTS that an import has no use for, sorted."""
	found = {privilege for line in grants for privilege in _privileges(line)}
	return sorted(found - READING)


def _privileges(line: str) -> set[str]:
	match = GRANT.match(line)
	if not match:
		# `GRANT role TO user`: the role's own privileges come as lines of their own.
		return set()
	listed = COLUMNS.sub("", match["privileges"]).upper().split(",")
	extra = {"GRANT OPTION"} if line.upper().rstrip().endswith("WITH GRANT OPTION") else set()
	return {privilege.strip() for privilege in listed} | extra

"""What is loaded, as the table itself says: its comment came with it in the switch, and goes when it does."""

import json

import frappe
from pymysql.connections import Connection

from gigafibre_fsm.legacy.address_register.tables import ADDRESS, NEXT, STREET, comment, set_comment
from gigafibre_fsm.legacy.server import rows

MARK = "gigafibre_fsm address register "


def read(connection: Connection) -> dict | None:
	return _parsed(comment(connection, ADDRESS))


def read_from_site() -> dict | None:
	found = frappe.db.sql(
		"select table_comment from information_schema.tables where table_schema=database() and table_name=%s",
		ADDRESS,
	)
	return _parsed(found[0][0] if found else "")


def _parsed(text: str) -> dict | None:
	return json.loads(text.removeprefix(MARK)) if text.startswith(MARK) else None


def write_on_next(connection: Connection, facts: dict) -> None:
	set_comment(connection, NEXT[ADDRESS], MARK + json.dumps(facts))


# What makes the fingerprint of the addresses, of rows that the register holds.
HELD = "(register_hash <> 0 and vanished_on is null)"
ADDRESSES = "coalesce(sum(held), 0), bit_xor(if(held, register_hash, 0)), bit_xor(if(held, crc32(name), 0))"


def fingerprint(connection: Connection) -> list[int]:
	"""Of what the register gave, as it stands in the tables: a row that is gone, or one too many, changes it."""
	found = rows(connection, f"select {ADDRESSES} from (select *, {HELD} as held from `{ADDRESS}`) as a")[0]
	return [*map(int, found), *streets(connection, STREET)]


def streets(connection: Connection, table: str) -> list[int]:
	found = rows(
		connection,
		f"""select count(*), bit_xor(crc32(concat(name, coalesce(normalized, '')))) from `{table}`
		where address_count > 0""",
	)[0]
	return list(map(int, found))

"""A chunk of the file beside the addresses in use: new, changed, or as it was.

A row that the register did not change stays as it stands here, with what a person has corrected in it; one that the
register changed takes the register's values. Tags, comments and fields of the site's own stay in any case.
"""

from pymysql.connections import Connection

from gigafibre_fsm.legacy.address_register.tables import ADDRESS, NEXT, Column, stored_columns
from gigafibre_fsm.legacy.server import execute, rows

CHUNK = "_gigafibre_chunk"
CHUNK_COLUMNS = (
	"name",
	"register_id",
	"street",
	"civic_number",
	"civic_suffix",
	"unit",
	"postal_code",
	"latitude",
	"longitude",
	"register_hash",
)
SAID = frozenset(CHUNK_COLUMNS[2:-1])
SAME = "coalesce(o.register_hash = c.register_hash, 0)"
TOUCHED = f"(not {SAME} or o.vanished_on is not null or coalesce(o.register_id, '') <> c.register_id)"
JOINED = f"`{CHUNK}` c left join `{ADDRESS}` o on o.name = c.name"


def create_chunk(connection: Connection) -> None:
	"""Of this connection alone, and gone with it."""
	execute(connection, f"drop temporary table if exists `{CHUNK}`")
	kinds = {column.name: column.type for column in stored_columns(connection, ADDRESS)}
	fields = ", ".join(f"`{name}` {kinds[name]} not null" for name in CHUNK_COLUMNS)
	collation = rows(connection, f"show full columns from `{ADDRESS}` like 'name'")[0][2]
	execute(
		connection,
		f"create temporary table `{CHUNK}` ({fields}, primary key (name)) engine=InnoDB collate={collation}",
	)


def empty_chunk(connection: Connection) -> None:
	execute(connection, f"truncate table `{CHUNK}`")


def compare(connection: Connection) -> tuple[int, int, int]:
	"""How many of the chunk are new, changed, as they were."""
	found = rows(
		connection,
		f"""select coalesce(sum(o.name is null), 0), coalesce(sum(o.name is not null and {TOUCHED}), 0), count(*)
		from {JOINED}""",
	)[0]
	new, changed, total = map(int, found)
	return new, changed, total - new - changed


def insert(connection: Connection, stamp: str, user: str) -> None:
	stored = stored_columns(connection, NEXT[ADDRESS])
	names = ", ".join(f"`{column.name}`" for column in stored)
	values = ", ".join(_value(column) for column in stored)
	execute(connection, "set @stamp = %s, @person = %s", stamp, user)
	execute(connection, f"insert into `{NEXT[ADDRESS]}` ({names}) select {values} from {JOINED}")


def _value(column: Column) -> str:
	name = column.name
	if name in SAID:
		return f"if({SAME}, o.`{name}`, c.`{name}`)"
	return OURS.get(name) or f"coalesce(o.`{name}`, {column.default or 'null'})"


OURS = {
	"name": "coalesce(o.name, c.name)",
	"creation": "coalesce(o.creation, @stamp)",
	"owner": "coalesce(o.owner, @person)",
	"modified": f"if({TOUCHED}, @stamp, o.modified)",
	"modified_by": f"if({TOUCHED}, @person, o.modified_by)",
	"register_id": "c.register_id",
	"register_hash": "c.register_hash",
	"vanished_on": "null",
}

"""What goes into the next tables beside the file's rows: addresses that must not go, and the streets of all."""

from collections.abc import Iterable

from frappe.utils import create_batch
from pymysql.connections import Connection

from gigafibre_fsm.legacy.address_register.filling import Filler
from gigafibre_fsm.legacy.address_register.tables import ADDRESS, NEXT, PREVIOUS, STREET, stored_columns
from gigafibre_fsm.legacy.server import execute

AT_ONCE = 1000
STREETS = "_gigafibre_streets"


def made_by_hand(connection: Connection, names: Iterable[str]) -> None:
	"""The next table's own rows win: what the file holds now is not by hand any more."""
	for some in create_batch(sorted(names), AT_ONCE):
		_copy(connection, ADDRESS, NEXT[ADDRESS], ADDRESS, _among(connection, some))


def vanished(connection: Connection, names: Iterable[str], stamp: str, source: str, target: str) -> None:
	"""Addresses that the file no longer holds and that records point to."""
	execute(connection, "set @stamp = %s", stamp)
	changed = {"vanished_on": "coalesce(o.vanished_on, date(@stamp))"}
	changed["modified"] = "if(o.vanished_on is null, @stamp, o.modified)"
	for some in create_batch(sorted(names), AT_ONCE):
		_copy(connection, source, target, ADDRESS, _among(connection, some), changed)


def _among(connection: Connection, names: Iterable[str]) -> str:
	return f"o.name in ({', '.join(connection.escape(name) for name in names)})"


def _copy(
	connection: Connection, source: str, target: str, shape: str, condition: str, changed: dict | None = None
) -> None:
	stored = [column.name for column in stored_columns(connection, shape)]
	values = ", ".join((changed or {}).get(name, f"o.`{name}`") for name in stored)
	names = ", ".join(f"`{name}`" for name in stored)
	execute(
		connection,
		f"""insert into `{target}` ({names}) select {values} from `{source}` o
		left join `{target}` n on n.name = o.name where n.name is null and {condition}""",
	)


def streets(connection: Connection, filler: Filler, lines: list[str], stamp: str, user: str) -> None:
	"""The file's streets, those of the addresses that were carried over, and those that were made by hand, which have
	no address of the register."""
	execute(connection, f"drop temporary table if exists `{STREETS}`")
	execute(connection, f"create temporary table `{STREETS}` like `{STREET}`")
	filler.fill(STREETS, ("name", "street", "municipality", "normalized"), lines)
	execute(connection, f"drop temporary table if exists `{STREETS}_counts`")
	execute(
		connection,
		f"""create temporary table `{STREETS}_counts` (primary key (street))
		select street, count(*) as addresses from `{NEXT[ADDRESS]}` where street <> '' group by street""",
	)
	_insert_streets(connection, stamp, user)
	_keep_streets(connection)


def _insert_streets(connection: Connection, stamp: str, user: str) -> None:
	execute(connection, "set @stamp = %s, @person = %s", stamp, user)
	stored = stored_columns(connection, NEXT[STREET])
	touched = (
		"(o.name is null or coalesce(o.address_count, 0) <> k.addresses or not o.normalized <=> s.normalized)"
	)
	ours = {
		"name": "coalesce(o.name, s.name)",
		"street": "coalesce(o.street, s.street)",
		"municipality": "coalesce(o.municipality, s.municipality)",
		"normalized": "s.normalized",
		"address_count": "k.addresses",
		"creation": "coalesce(o.creation, @stamp)",
		"owner": "coalesce(o.owner, @person)",
		"modified": f"if({touched}, @stamp, o.modified)",
		"modified_by": f"if({touched}, @person, o.modified_by)",
	}
	values = ", ".join(
		ours.get(column.name) or f"coalesce(o.`{column.name}`, {column.default or 'null'})"
		for column in stored
	)
	names = ", ".join(f"`{column.name}`" for column in stored)
	execute(
		connection,
		f"""insert into `{NEXT[STREET]}` ({names}) select {values} from `{STREETS}` s
		join `{STREETS}_counts` k on k.street = s.name left join `{STREET}` o on o.name = s.name""",
	)


def _keep_streets(connection: Connection) -> None:
	used = f"exists (select 1 from `{STREETS}_counts` k where k.street = o.name)"
	_copy(connection, STREET, NEXT[STREET], STREET, f"(o.address_count = 0 or {used})")
	execute(
		connection,
		f"""update `{NEXT[STREET]}` n join `{STREETS}_counts` k on k.street = n.name
		set n.address_count = k.addresses where n.address_count <> k.addresses""",
	)


def changed_meanwhile(connection: Connection, since: str) -> None:
	"""What was typed or corrected in the desk while the file was being loaded, from the tables just switched out."""
	old, live = PREVIOUS[ADDRESS], ADDRESS
	_copy(connection, PREVIOUS[STREET], STREET, STREET, f"o.modified > {connection.escape(since)}")
	_copy(connection, old, live, ADDRESS, f"o.register_hash = 0 and o.modified > {connection.escape(since)}")
	kept = ("name", "register_hash", "register_id", "vanished_on")
	fields = [column.name for column in stored_columns(connection, live) if column.name not in kept]
	execute(
		connection,
		f"""update `{live}` n join `{old}` o on o.name = n.name and o.register_hash = n.register_hash
		set {", ".join(f"n.`{name}` = o.`{name}`" for name in fields)} where o.modified > %s""",
		since,
	)

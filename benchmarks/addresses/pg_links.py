"""Linking drops to addresses in SQL: as it was done, and at its best."""

from .pg_query import lengthened, read

MOST_ALIKE = 3  # streets that a drop's words are compared to more closely
DROPS = """
create temp table raw_drop (id int, civic int, street text, city text, zip text);
create temp table drop_words (id int, civic int, suffix text, unit text, words text);
"""
# Texts as they came: the postal codes must be equal, letter by letter.
AS_IT_WAS = """
select distinct on (d.id) d.id, a.id
from raw_drop d
join address a on a.civic = d.civic and left(a.postal, 3) || ' ' || right(a.postal, 3) = d.zip
join street s using (street_id)
where similarity(s.street, d.street) > 0.3
order by d.id, similarity(s.street, d.street) desc
"""
AT_ITS_BEST = f"""
set pg_trgm.similarity_threshold = 0.5;
create temp table likely as
	select words, street_id, likeness, likeness - coalesce(lead(likeness) over (partition by words order by likeness desc), 0) as ahead
	from (select distinct words from drop_words) w cross join lateral (
		select street_id, similarity(text, words) as likeness from street where text %% words order by 2 desc limit {MOST_ALIKE}
	) s;
create index on likely (words);
analyze likely;
analyze drop_words;
select distinct on (d.id) d.id, a.id
from drop_words d join likely l using (words)
join address a on a.street_id = l.street_id and a.civic = d.civic and a.suffix = d.suffix and a.unit = d.unit
where likeness >= %(least)s and (likeness = 1 or ahead >= %(margin)s)
order by d.id, likeness desc;
"""


def number(text: str) -> int | None:
	return int(text) if text.isdigit() else None


def parsed(drop: dict) -> tuple:
	"""The number where it was put, or else the one in the street's text."""
	place = f"{drop['terrain']} " if drop["terrain"] and not drop["rue"].startswith(drop["terrain"]) else ""
	fields = read(place + drop["rue"])
	return (
		int(drop["id"]),
		fields.civic,
		fields.suffix,
		fields.unit,
		f"{fields.words} {lengthened(drop['ville'])}",
	)


class Links:
	def __init__(self, server, drops: list[dict]):
		self.cursor = server.connect().cursor()
		self.drops = drops
		self.cursor.execute(DROPS)

	def as_it_was(self) -> dict[str, str]:
		rows = [
			(int(drop["id"]), number(drop["terrain"]), drop["rue"], drop["ville"], drop["zip"])
			for drop in self.drops
		]
		self.fill("raw_drop", rows)
		return self.links(AS_IT_WAS)

	def at_its_best(self, least: float = 0.75, margin: float = 0.1) -> dict[str, str]:
		self.fill("drop_words", [parsed(drop) for drop in self.drops])
		return self.links(AT_ITS_BEST, {"least": least, "margin": margin})

	def fill(self, table: str, rows: list[tuple]) -> None:
		places = ", ".join(["%s"] * len(rows[0]))
		values = b",".join(self.cursor.mogrify(f"({places})", row) for row in rows)
		self.cursor.execute(b"insert into " + table.encode() + b" values " + values)

	def links(self, statement: str, given: dict | None = None) -> dict[str, str]:
		self.cursor.execute(statement, given)
		return {str(drop): address for drop, address in self.cursor.fetchall()}

"""Searches by pg_trgm: the real alternative, in the forms that were tried for the old site."""

from .pg_query import Fields, read
from .register import plain

MOST = 5
ORDER = "(suffix = %(suffix)s) desc, (unit = %(unit)s) desc, unit = '' desc"
# The number by B-tree, then how alike the words are; a postal code that agrees counts, one that does not costs nothing.
BY_CIVIC = f"""
select id from address where civic = %(civic)s
order by {{score}} + case when postal = %(postal)s then 0.3 else 0 end desc, {ORDER} limit {MOST}
"""
BY_POSTAL = (
	f"select id from address where postal = %(postal)s and civic = %(civic)s order by {ORDER} limit {MOST}"
)
BY_STREET = f"""
select street, city from street where text %% %(words)s
order by {{score}} desc limit {MOST}
"""
NEAREST = f"select id from whole order by text <-> %(words)s limit {MOST}"
ALIKE = f"select id from whole where text %% %(words)s order by similarity(text, %(words)s) desc limit {MOST}"
SIMILARITY = "similarity(text, %(words)s)"
WORD_SIMILARITY = "word_similarity(%(words)s, text) + 0.5 * similarity(text, %(words)s)"
SCORES = {"pg_trgm, fields, similarity": SIMILARITY, "pg_trgm, fields, word_similarity": WORD_SIMILARITY}


class Parsed:
	"""Fields parsed, civic number by B-tree, then similarity of street and city."""

	def __init__(self, connection, score: str):
		self.cursor = connection.cursor()
		self.score = score

	def search(self, text: str) -> list:
		fields = read(text)
		self.cursor.execute(self.statement(fields).format(score=self.score), vars(fields))
		return [line[0] if len(line) == 1 else line for line in self.cursor.fetchall()]

	def statement(self, fields: Fields) -> str:
		if fields.civic is None:
			return BY_STREET
		return BY_CIVIC if fields.words else BY_POSTAL


class Whole:
	"""One trigram index on the whole address."""

	def __init__(self, connection, threshold: float | None):
		self.cursor = connection.cursor()
		self.cursor.execute("set pg_trgm.similarity_threshold = %s", (threshold or 0.3,))
		self.nearest = threshold is None

	def search(self, text: str) -> list:
		self.cursor.execute(NEAREST if self.nearest else ALIKE, {"words": plain(text)})
		return [line[0] for line in self.cursor.fetchall()]


def parsed_alternatives(server) -> dict[str, Parsed]:
	return {name: Parsed(server.connect(), score) for name, score in SCORES.items()}


def whole_alternatives(server) -> dict[str, Whole]:
	found = {
		f"pg_trgm, whole address, GIN {threshold}": Whole(server.connect(), threshold)
		for threshold in (0.3, 0.5)
	}
	return found | {"pg_trgm, whole address, GiST nearest": Whole(server.connect(), None)}

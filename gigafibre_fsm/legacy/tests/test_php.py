"""What PHP itself wrote is read back; damaged as databases damage it, it is repaired or refused."""

import math
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from gigafibre_fsm.domain.legacy import php, php_repair, quote_lines
from gigafibre_fsm.domain.legacy.outcome import Rejected
from gigafibre_fsm.testing.php import php as running_php

LINES = (
	"[['sku' => 'FTTH80I', 'desc' => 'Fibre à l\\'érablière 24\"', 'amt' => '79.95', 'qte' => '3', 'tot' => '239.85'],"
	" ['sku' => 'RAB', 'desc' => 'Été : rabais', 'amt' => -5.1, 'qte' => 1, 'tot' => -5.1]]"
)
READ = [
	("FTTH80I", "Fibre à l'érablière 24\"", "79.95", "3", "239.85"),
	("RAB", "Été : rabais", "-5.1", "1", "-5.10"),
]
TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXTS
SCALARS |= st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
	SCALARS,
	lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
	max_leaves=12,
)


class PhpCase(unittest.TestCase):
	@classmethod
	def setUpClass(cls):
		cls.php = cls.enterClassContext(running_php())

	def lines(self, stored: str) -> list[tuple]:
		row = {"materiel": stored, "mensuel": None}
		return [
			(line.sku, line.text, str(line.amount), str(line.quantity), str(line.total))
			for line in quote_lines.of_row(row)
		]


class TestReading(PhpCase):
	@settings(max_examples=300, deadline=None)
	@given(VALUES)
	def test_what_it_wrote_is_read_back(self, value):
		written = self.php.value(value)
		self.assertEqual(plain(php.read(written)), as_php_keeps(value), written)

	@settings(max_examples=100, deadline=None)
	@given(VALUES, st.integers(1, 60))
	def test_what_is_cut_off_is_refused(self, value, cut):
		written = self.php.value(value)
		self.assertRaises(php.Unreadable, php.read, written[:-cut] if cut < len(written) else b"")

	def test_numbers_that_are_none(self):
		read = php.read(self.php.serialized("[INF, -INF, NAN, 1.0E+25, -0.0, PHP_INT_MIN]"))
		self.assertEqual([read[0], read[1], read[3], read[5]], [math.inf, -math.inf, 1e25, -(2**63)])
		self.assertTrue(math.isnan(read[2]))

	def test_references_and_objects_are_counted_as_php_counts_them(self):
		written = self.php.run(
			"$o = new stdClass; $o->x = 'o'; $a = ['a']; $b = 'b';"
			" return serialize([$o, $o, 7, &$a, &$a, &$b, [1, $o], &$b]);"
		)
		read = php.read(written)
		self.assertIs(read[0], read[1])
		self.assertIs(read[0], read[6][1])
		self.assertEqual((plain(read[3]), read[4] is read[3], read[7]), ({0: "a"}, True, b"b"))

	def test_an_array_that_contains_itself_is_read_and_is_no_list_of_lines(self):
		written = self.php.run("$a = ['sku' => 'X']; $a['desc'] = &$a; return serialize([&$a]);")
		self.assertEqual(php.read(written)[0][b"sku"], b"X")
		self.assertRaises(Rejected, self.lines, written.decode())

	def test_classes_of_any_name_and_their_hidden_properties(self):
		written = self.php.run(
			"class Ligne { public $sku = 'A'; protected $desc = 'B'; private $amt = 1; } return serialize(new Ligne);"
		)
		read = php.read(written)
		self.assertEqual(read.class_name, b"Ligne")
		self.assertEqual(set(read.properties), {b"sku", b"\0*\0desc", b"\0Ligne\0amt"})

	def test_what_php_itself_would_not_take_without_its_class_is_refused(self):
		for code in ("return serialize(new ArrayObject([1]));", "enum E { case A; } return serialize(E::A);"):
			written = self.php.run(code)
			with self.subTest(written):
				self.assertRaises(Rejected, self.lines, f"a:1:{{i:0;{written.decode()}}}")


class TestLines(PhpCase):
	def test_in_both_character_sets_and_misread(self):
		utf8, latin1 = (self.php.serialized(LINES, charset) for charset in ("UTF-8", "CP1252"))
		stored = {
			"UTF-8 in a column of UTF-8": utf8.decode(),
			"latin1 in a column of latin1": latin1.decode("cp1252"),
			"UTF-8 in a column of latin1": utf8.decode("cp1252"),
			"that converted to UTF-8 and misread again": utf8.decode("cp1252").encode().decode("cp1252"),
			"latin1, converted, misread": latin1.decode("cp1252").encode().decode("cp1252"),
		}
		for how, text in stored.items():
			with self.subTest(how):
				self.assertEqual(self.lines(text), READ)

	def test_lengths_that_fit_no_character_set(self):
		utf8 = self.php.serialized(LINES).decode()
		halves = utf8.replace('s:14:"Été : rabais"', 's:12:"Été : rabais"')
		self.assertNotEqual(halves, utf8)
		self.assertEqual(self.lines(halves), READ)

	def test_letters_that_were_lost(self):
		text = self.php.serialized(LINES).decode().replace("é", "?").replace("à", "?").replace("É", "?")
		self.assertEqual(self.lines(text)[0][1], "Fibre ? l'?rablière 24\"")

	def test_a_text_that_looks_like_more_of_the_array(self):
		desc = 'Porte é";s:3:"amt";s:4:"1.00'
		lines = f"[['sku' => 'A', 'desc' => '{desc}', 'amt' => '2', 'qte' => '1', 'tot' => '2']]"
		written = self.php.serialized(lines).decode()
		self.assertEqual(self.lines(written)[0][1], desc)
		self.assertRaises(Rejected, self.lines, written.replace("s:29:", "s:27:"))

	def test_serialized_once_more_as_a_whole_or_line_by_line(self):
		for charset in ("UTF-8", "CP1252"):
			for lines in (f"serialize({LINES})", f"array_map('serialize', {LINES})"):
				written = self.php.run(
					f"$x = {LINES}; array_walk_recursive($x, function (&$one)"
					f" {{ if (is_string($one)) $one = iconv('UTF-8', '{charset}', $one); }});"
					f" return serialize({lines.replace(LINES, '$x')});"
				)
				with self.subTest(charset + lines[:9]):
					self.assertEqual(
						self.lines(written.decode("utf-8" if charset == "UTF-8" else "cp1252")), READ
					)

	def test_serialized_once_more_with_lengths_of_another_character_set(self):
		for lines in (f"serialize({LINES})", f"array_map('serialize', {LINES})"):
			text = self.php.serialized(lines).decode().replace("s:14:", "s:13:")
			with self.subTest(lines[:9]):
				self.assertEqual(self.lines(text), READ)

	def test_serialized_twice_more_is_refused(self):
		written = self.php.serialized(f"serialize(array_map('serialize', {LINES}))").decode()
		self.assertRaises(Rejected, self.lines, written)

	def test_objects_with_the_lines_fields(self):
		written = self.php.serialized(f"array_map(fn($line) => (object) $line, {LINES})").decode()
		self.assertEqual(self.lines(written), READ)

	def test_a_line_by_reference(self):
		code = f"$x = {LINES}; $x[] = &$x[0]; return serialize($x);"
		self.assertEqual(self.lines(self.php.run(code).decode()), [*READ, READ[0]])

	def test_trailing_junk(self):
		written = self.php.serialized(LINES).decode()
		for junk in ("}", ";", "\n", 's:0:"";', "a:0:{}"):
			with self.subTest(junk):
				self.assertRaises(Rejected, self.lines, written + junk)

	@settings(max_examples=150, deadline=None)
	@given(st.data())
	def test_cut_off_anywhere(self, data):
		written = self.php.serialized(LINES).decode()
		self.assertRaises(Rejected, self.lines, written[: data.draw(st.integers(1, len(written) - 1))])

	@settings(max_examples=200, deadline=None)
	@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
	def test_lengths_recomputed_are_the_right_ones_or_the_text_is_refused(self, texts, data):
		"""Whatever stands in the texts: never another text."""
		lines = [{"sku": "A", "desc": text, "amt": "1", "qte": "1", "tot": "1"} for text in texts]
		written = self.php.value(lines).decode()
		wrong = written.replace('s:4:"desc"', f's:{data.draw(st.integers(5, 9))}:"desc"')
		try:
			read = php_repair.LengthsIgnored(wrong.encode()).whole()
		except php.Unreadable:
			return
		self.assertEqual([php_repair.decode(line[b"desc"]) for line in read.values()], texts)


def plain(value):
	if isinstance(value, dict):
		return {plain(key): plain(one) for key, one in value.items()}
	return value.decode() if isinstance(value, bytes) else value


def as_php_keeps(value):
	"""Lists have keys, and a key that is a number is one."""
	if isinstance(value, list):
		value = dict(enumerate(value))
	if isinstance(value, dict):
		return {_key(key): as_php_keeps(one) for key, one in value.items()}
	return value


def _key(key):
	is_number = isinstance(key, str) and key.isascii() and key.lstrip("-").isdigit() and str(int(key)) == key
	return int(key) if is_number and -(2**63) <= int(key) < 2**63 else key

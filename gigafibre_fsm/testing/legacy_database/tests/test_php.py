"""What the generator writes as PHP's is what PHP writes."""

import subprocess

from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.testing.legacy_database.generating.php import Shared, Thing, serialize

LINES = [
	{"sku": "STB", "desc": "Décodeur télé", "amt": "99.95", "qte": "1", "tot": "99.95"},
	{"sku": "RAB2X", "desc": "Rabais — été", "amt": -5.5, "qte": 2, "tot": -11.0},
]
# Value, and the same in PHP.
VALUES = (
	([], "[]"),
	(None, "null"),
	(True, "true"),
	(-12, "-12"),
	("", "''"),
	('Écran 24" à l\'étage', "'Écran 24\" à l\\'étage'"),
	(LINES, "[['sku'=>'STB','desc'=>'Décodeur télé','amt'=>'99.95','qte'=>'1','tot'=>'99.95'],"
		"['sku'=>'RAB2X','desc'=>'Rabais — été','amt'=>-5.5,'qte'=>2,'tot'=>-11.0]]"),
	({3: "a", "x": {"y": [1, 2]}}, "[3=>'a','x'=>['y'=>[1,2]]]"),
	([Thing("stdClass", LINES[0])],
		"[(object)['sku'=>'STB','desc'=>'Décodeur télé','amt'=>'99.95','qte'=>'1','tot'=>'99.95']]"),
	(serialize(LINES[:1]).decode(), "serialize([['sku'=>'STB','desc'=>'Décodeur télé','amt'=>'99.95','qte'=>'1','tot'=>'99.95']])"),
)  # fmt: skip
FLOATS = (
	0.0,
	-0.0,
	12.5,
	0.1,
	1e15,
	123456789012345.6,
	1e20,
	1.5e-7,
	98765432.1,
	1e22,
	-1e-5,
	0.0001,
	1e100,
	5e-324,
)


def php(program: str) -> bytes:
	found = subprocess.run(
		["php", "-n", "-d", "serialize_precision=-1", "-r", program], capture_output=True, check=True
	)
	return found.stdout


class TestSerialize(FrappeTestCase):
	def test_values(self):
		for value, source in VALUES:
			with self.subTest(value=value):
				self.assertEqual(serialize(value), php(f"echo serialize({source});"))

	def test_latin1(self):
		self.assertEqual(serialize(["Décodeur"], "latin-1"), php(r'echo serialize(["D\xe9codeur"]);'))

	def test_a_reference(self):
		self.assertEqual(
			serialize({0: ["a"], 1: ["b"], 2: Shared(2)}),
			php("$l = [['a'], ['b']]; $l[2] = &$l[0]; echo serialize($l);"),
		)

	def test_floats(self):
		for number in FLOATS:
			with self.subTest(number=number):
				self.assertEqual(serialize(number), php(f"echo serialize((float) '{number!r}');"))

	def test_php_reads_it_back(self):
		text = serialize(LINES).decode().replace("'", "\\'")
		self.assertEqual(php(f"echo unserialize('{text}')[1]['desc'];").decode(), "Rabais — été")

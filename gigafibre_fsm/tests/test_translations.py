"""No text reaches a French-speaking employee in English, and fr.csv holds nothing that no text asks for."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.translate import get_all_translations, get_translations_from_apps

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.setup import definitions
from gigafibre_fsm.testing import factories
from gigafibre_fsm.testing.messages import APART, Message, messages

FILE = definitions.PACKAGE / "translations" / "fr.csv"

SAME_IN_BOTH = frozenset(
	"""ACS · ATA · Catalogue · Dates · E911 · FSM ACS · FTTH · GPON · IP · Internet · OLT · PPA · Phase · Port · Province · RADIUS · SIP · SMS · VoIP
	· Webhook · 5 GHz · Installation · Gigafibre · Gigafibre FSM
	· PreSharedKey.1.KeyPassphrase · PreSharedKey.1.PreSharedKey · KeyPassphrase · TR-098 · TR-181 · v1 · v2
	· xsd:string · xsd:boolean · xsd:int · xsd:unsignedInt · xsd:dateTime
	· GenieACS · Mailjet · Oktopus · Paysafe · Slack · Stripe · Stripe SetupIntent · Teams · Traccar · Twilio""".replace(
		"\n\t", " "
	).split(" · ")
)
# The contract's own words, stored and shown in French in either language.
FRENCH_ALREADY = frozenset(
	"""Actif · Autre · Décodeur TV · Défectueux · En inventaire · ONT · Perdu · Retourné · Routeur · TPS · TVQ
	· Téléphone IP""".replace("\n\t", " ").split(" · ")
)
# Words of Frappe and ERPNext whose translation is mended for everyone: « actif », « code postal », « Les clients »,
# « Adresse du Service ». Any other word of theirs is changed under a DocType of ours, in the third column.
MENDED = frozenset({"Active", "Customers", "Postal Code", "Service Address"})

PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{\w*\}|https?://\S+|\*\*|<[^>]+>")
# A line must not break before a colon or inside quotation marks.
LOOSE_SPACE = re.compile(r" :(?=\s|$)|« | »")
# JavaScript that shows a text as it stands.
BARE_IN_JS = re.compile(
	r"""(?:msgprint|throw|confirm|show_alert|add_custom_button)\(\s*["'`]\w"""
	r"""|\b(?:label|title|message|placeholder|freeze_message|primary_action_label)\s*:\s*["'`]\w"""
)
REFUSALS = ("frappe.throw", "frappe.msgprint", "throw", "msgprint")


def rows() -> list[list[str]]:
	with FILE.open(encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


def key(source: str, context: str | None) -> str:
	source = source.strip()
	return f"{source}:{context}" if context else source


def ours() -> dict[str, str]:
	return get_translations_from_apps("fr", ["gigafibre_fsm"])


def theirs() -> dict[str, str]:
	return get_translations_from_apps("fr", ["frappe", "erpnext"])


def key_in_use(message: Message, translations: dict[str, str]) -> str | None:
	"""As frappe._ and __ do: under the DocType first, then the word alone."""
	candidates = (key(message.source, message.context), key(message.source, None))
	return next((candidate for candidate in candidates if translations.get(candidate)), None)


class TestFrenchFile(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.messages = messages()
		cls.ours, cls.theirs = ours(), theirs()
		cls.all = {**cls.theirs, **cls.ours}

	def test_every_text_has_its_french(self):
		known = SAME_IN_BOTH | FRENCH_ALREADY
		missing = {
			f"{message.source!r} ({message.context or 'anywhere'}), {message.where}"
			for message in self.messages
			if message.source not in known and not key_in_use(message, self.all)
		}
		self.assertEqual(sorted(missing), [])

	def test_no_translation_is_empty_or_just_the_english_again(self):
		untouched = [source for source, french, *_ in rows() if not french.strip()]
		untouched += [
			row[0] for row in rows() if row[0] == row[1] and not self.differs_from_the_word_alone(row)
		]
		self.assertEqual(untouched, [])

	def differs_from_the_word_alone(self, row: list[str]) -> bool:
		"""« Active » is French where it is said of a line (feminine), and the word alone is not."""
		return len(row) == 3 and self.all.get(row[0], row[0]) != row[0]

	def test_no_row_is_left_that_no_text_asks_for(self):
		asked = {key_in_use(message, self.all) for message in self.messages}
		self.assertEqual(sorted(set(self.ours) - asked), [])

	def test_the_lists_above_hold_only_words_in_use(self):
		sources = {message.source for message in self.messages}
		self.assertEqual(sorted((SAME_IN_BOTH | FRENCH_ALREADY) - sources), [])
		self.assertEqual(sorted(MENDED - set(self.theirs)), [])

	def test_words_of_frappe_and_erpnext_are_left_alone(self):
		plain = {row[0] for row in rows() if len(row) == 2}
		self.assertEqual(sorted((plain & set(self.theirs)) - MENDED), [])

	def test_placeholders_and_marks_are_the_same_on_both_sides(self):
		for source, french, *_ in rows():
			with self.subTest(source=source):
				self.assertEqual(sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(french)))

	def test_spaces_before_colons_and_inside_quotation_marks_do_not_break(self):
		self.assertEqual([french for _, french, *_ in rows() if LOOSE_SPACE.search(french)], [])

	def test_rows_are_in_order_and_each_is_there_once(self):
		order = [(row[0], row[2] if len(row) == 3 else "") for row in rows()]
		self.assertEqual(order, sorted(set(order)))
		self.assertLessEqual({len(row) for row in rows()}, {2, 3})


class TestMarking(FrappeTestCase):
	"""What is not marked, or marked in a way that no extractor can read, can't be missed by the tests above."""

	def test_a_refusal_is_marked_for_translation(self):
		found = [where for where, call in calls(REFUSALS) if call.args and is_text(call.args[0])]
		self.assertEqual(found, [])

	def test_what_is_marked_is_one_plain_text(self):
		marked = list(calls(("_", "_lt")))
		self.assertTrue(marked)
		found = [where for where, call in marked if is_composed(call.args[0])]
		self.assertEqual(found, [])

	def test_the_desk_scripts_show_nothing_bare(self):
		scripts = sources("js")
		bare = [(path.name, found) for path in scripts for found in BARE_IN_JS.findall(path.read_text())]
		self.assertTrue(scripts)
		self.assertEqual(bare, [])


def calls(names: tuple[str, ...]) -> Iterator[tuple[str, ast.Call]]:
	for path in sources():
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
				yield f"{path.relative_to(definitions.PACKAGE)}:{node.lineno}", node


def sources(suffix: str = "py") -> list[Path]:
	paths = sorted(definitions.PACKAGE.rglob(f"*.{suffix}"))
	apart = {*APART, "dist"}
	return [path for path in paths if not apart & set(path.relative_to(definitions.PACKAGE).parts)]


def is_text(node: ast.expr) -> bool:
	"""A sentence of its own; one that only joins translated parts (« {label}: {problem} ») has no word in it."""
	if isinstance(node, ast.JoinedStr):
		return any(
			isinstance(part, ast.Constant) and re.search(r"[A-Za-z]", part.value) for part in node.values
		)
	return isinstance(node, ast.Constant)


def is_composed(node: ast.expr) -> bool:
	"""Translated after it was filled in, the text is never found; tags are taken off before it is looked up."""
	if isinstance(node, ast.Constant):
		return bool(frappe.utils.is_html(str(node.value)))
	return isinstance(node, ast.JoinedStr | ast.BinOp) or ".format" in ast.unparse(node)


class TestFrenchSpoken(FrappeTestCase):
	def setUp(self):
		frappe.local.lang, self.english = "fr", frappe.local.lang

	def tearDown(self):
		frappe.local.lang = self.english

	def test_a_refused_move_is_told_in_french(self):
		job = factories.make_dispatch_job(status="Completed")
		job.update({"status": "Scheduled", "scheduled_date": "2026-12-01"})
		with self.assertRaises(InvalidState) as refused:
			job.save()
		self.assertEqual(
			str(refused.exception),
			f"Intervention {job.name}, Statut\u00a0: impossible de passer de «\u00a0Terminée\u00a0» à «\u00a0Planifiée\u00a0»."
			" Possible à partir d'ici\u00a0: aucun.",
		)

	def test_a_label_may_have_another_word_than_elsewhere_in_erpnext(self):
		self.assertEqual(frappe._("Discount", context="Item"), "Rabais")
		self.assertEqual(frappe._("Discount"), "Remise")

	def test_the_desk_gets_the_names_of_the_doctypes(self):
		names = {
			doctype: frappe._(doctype) for doctype in ("Dispatch Job", "Service Work Order", "Fibre Drop")
		}
		self.assertEqual(list(names.values()), ["Intervention", "Bon de travail", "Branchement"])

	def test_canadian_french_is_served_by_the_same_file(self):
		frappe.local.lang = "fr-CA"
		self.assertEqual(get_all_translations("fr-CA")["Payment Arrangement"], "Entente de paiement")

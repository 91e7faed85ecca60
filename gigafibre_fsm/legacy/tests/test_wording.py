from frappe.tests.utils import FrappeTestCase

from gigafibre_fsm.domain.legacy.outcome import Reason, Rejected
from gigafibre_fsm.legacy import wording


class TestWording(FrappeTestCase):
	def test_every_reason_has_words(self):
		self.assertEqual(set(wording.reasons()), {str(reason) for reason in Reason})

	def test_a_refusal_says_what_is_wrong_with_the_row(self):
		self.assertEqual(wording.why(Rejected(Reason.NO_DATE, "date 0")), "no date: date 0")
		self.assertEqual(wording.why(Rejected(Reason.NO_DATE)), "no date")

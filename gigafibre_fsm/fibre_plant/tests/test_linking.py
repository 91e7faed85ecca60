"""Step 12b and what becomes of single drops; the rules themselves are in tests/domain/addresses."""

import frappe

from gigafibre_fsm.fibre_plant.services import link_reasons, linking
from gigafibre_fsm.fibre_plant.tests.address_case import TOWN, AddressCase
from gigafibre_fsm.gigafibre_fsm.doctype.legacy_import_run.status import Status
from gigafibre_fsm.legacy.runner import run_steps
from gigafibre_fsm.testing import factories

LINK = (*linking.LINK, "modified")


class LinkingCase(AddressCase):
	def drop(self, **values):
		"""An unlinked drop at 12, Rue Principale, far from any address unless told otherwise."""
		given = {
			"civic_number": "12",
			"street": "RUE PRINCIPALE",
			"city": TOWN.upper(),
			"postal_code": "J0S 8X8",
		}
		drop = factories.make_fibre_drop(**{**given, "latitude": 0, "longitude": 0, **values})
		self.keep(drop)
		return drop

	def stored(self, drop) -> dict:
		return frappe.db.get_value("Fibre Drop", drop.name, LINK, as_dict=True)


class TestStep12b(LinkingCase):
	def run_step(self, **arguments):
		frappe.db.commit()  # the step rolls back at its end
		[run] = run_steps(["12b"], **arguments)
		self.addCleanup(self.forget, run.name)
		self.assertEqual(run.status, Status.COMPLETED)
		self.assertEqual(run.counts.rows_read, frappe.db.count("Fibre Drop"))
		return run

	def forget(self, run: str):
		frappe.delete_doc("Legacy Import Run", run, force=True)
		frappe.db.commit()  # the run had committed it

	def test_links_with_method_score_and_reason(self):
		exact, misspelled = self.drop(), self.drop(street="RUE PRINCIPLAE")
		unknown = self.drop(civic_number="98765")
		self.run_step()
		main = self.addresses["Rue Principale", 12]
		self.assertEqual(
			[self.stored(drop).civic_address for drop in (exact, misspelled, unknown)], [main, main, None]
		)
		self.assertEqual(
			[self.stored(drop).match_method for drop in (exact, misspelled, unknown)],
			["Exact", "Fuzzy", "None"],
		)
		self.assertEqual(self.stored(unknown).match_reason, "The street has no such civic number")
		self.assertGreater(self.stored(exact).match_score, self.stored(misspelled).match_score)

	def test_the_second_run_changes_nothing(self):
		drops = [self.drop(), self.drop(civic_number="98765"), self.drop(street="PRINCIPLAE")]
		self.run_step()
		before = [self.stored(drop) for drop in drops]
		run = self.run_step()
		self.assertEqual((run.counts.updated, run.counts.unchanged), (0, run.counts.rows_read))
		self.assertEqual([self.stored(drop) for drop in drops], before)

	def test_a_dry_run_counts_and_writes_nothing(self):
		drop = self.drop()
		before = self.stored(drop)
		self.assertGreater(self.run_step(dry_run=1).counts.updated, 0)
		self.assertEqual(self.stored(drop), before)

	def test_what_a_person_decided_stays(self):
		elsewhere, nowhere = self.drop(), self.drop()
		other = self.addresses["4e Rang", 14]
		for drop, address in ((elsewhere, other), (nowhere, None)):
			linking.decide(drop, address)
			drop.save()
		before = [self.stored(drop) for drop in (elsewhere, nowhere)]
		self.run_step()
		self.assertEqual([self.stored(drop) for drop in (elsewhere, nowhere)], before)
		self.assertEqual([row.civic_address for row in before], [other, None])

	def test_what_a_person_decides_while_it_runs_stays(self):
		drop = self.drop()
		read = frappe.db.get_value(
			"Fibre Drop", drop.name, ["name", *linking.ADDRESS, *linking.LINK], as_dict=True
		)
		linking.decide(drop, self.addresses["4e Rang", 14])
		drop.save()
		linking._write([(read, (self.addresses["Rue Principale", 12], "Exact", 1.0, "No street"))])
		self.assertEqual(self.stored(drop).civic_address, self.addresses["4e Rang", 14])

	def test_an_address_that_is_corrected_while_it_runs_is_not_linked_by_the_old_one(self):
		drop = self.drop()
		read = frappe.db.get_value(
			"Fibre Drop", drop.name, ["name", *linking.ADDRESS, *linking.LINK], as_dict=True
		)
		drop.update({"civic_number": "14"}).save()
		linking._write([(read, (self.addresses["Rue Principale", 12], "Exact", 1.0, "No street"))])
		self.assertEqual(self.stored(drop).civic_address, self.addresses["Rue Principale", 14])

	def test_the_state_follows_its_own_fields_as_before(self):
		drop = self.drop(ont_serial="TPLG0EB23FAA")
		self.run_step()
		self.assertEqual(frappe.db.get_value("Fibre Drop", drop.name, "state"), "connected")


class TestSavedDrop(LinkingCase):
	def test_an_address_chosen_on_the_form_is_a_persons_decision(self):
		drop = self.drop()
		drop.update({"civic_address": self.addresses["4e Rang", 10]}).save()
		self.assertEqual((drop.match_method, drop.match_decided_by), ("Manual", "Administrator"))
		self.assertEqual(drop.match_reason, link_reasons.CHOSEN)

	def test_an_address_taken_off_on_the_form_stays_off(self):
		drop = self.drop(civic_address=self.addresses["4e Rang", 10], match_method="Exact", match_score=1)
		drop.update({"civic_address": None}).save()
		self.assertEqual((drop.match_method, drop.match_reason), ("Manual", link_reasons.NONE_FITS))

	def test_a_corrected_address_is_linked_at_once(self):
		drop = self.drop(civic_number="98765")
		drop.update({"civic_number": "14"}).save()
		self.assertEqual(drop.civic_address, self.addresses["Rue Principale", 14])
		self.assertEqual(drop.match_method, "Exact")

	def test_a_correction_of_a_drop_that_a_person_linked_leaves_the_link(self):
		drop = self.drop(civic_address=self.addresses["4e Rang", 10])
		self.assertEqual(drop.match_method, "Manual")
		drop.update({"civic_number": "14"}).save()
		self.assertEqual(drop.civic_address, self.addresses["4e Rang", 10])

	def test_another_change_leaves_the_link_alone(self):
		drop = self.drop(civic_address=self.addresses["4e Rang", 10], match_method="Fuzzy", match_score=0.9)
		drop.update({"max_speed": 500}).save()
		self.assertEqual((drop.civic_address, drop.match_score), (self.addresses["4e Rang", 10], 0.9))

	def test_the_forms_options_are_the_reasons(self):
		options = frappe.get_meta("Fibre Drop").get_options("match_reason").split("\n")
		self.assertEqual([option for option in options if option], link_reasons.all_texts())

"""What a person sees and decides on the review page."""

import frappe

from gigafibre_fsm.exceptions import InvalidRequest, NotFound
from gigafibre_fsm.fibre_plant.services import link_review, linking
from gigafibre_fsm.fibre_plant.tests.test_linking import LinkingCase
from gigafibre_fsm.testing import factories

NO_NUMBER_THERE = "The street has no such civic number"


class TestLinkReview(LinkingCase):
	def setUp(self):
		self.olt = factories.make_olt().name
		self.keep(frappe.get_doc("OLT", self.olt))
		self.open = self.waiting(civic_number="13", street="RUE PRINCIPALE")

	def waiting(self, **values):
		return self.drop(olt=self.olt, match_method="None", match_reason=NO_NUMBER_THERE, **values)

	def names(self, **chosen) -> list[str]:
		found = link_review.to_review(olt=self.olt, **chosen)
		self.assertEqual(found["total"], len(found["drops"]))
		return [drop["name"] for drop in found["drops"]]

	def test_what_is_not_linked_comes_before_what_is_doubtful(self):
		address = self.addresses["Rue Principale", 12]
		doubtful = self.drop(
			olt=self.olt, civic_address=address, match_method="Fuzzy", match_score=link_review.DOUBTFUL - 0.1
		)
		sure = {"civic_address": address, "match_method": "Fuzzy", "match_score": link_review.DOUBTFUL}
		self.drop(olt=self.olt, **sure)
		self.drop(olt=self.olt, civic_address=address, match_method="Exact", match_score=0.7)
		self.drop(olt=self.olt, civic_address=address)
		self.assertEqual(self.names(), [self.open.name, doubtful.name])

	def test_the_list_is_narrowed_and_cut_into_pages(self):
		other = self.waiting(city="Ailleurs", street="RUE B")
		self.assertEqual(self.names(city="Ailleurs"), [other.name])
		self.assertEqual(self.names(reason="No street"), [])
		page = link_review.to_review(olt=self.olt, start=1, limit=1)
		self.assertEqual((page["total"], len(page["drops"])), (2, 1))

	def test_each_filter_counts_under_the_others(self):
		self.waiting(city="Ailleurs")
		found = link_review.filters(olt=self.olt, city="Ailleurs")
		self.assertEqual([choice["count"] for choice in found["reasons"]], [1])
		self.assertEqual(sum(choice["count"] for choice in found["cities"]), 2)

	def test_a_drop_is_told_as_the_old_system_wrote_it(self):
		[drop] = link_review.to_review(olt=self.olt)["drops"]
		self.assertEqual(drop["written"], "13 RUE PRINCIPALE, SAINT-INDEX-D'ESSAI, J0S 8X8")
		self.assertIsNone(drop["latitude"])
		self.assertEqual((drop["reason"], drop["decided"]), (NO_NUMBER_THERE, False))

	def test_candidates_say_what_differs(self):
		drop = self.waiting(street="RUE ST-ANNE", civic_number="12", latitude=45.2102, longitude=-73.98)
		[best, *_others] = link_review.candidates(drop.name)["candidates"]
		self.assertEqual(best["address"], self.addresses["Rue Sainte-Anne", 12])
		self.assertEqual(best["metres"], 22)
		street = next(part for part in best["parts"] if part["part"] == "street")
		self.assertEqual((street["register"], street["verdict"]), ("Rue Sainte-Anne", "different"))
		self.assertEqual(street["note"], "Another street, type, saint or direction")

	def test_candidates_say_how_many_drops_are_there_already(self):
		self.drop(civic_address=self.addresses["Rue Principale", 12])
		drop = self.waiting(street="RUE PRINCIPLAE", civic_number="12")
		[best, *_others] = link_review.candidates(drop.name)["candidates"]
		self.assertEqual((best["address"], best["drops_there"]), (self.addresses["Rue Principale", 12], 1))

	def test_what_is_accepted_leaves_the_list_and_names_who_did_it(self):
		found = link_review.accept(self.open.name, self.addresses["Rue Principale", 12])
		self.assertEqual(found["address"], f"12 Rue Principale, {self.TOWN}, J0S 8X8")
		self.assertEqual((found["decided"], found["decided_by"]), (True, "Administrator"))
		self.assertEqual(self.names(), [])

	def test_what_fits_nowhere_leaves_the_list_without_an_address(self):
		found = link_review.none(self.open.name)
		self.assertEqual((found["civic_address"], found["decided"]), (None, True))
		self.assertEqual(self.names(), [])

	def test_undone_it_is_what_the_rules_make_of_it(self):
		link_review.accept(self.open.name, self.addresses["4e Rang", 10])
		found = link_review.undo(self.open.name)
		self.assertEqual((found["civic_address"], found["decided_by"]), (None, None))
		self.assertEqual((found["method"], found["reason"]), ("None", NO_NUMBER_THERE))
		self.assertEqual(self.names(), [self.open.name])

	def test_nothing_decided_is_nothing_to_undo(self):
		with self.assertRaisesRegex(InvalidRequest, "Nobody has decided about drop"):
			link_review.undo(self.open.name)

	def test_what_does_not_exist_is_said(self):
		with self.assertRaisesRegex(NotFound, "There is no civic address nowhere"):
			link_review.accept(self.open.name, "nowhere")
		with self.assertRaisesRegex(NotFound, "There is no fibre drop nothing"):
			link_review.candidates("nothing")

	def test_an_agent_reads_and_a_manager_decides(self):
		agent, manager = (factories.make_user(role).name for role in ("FSM Agent", "FSM Manager"))
		with self.set_user(agent):
			self.assertEqual(self.names(), [self.open.name])
			self.assertTrue(link_review.candidates(self.open.name)["candidates"])
			with self.assertRaises(frappe.PermissionError):
				link_review.none(self.open.name)
		with self.set_user(manager):
			self.assertTrue(link_review.none(self.open.name)["decided"])

	def test_a_technician_sees_nothing(self):
		with self.set_user(factories.make_user("FSM Technician").name):
			for call in (link_review.to_review, link_review.filters):
				with self.assertRaises(frappe.PermissionError):
					call()

	@property
	def TOWN(self):
		return frappe.db.get_value("Street", self.streets["Rue Principale"], "municipality")


class TestWithoutAnIndex(LinkingCase):
	def test_a_decision_taken_back_waits_for_the_next_run(self):
		drop = self.drop()
		linking.decide(drop, self.addresses["4e Rang", 10])
		drop.save()
		kept = linking.address_index._folder() / linking.address_index.CURRENT
		hidden = kept.rename(kept.with_name("hidden"))
		try:
			linking.hand_back(drop)
		finally:
			hidden.rename(kept)
		self.assertEqual((drop.civic_address, drop.match_method), (None, "None"))

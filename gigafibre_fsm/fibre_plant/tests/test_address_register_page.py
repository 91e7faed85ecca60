import frappe

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.fibre_plant.page.address_register import address_register as page
from gigafibre_fsm.legacy import jobs, locks
from gigafibre_fsm.legacy.tests.register_case import RegisterCase, address, street_of
from gigafibre_fsm.testing.factories import make_user


class TestAddressRegisterPage(RegisterCase):
	def test_before_the_first_load_there_is_nothing_and_it_says_so(self):
		state = page.get_state()
		self.assertIsNone(state["loaded"])
		self.assertFalse(state["running"])

	def test_what_is_loaded_is_shown_with_its_lists(self):
		self.load(street_of(4))
		self.point_to("P00004")
		run = self.load([*street_of(3), address("", 1)])
		state = page.get_state()
		shown = {
			name: state["loaded"][name]
			for name in ("file", "addresses", "streets", "municipalities", "vanished")
		}
		self.assertEqual(
			shown, {"file": "rqa.csv", "addresses": 4, "streets": 1, "municipalities": 1, "vanished": 1}
		)
		[last, *_] = state["runs"]
		self.assertEqual((last["name"], last["rejected"]), (run.name, 1))
		self.assertEqual(last["rejects"], {"RQA": 1, "Civic Address": 1})

	def test_the_background_job_does_what_the_command_does(self):
		jobs.work(["12a"], 0, {"path": self.write(street_of(5))})
		self.assertEqual(len(self.names()), 5)

	def test_a_second_one_is_refused_while_one_runs(self):
		with locks.only_run():
			self.assertTrue(page.get_progress()["running"])
			with self.assertRaisesRegex(InvalidState, "An import is running"):
				page.load(path="x")
			with self.assertRaisesRegex(InvalidState, "An import is running"):
				page.link_drops()

	def test_only_managers_may(self):
		for role in ("FSM Agent", "FSM Dispatcher", "FSM Technician"):
			frappe.set_user(make_user(role).name)
			for endpoint in (
				page.get_state,
				page.get_progress,
				page.load,
				page.link_drops,
				page.rebuild_index,
			):
				with self.assertRaises(frappe.PermissionError):
					endpoint()
		frappe.set_user(make_user("FSM Manager").name)
		self.assertIn("runs", page.get_state())

"""The reconciliation of telephones: three lists in, findings out."""

from dataclasses import replace

import pytest

from gigafibre_fsm.domain.emergency.comparing import compare as compare_addresses
from gigafibre_fsm.domain.emergency.findings import Verdict, Written
from gigafibre_fsm.domain.telephone.accounts import Accounts
from gigafibre_fsm.domain.telephone.comparing import compare
from gigafibre_fsm.domain.telephone.records import Account, Detail, Finding, Kind, Line, Registration, Side
from gigafibre_fsm.domain.telephone.registrations import Registrations

PLACE = Written("123", None, "2", "rue Principale", "Saint-Anicet", "J0S 1M0")
LINE = Line("LINE-1", "4505550101", "sip0101", "Active", "Synced", PLACE)
ACCOUNT = Account("sip0101", True, "4505550101", "LINE-1")
HELD = Registration("4505550101", "registered", PLACE)


def differences(here, there):
	return compare_addresses(here, there).differences


def of_accounts(lines, accounts):
	return list(compare(lines, Accounts(accounts), None))


def of_registrations(lines, held, addresses=differences):
	return list(compare(lines, None, Registrations(held, addresses)))


def kinds(findings):
	return [finding.kind for finding in findings]


def test_three_lists_that_agree_give_nothing():
	sides = Accounts([ACCOUNT]), Registrations([HELD], differences)
	assert list(compare([LINE], *sides)) == []


def test_a_side_that_could_not_be_read_says_nothing():
	assert list(compare([LINE], None, None)) == []


class TestAccounts:
	@pytest.mark.parametrize("status", ["Pending", "Active", "Suspended"])
	def test_a_line_without_its_account(self, status):
		[finding] = of_accounts([replace(LINE, status=status)], [])
		assert finding == Finding(Kind.MISSING_ACCOUNT, LINE.did, "sip0101", "LINE-1")
		assert finding.side == Side.SIP
		assert finding.key == "Missing Account:sip0101"

	def test_a_line_that_has_no_user_name_needs_none(self):
		assert of_accounts([replace(LINE, username="")], []) == []

	def test_an_account_that_no_line_has(self):
		assert of_accounts([], [ACCOUNT]) == [
			Finding(Kind.ORPHANED_ACCOUNT, "4505550101", "sip0101", "LINE-1")
		]

	def test_an_account_of_a_cancelled_line(self):
		ended = replace(LINE, name="LINE-7", status="Cancelled")
		[finding] = of_accounts([ended], [ACCOUNT])
		assert (finding.kind, finding.line) == (Kind.ORPHANED_ACCOUNT, "LINE-7")

	@pytest.mark.parametrize("ended_first", [True, False])
	def test_a_user_name_that_went_on_to_another_line_is_that_lines(self, ended_first):
		ended = replace(LINE, name="LINE-0", did="4505550100", status="Cancelled")
		lines = [ended, LINE] if ended_first else [LINE, ended]
		assert of_accounts(lines, [ACCOUNT]) == []

	def test_an_account_of_another_site_is_left_alone(self):
		assert of_accounts([], [replace(ACCOUNT, is_foreign=True)]) == []

	def test_but_not_where_a_line_of_ours_needs_its_user_name(self):
		[finding] = of_accounts([LINE], [replace(ACCOUNT, is_foreign=True, line="")])
		assert finding.details == (Detail("Line", "LINE-1", ""),)

	@pytest.mark.parametrize(
		("line", "account", "detail"),
		[
			({}, {"enabled": False}, Detail("Enabled", "yes", "no")),
			({"status": "Suspended"}, {}, Detail("Enabled", "no", "yes")),
			({}, {"did": "4505550199"}, Detail("Number", "4505550101", "4505550199")),
			({"did": ""}, {}, Detail("Number", "", "4505550101")),
			({}, {"line": "LINE-9"}, Detail("Line", "LINE-1", "LINE-9")),
			({}, {"line": ""}, Detail("Line", "LINE-1", "")),
			({"settings": (("Max Calls", "2"),)}, {}, Detail("Max Calls", "2", "")),
			(
				{"settings": (("Max Calls", "2"), ("Caller ID", "450"))},
				{"settings": (("Caller ID", "450"), ("Max Calls", "1"))},
				Detail("Max Calls", "2", "1"),
			),
		],
	)
	def test_what_differs_is_named(self, line, account, detail):
		[finding] = of_accounts([replace(LINE, **line)], [replace(ACCOUNT, **account)])
		assert (finding.kind, finding.details) == (Kind.DIFFERENT_ACCOUNT, (detail,))

	def test_a_suspended_line_has_an_account_that_is_not_enabled(self):
		assert of_accounts([replace(LINE, status="Suspended")], [replace(ACCOUNT, enabled=False)]) == []


class TestRegistrations:
	@pytest.mark.parametrize("status", ["Active", "Suspended"])
	@pytest.mark.parametrize("e911_status", ["Not Registered", "Pending", "Synced", "Mismatch", "Failed"])
	def test_a_live_line_that_the_provider_does_not_know(self, status, e911_status):
		[finding] = of_registrations([replace(LINE, status=status, e911_status=e911_status)], [])
		assert finding == Finding(Kind.MISSING_REGISTRATION, LINE.did, "sip0101", "LINE-1")
		assert finding.side == Side.EMERGENCY
		assert finding.key == "Missing Registration:4505550101"

	@pytest.mark.parametrize(
		("e911_status", "expected"), [("Not Registered", []), ("Synced", [Kind.MISSING_REGISTRATION])]
	)
	def test_a_line_that_is_not_live_yet_needs_one_only_where_it_says_so(self, e911_status, expected):
		waiting = replace(LINE, status="Pending", e911_status=e911_status)
		assert kinds(of_registrations([waiting], [])) == expected

	def test_a_line_without_a_number_needs_none(self):
		assert of_registrations([replace(LINE, did="")], []) == []

	def test_an_address_that_was_rejected_is_missing_with_the_providers_reason(self):
		rejected = replace(HELD, status="rejected", reason="No such street.")
		[finding] = of_registrations([LINE], [rejected])
		assert finding.kind == Kind.MISSING_REGISTRATION
		assert finding.details == (Detail("Reason", "", "No such street."),)

	@pytest.mark.parametrize("there", ["registered", "pending"])
	@pytest.mark.parametrize("values", [{"status": "Cancelled"}, {"e911_status": "Deregistered"}])
	def test_a_registration_of_a_line_that_is_over(self, there, values):
		[finding] = of_registrations([replace(LINE, **values)], [replace(HELD, status=there)])
		assert (finding.kind, finding.line) == (Kind.ORPHANED_REGISTRATION, "LINE-1")

	def test_a_registration_that_no_line_has(self):
		where = Detail("Address", "", "123 rue Principale, 2, Saint-Anicet")
		assert of_registrations([], [HELD]) == [
			Finding(Kind.ORPHANED_REGISTRATION, LINE.did, details=(where,))
		]

	def test_a_rejected_one_is_no_orphan(self):
		assert of_registrations([], [replace(HELD, status="rejected")]) == []
		assert of_registrations([replace(LINE, status="Cancelled")], [replace(HELD, status="rejected")]) == []

	def test_both_agree_that_a_line_is_over(self):
		assert of_registrations([replace(LINE, status="Cancelled")], []) == []
		assert of_registrations([replace(LINE, e911_status="Deregistered")], []) == []

	def test_another_address_with_the_part_that_differs(self):
		elsewhere = replace(HELD, address=replace(PLACE, civic_number="125"))
		[finding] = of_registrations([LINE], [elsewhere])
		assert finding.kind == Kind.DIFFERENT_REGISTRATION
		assert finding.details == (Detail("Civic Number", "123", "125"),)

	def test_another_spelling_is_the_same_address(self):
		spelled = Written("123", None, "app. 02", "R. PRINCIPALE", "ST-ANICET", "j0s1m0")
		assert of_registrations([LINE], [replace(HELD, address=spelled)]) == []

	def test_a_doubt_counts_until_a_person_has_settled_it(self):
		doubtful = replace(HELD, address=replace(PLACE, unit=None))
		assert kinds(of_registrations([LINE], [doubtful])) == [Kind.DIFFERENT_REGISTRATION]

		def settled(here, there):
			return [one for one in differences(here, there) if one.verdict == Verdict.DIFFERENT]

		assert of_registrations([LINE], [doubtful], settled) == []

	@pytest.mark.parametrize(
		("here", "there"), [("Synced", "pending"), ("Pending", "registered"), ("Failed", "registered")]
	)
	def test_one_side_takes_it_for_done(self, here, there):
		[finding] = of_registrations([replace(LINE, e911_status=here)], [replace(HELD, status=there)])
		assert (finding.kind, finding.details) == (Kind.UNCONFIRMED, (Detail("Status", here, there),))

	@pytest.mark.parametrize(("here", "there"), [("Pending", "pending"), ("Mismatch", "registered")])
	def test_both_say_that_it_is_not(self, here, there):
		assert of_registrations([replace(LINE, e911_status=here)], [replace(HELD, status=there)]) == []

	def test_another_address_is_not_asked_to_be_confirmed(self):
		waiting = replace(LINE, e911_status="Pending")
		elsewhere = replace(HELD, address=replace(PLACE, street="rue Trudel"))
		assert kinds(of_registrations([waiting], [elsewhere])) == [Kind.DIFFERENT_REGISTRATION]


@pytest.mark.parametrize(
	("line", "held", "may_stay"),
	[
		(LINE, None, False),
		(LINE, replace(HELD, status="pending"), False),
		(LINE, replace(HELD, address=replace(PLACE, civic_number="125")), False),
		(LINE, replace(HELD, address=replace(PLACE, civic_number="125", unit=None)), False),
		(LINE, replace(HELD, address=replace(PLACE, unit=None)), True),
		(replace(LINE, status="Cancelled"), HELD, True),
	],
)
def test_what_a_person_may_let_stay(line, held, may_stay):
	[finding] = of_registrations([line], [held] if held else [])
	assert finding.may_stay == may_stay


def test_all_at_once_each_finding_once():
	lines = [replace(LINE, name=f"LINE-{n}", did=f"450555010{n}", username=f"sip{n}") for n in range(4)]
	accounts = [Account("sip1", False, "4505550101", "LINE-1"), Account("sip9", True, "", "")]
	held = [
		Registration("4505550101", "registered", PLACE),
		Registration("4505550109", "registered", PLACE),
	]
	found = list(compare(lines, Accounts(accounts), Registrations(held, differences)))
	keys = [finding.key for finding in found]
	assert len(set(keys)) == len(keys)
	assert sorted(keys) == [
		"Different Account:sip1",
		"Missing Account:sip0",
		"Missing Account:sip2",
		"Missing Account:sip3",
		"Missing Registration:4505550100",
		"Missing Registration:4505550102",
		"Missing Registration:4505550103",
		"Orphaned Account:sip9",
		"Orphaned Registration:4505550109",
	]


def test_lines_are_read_once_and_not_kept():
	lines = (replace(LINE, name=f"LINE-{n}", did=str(4505550000 + n), username=f"sip{n}") for n in range(100))
	assert len(list(compare(lines, Accounts([]), Registrations([], differences)))) == 200
	assert next(lines, None) is None


def test_the_fingerprint_follows_what_differs():
	one = Finding(Kind.DIFFERENT_ACCOUNT, "1", "a", "LINE-1", (Detail("Enabled", "yes", "no"),))
	other = replace(one, details=(Detail("Number", "1", "2"),))
	assert one.fingerprint != other.fingerprint
	assert one.key == other.key


def test_a_key_fits_its_column_however_long_the_name():
	long = [Finding(Kind.ORPHANED_ACCOUNT, username=letter * 140) for letter in "ab"]
	assert len({one.key for one in long}) == 2
	assert all(len(one.key) <= 140 for one in long)

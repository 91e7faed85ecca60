from pathlib import Path

import pytest

from tools.workbench import suites
from tools.workbench.settings import read_settings
from tools.workbench.testing import ALL
from tools.workbench.workbench import Workbench

E2E = suites.E2E


@pytest.fixture
def browser():
	return suites.browser(Workbench(read_settings(), "test"))


@pytest.fixture
def faults():
	return suites.faults(Workbench(read_settings(), "test"))


def test_paths_are_told_from_options():
	assert suites.is_path("tests/tools/test_suites.py::test_paths_are_told_from_options")
	assert not suites.is_path("-k") and not suites.is_path("serial")


def test_every_suite_has_its_place_and_only_one():
	placed = [make for lane in suites.LANES for make in lane]
	assert sorted(placed, key=repr) == sorted(ALL, key=repr)


def test_no_two_lanes_use_one_site():
	workbench = Workbench(read_settings(), "test")
	users = (suites.on_site, suites.browser, suites.on_second_site, suites.faults, suites.on_third_site)
	sites = [{make(workbench).site for make in lane if make in users} for lane in suites.LANES]
	assert [len(of_lane) for of_lane in sites] == [1, 1, 1]
	assert len(set.union(*sites)) == 3


@pytest.mark.parametrize(
	("paths", "in_browser", "in_faults"),
	[
		([], True, True),
		([E2E], True, True),
		([E2E / "test_payments.py"], True, False),
		([E2E / "browser"], True, False),
		([E2E / "faults" / "test_killed.py"], False, True),
		([suites.CHECKOUT / "tests"], False, False),
	],
)
def test_a_path_is_run_by_the_suite_that_owns_it(
	browser, faults, paths: list[Path], in_browser: bool, in_faults: bool
):
	assert (browser.is_meant(paths), faults.is_meant(paths)) == (in_browser, in_faults)


def test_a_suite_is_given_its_own_paths_and_every_option(faults):
	words = ["e2e/test_payments.py", "e2e/faults/test_killed.py", "-x"]
	assert suites.targets(faults, words) == [E2E / "faults" / "test_killed.py", "-x"]
	assert suites.targets(faults, ["e2e", "-x"]) == [E2E / "faults", "-x"]

"""A site without anything of ours: refuse, install, migrate, dry run, uninstall, install again."""

from collections.abc import Callable

import pytest

from e2e.lifecycle.compare import differences

# What the app must take back: the schema and every row of configuration. (Catalogue rows are the company's data by
# then: items that may be on invoices.)
TAKEN_BACK = (
	"tables",
	"columns",
	"indexes",
	"next numbers",
	"secrets",
	"Custom Field",
	"Custom DocPerm",
	"Property Setter",
	"Role",
	"Has Role",
	"Module Def",
	"DocType",
	"DocField",
	"DocPerm",
	"DocType Link",
	"Report",
	"Workspace",
	"Number Card",
	"Dashboard Chart",
	"Module Onboarding",
	"Onboarding Step",
	"Scheduled Job Type",
	"DefaultValue",
	"Issue Type",
	"Customer Group",
)
CLASHES = {
	"clashing_module": ("Fibre Plant", "erpnext"),
	"clashing_doctype": ("OLT", "Selling", "erpnext"),
	"clashing_field": ("Item", "speed_down", "Data", "Int"),
}


@pytest.fixture(scope="module")
def bare_site(throwaway_site: Callable) -> str:
	return throwaway_site("life", with_app=False)


@pytest.fixture(scope="module")
def bare(bare_site: str, state: Callable) -> dict:
	return state(bare_site)


@pytest.fixture(scope="module")
def refusals(bare_site: str, bare: dict, call: Callable, install: Callable) -> dict[str, str]:
	"""What install-app printed, per clash; each clash is taken away again."""
	printed = {}
	for clash in CLASHES:
		call(bare_site, f"handmade.make_{clash}")
		printed[clash] = install(bare_site, check=False)
		call(bare_site, f"handmade.unmake_{clash}")
	return printed


@pytest.fixture(scope="module")
def after_refusals(bare_site: str, refusals: dict, state: Callable) -> dict:
	return state(bare_site)


@pytest.fixture(scope="module")
def life(
	bare_site: str,
	after_refusals: dict,
	call: Callable,
	state: Callable,
	install: Callable,
	migrate: Callable,
	uninstall: Callable,
) -> dict:
	"""The site's state after each step, in this order."""
	states = {"bare": after_refusals}
	install(bare_site)
	states["installed"] = state(bare_site)
	migrate(bare_site)
	states["migrated"] = state(bare_site)
	uninstall(bare_site, "--dry-run")
	states["after a dry run"] = state(bare_site)
	uninstall(bare_site)
	states["uninstalled"] = state(bare_site)
	states["invoice"] = call(bare_site, "look.erpnext_works")
	install(bare_site)
	states["installed again"] = state(bare_site)
	return states


@pytest.mark.parametrize("clash", CLASHES)
def test_a_clash_stops_the_installation_with_a_sentence_that_names_both_sides(refusals, clash):
	assert "Traceback" not in refusals[clash]
	for name in CLASHES[clash]:
		assert name in refusals[clash].splitlines()[-1]


def test_refused_installations_change_nothing(bare, after_refusals):
	assert differences(bare, after_refusals) == []


def test_installing_adds_what_the_comparison_below_looks_at(life):
	"""So that an empty difference later on says something."""
	for part in ("tables", "columns", "indexes", "Custom Field", "Custom DocPerm", "Role", "Workspace"):
		assert differences(life["bare"], life["installed"], (part,)), part


def test_migrating_changes_nothing(life):
	assert differences(life["installed"], life["migrated"]) == []


def test_a_dry_run_of_uninstall_changes_nothing(life):
	assert differences(life["migrated"], life["after a dry run"]) == []


def test_uninstalling_leaves_erpnext_as_it_was(life):
	assert differences(life["bare"], life["uninstalled"], TAKEN_BACK) == []


def test_erpnext_works_after_uninstalling(life):
	assert life["invoice"] in ("Unpaid", "Overdue")


def test_the_app_can_be_installed_again(life):
	# The catalogue notes what it made, and most of it was still there the second time.
	parts = tuple(part for part in TAKEN_BACK if part != "DefaultValue")
	assert differences(life["installed"], life["installed again"], parts) == []

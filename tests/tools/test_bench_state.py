"""What the tool concludes from the files it finds; the bench itself is tried out by `make test` on every machine."""

import json

import pytest

from tools.workbench import fingerprint
from tools.workbench.clean import leave_foreign_bench, remove_all
from tools.workbench.settings import APP, CHECKOUT, read_settings
from tools.workbench.steps import StepFailed
from tools.workbench.workbench import Workbench


@pytest.fixture
def workbench(settings):
	settings.sites.mkdir()
	settings.apps.mkdir()
	return Workbench(settings, "test")


def add_site(workbench, name, config):
	folder = workbench.sites.folder(name)
	folder.mkdir()
	(folder / "site_config.json").write_text(json.dumps(config))


def test_an_app_that_was_begun_and_not_completed_is_not_there(workbench):
	workbench.bench.memory.note("frappe.begun")
	assert not workbench.bench.whole("frappe")


def test_a_broken_bench_that_somebody_else_made_is_left_alone(workbench, settings):
	(settings.apps / "frappe").mkdir()
	with pytest.raises(StepFailed, match="did not make"):
		workbench.bench.make()
	assert (settings.apps / "frappe").exists()


def test_the_settings_of_somebody_elses_bench_are_not_changed(workbench):
	assert workbench.bench.configured()


def test_an_app_folder_that_is_not_a_link_stops_with_a_sentence(workbench, settings):
	(settings.apps / APP).mkdir()
	with pytest.raises(StepFailed, match="not this checkout"):
		workbench.app.link()


def test_the_link_of_another_checkout_is_repointed(workbench, settings, tmp_path):
	(tmp_path / "older").mkdir()
	(settings.apps / APP).symlink_to(tmp_path / "older")
	workbench.app._point_here()
	assert (settings.apps / APP).resolve() == CHECKOUT


def test_a_site_that_somebody_else_made_is_never_dropped(workbench, settings):
	add_site(workbench, "shop.localhost", {"db_name": "shop"})
	with pytest.raises(StepFailed, match="did not make"):
		workbench.sites.drop("shop.localhost")
	assert workbench.sites.folder("shop.localhost").exists()


def test_a_site_broken_off_half_way_is_not_whole(workbench):
	add_site(workbench, "demo.localhost", {"workbench": {"whole": False}})
	assert not workbench.sites.is_whole("demo.localhost")


def test_sites_follow_moved_ports(workbench):
	add_site(workbench, "demo.localhost", {"workbench": {"whole": True}, "db_port": 1, "keep": "me"})
	workbench.sites.point_to_services()
	assert workbench.sites.points_to_services()
	config = workbench.sites.config("demo.localhost")
	assert config["db_port"] == workbench.context.ports["db"] and config["keep"] == "me"


def test_cleaning_somebody_elses_bench_takes_only_what_is_ours(workbench, settings):
	add_site(workbench, "shop.localhost", {"db_name": "shop"})
	add_site(workbench, "demo.localhost", {"workbench": {"whole": True}})
	(settings.sites / "apps.txt").write_text(f"frappe\nerpnext\n{APP}")
	leave_foreign_bench(workbench)
	assert (settings.sites / "shop.localhost").exists()
	assert not (settings.sites / "demo.localhost").exists()
	assert (settings.sites / "apps.txt").read_text() == "frappe\nerpnext\n"
	assert not settings.home.exists()


def test_cleaning_where_no_bench_ever_was_leaves_nothing(tmp_path):
	workbench = Workbench(read_settings({"BENCH_DIR": str(tmp_path / "bench")}), "clean")
	assert "no bench" in remove_all(workbench)
	assert not (tmp_path / "bench").exists()


def test_cleaning_a_bench_of_our_own_takes_all_of_it(workbench, settings):
	workbench.bench.memory.note("made-this-bench")
	remove_all(workbench)
	assert not settings.bench_dir.exists()


@pytest.mark.parametrize(
	("name", "counts"),
	[
		("fibre_plant/doctype/olt/olt.json", True),
		("hooks.py", True),
		("setup/custom_fields.py", True),
		("translations/fr.csv", False),
		("fibre_plant/services/ports.py", False),
	],
)
def test_a_site_is_made_anew_only_when_its_schema_changed(tmp_path, name, counts):
	path = tmp_path / name
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text("before")
	before = fingerprint.schema(tmp_path)
	path.write_text("after")
	assert (fingerprint.schema(tmp_path) != before) == counts

import pytest

from tools.workbench.processes import Process
from tools.workbench.results import Result, judge, judge_service, table

REPORT = """<testsuites><testsuite>
	<testcase name="works"/>
	<testcase name="breaks"><failure message="no"/></testcase>
	<testcase name="breaks twice"><failure message="no"/><error message="and in teardown"/></testcase>
	<testcase name="waits"><skipped message="later"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path):
	path = tmp_path / "junit.xml"
	path.write_text(REPORT)
	return path


def test_every_test_is_counted_once(report):
	result = judge("site", 1, report)
	assert (result.passed, result.failed, result.skipped) == (1, 2, 1)


def test_a_suite_that_crashed_has_failed(tmp_path):
	assert judge("site", 139, tmp_path / "never-written.xml").failed == 1


def test_a_suite_that_ended_badly_after_good_tests_has_failed(tmp_path):
	path = tmp_path / "junit.xml"
	path.write_text('<testsuites><testsuite><testcase name="works"/></testsuite></testsuites>')
	result = judge("site", 3, path)
	assert (result.passed, result.failed) == (1, 1)
	assert "status 3" in result.note


def test_a_suite_without_a_matching_test_is_no_failure_but_is_said(tmp_path):
	result = judge("browser", 5, tmp_path / "none.xml")
	assert result.failed == 0 and result.note == "no test here"


def test_the_last_line_stands_alone():
	lines = table([Result("pure", 3, 0, 0, 1.0), Result("site", 2, 1, 0, 2.0)]).splitlines()
	assert lines[-1] == "5 passed, 1 failed"
	assert lines[-2] == ""


def test_skipped_tests_are_named_in_the_last_line():
	assert table([Result("pure", 3, 0, 2, 1.0)]).endswith("3 passed, 0 failed, 2 skipped")


def test_a_service_that_ended_has_failed_with_its_last_words(tmp_path):
	process = Process("worker", tmp_path, tmp_path)
	process.log.write_text("Redis connection timeout, quitting...\n")
	lines = table([Result("pure", 3), judge_service(process)])
	assert "quitting..." in lines and lines.endswith("3 passed, 1 failed")

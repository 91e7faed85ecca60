import io

import pytest

from tools.workbench.settings import CHECKOUT
from tools.workbench.shell import Shell
from tools.workbench.steps import Runner, Step, StepFailed


class Killed(BaseException):
	"""Ends the run on the spot, past every handler, as SIGKILL does."""


@pytest.fixture
def out():
	return io.StringIO()


@pytest.fixture
def runner(out, tmp_path):
	return Runner(tmp_path / "run.log", out)


def test_what_is_there_is_not_done_again(runner, out):
	runner.run([Step("bench", lambda: pytest.fail("done twice"), lambda: True)])
	assert "bench" in out.getvalue() and "already there" in out.getvalue()


def test_a_step_broken_off_half_way_is_done_again(runner, tmp_path):
	"""The first attempt dies after its first file, as with SIGKILL; the state then says that it is not done."""
	first, last = tmp_path / "first", tmp_path / "last"
	attempts = []

	def work():
		attempts.append(1)
		first.touch()
		if len(attempts) == 1:
			raise Killed
		last.touch()

	step = Step("unpack", work, last.exists)
	with pytest.raises(Killed):
		runner.run([step])
	runner.run([step])
	runner.run([step])
	assert len(attempts) == 2


def test_a_failing_step_says_which_why_what_to_do_and_where_the_log_is(runner, out, tmp_path):
	def fail():
		raise StepFailed("the disk is full", "make room")

	with pytest.raises(SystemExit) as end:
		runner.run([Step("assets", fail), Step("site", lambda: pytest.fail("went on after a failure"))])
	assert end.value.code == 1
	account = out.getvalue()
	for part in ("assets", "FAILED", "the disk is full", "make room", str(tmp_path / "run.log")):
		assert part in account


def test_an_unforeseen_error_is_told_like_any_other_and_its_traceback_is_in_the_log(runner, out, tmp_path):
	with pytest.raises(SystemExit):
		runner.run([Step("assets", lambda: open(tmp_path / "missing" / "file"))])
	assert "FileNotFoundError" in out.getvalue()
	assert "Traceback" in (tmp_path / "run.log").read_text()


def test_a_failing_command_brings_its_last_lines(settings):
	shell = Shell(settings, settings.bench_dir / "run.log")
	with pytest.raises(StepFailed, match="no such branch"):
		shell.run(["sh", "-c", "echo no such branch >&2; exit 3"])
	assert "no such branch" in shell.log_path.read_text()


def test_a_missing_program_is_a_failure_not_a_traceback(settings):
	with pytest.raises(StepFailed, match="no-such-program"):
		Shell(settings, settings.bench_dir / "run.log").run(["no-such-program"])


def test_progress_bars_leave_one_line_in_the_log(settings):
	shell = Shell(settings, settings.bench_dir / "run.log")
	shell.run(["printf", r"10%%\r55%%\r100%%\ndone\n"])
	assert shell.log_path.read_text().splitlines()[-2:] == ["100%", "done"]


def test_commands_do_not_see_ci_make_or_a_foreign_python(settings, monkeypatch):
	for name in ("CI", "VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS"):
		monkeypatch.setenv(name, "1")
	shell = Shell(settings, settings.bench_dir / "run.log")
	assert not {"CI", "VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS"} & set(shell.env)


def test_downloads_are_cached_inside_the_bench_folder(settings):
	env = Shell(settings, settings.bench_dir / "run.log").env
	for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "YARN_CACHE_FOLDER", "npm_config_cache"):
		assert env[name].startswith(str(settings.bench_dir))


def test_the_checkout_is_where_the_app_is():
	assert (CHECKOUT / "gigafibre_fsm" / "hooks.py").exists()

import socket

import pytest

from tools.workbench.ports import Ports, answers, is_free
from tools.workbench.settings import read_settings
from tools.workbench.steps import StepFailed


@pytest.fixture
def taken():
	"""A port that somebody else listens on."""
	with socket.create_server(("127.0.0.1", 0)) as server:
		yield server.getsockname()[1]


def ports(folder, **wanted):
	return Ports(
		read_settings({"BENCH_DIR": str(folder), **{name: str(port) for name, port in wanted.items()}})
	)


def test_a_taken_port_is_seen(taken):
	assert answers(taken)
	assert not is_free(taken)


def test_the_next_free_port_is_taken_and_remembered(tmp_path, taken):
	chosen = ports(tmp_path, DB_PORT=taken).claim("db")
	assert chosen > taken
	assert ports(tmp_path, DB_PORT=taken)["db"] == chosen


def test_a_remembered_port_that_somebody_else_took_is_given_up(tmp_path, taken, monkeypatch):
	monkeypatch.setattr("tools.workbench.ports.PATIENCE", 0.2)
	mine = ports(tmp_path, DB_PORT=taken)
	first = mine.claim("db")
	with socket.create_server(("127.0.0.1", first)):
		assert not mine.settled("db", running=False)
		assert mine.claim("db") not in (taken, first)


def test_the_port_of_a_running_service_is_settled(tmp_path, taken):
	mine = ports(tmp_path, DB_PORT=taken)
	with socket.create_server(("127.0.0.1", mine.claim("db"))):
		assert mine.settled("db", running=True)
		assert not ports(tmp_path, DB_PORT=taken + 1).settled("db", running=True)


def test_two_services_never_get_the_same_port(tmp_path, taken):
	both = ports(tmp_path, DB_PORT=taken, WEB_PORT=taken)
	assert both.claim("db") != both.claim("web")


def test_a_free_port_is_kept_as_it_was_wanted(tmp_path, taken):
	free = ports(tmp_path, WEB_PORT=taken).claim("web")
	assert ports(tmp_path / "other", WEB_PORT=free).claim("web") == free
	assert ports(tmp_path / "other", WEB_PORT=free).settled("web", running=False)


def test_a_spoiled_memory_of_ports_is_forgotten(tmp_path):
	(tmp_path / ".workbench").mkdir()
	(tmp_path / ".workbench" / "ports.json").write_text("{half")
	assert ports(tmp_path)["web"] == 8480


def test_no_free_port_is_said(tmp_path, monkeypatch):
	monkeypatch.setattr("tools.workbench.ports.is_free", lambda port: False)
	with pytest.raises(StepFailed, match="no free port for db"):
		ports(tmp_path).claim("db")

"""`make demo` where no bench can be had."""

import os
import sys

import pytest

from tools.workbench import core_demo
from tools.workbench.steps import StepFailed


def test_it_searches_links_and_prices(tmp_path, capsys):
	core_demo.show(sys.executable, tmp_path / "demo", os.environ)
	shown = capsys.readouterr().out
	assert "63A Rue Principale, Val-des-Bouleaux, J0S 9A1" in shown
	assert "25 Chemin Sainte-Anne, Val-des-Bouleaux, J0S 9A3" in shown
	assert "Exact" in shown
	assert "First invoice, activated on 2026-12-15" in shown
	assert shown.count("$ python -m gigafibre_fsm ") == 8
	assert (tmp_path / "demo" / "links.csv").exists()


def test_it_can_be_shown_again(tmp_path, capsys):
	for _ in range(2):
		core_demo.show(sys.executable, tmp_path / "demo", os.environ)
	first, second = capsys.readouterr().out.split("The addresses, the index and the links are in")[:2]
	assert first.count("DEMO") == second.count("DEMO") > 0


def test_a_command_that_fails_is_told_with_its_own_words(tmp_path, monkeypatch):
	monkeypatch.setattr(core_demo, "ORDER", ("NOPE",))
	with pytest.raises(StepFailed) as failed:
		core_demo.show(sys.executable, tmp_path / "demo", os.environ)
	assert "NOPE is not sold" in failed.value.remedy

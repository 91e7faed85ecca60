import pytest

from tools.workbench.settings import Settings, read_settings


@pytest.fixture
def settings(tmp_path) -> Settings:
	return read_settings({"BENCH_DIR": str(tmp_path)})

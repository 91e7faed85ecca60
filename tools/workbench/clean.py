"""`make clean`: a bench that this tool made goes away whole; from any other it takes only its own things."""

import shutil

from .bench import write_lines
from .settings import APP
from .workbench import Workbench


def remove_all(workbench: Workbench) -> str:
	workbench.services.stop()
	if workbench.bench.is_ours():
		shutil.rmtree(workbench.settings.bench_dir)
		return f"removed {workbench.settings.bench_dir}"
	if not workbench.settings.sites.is_dir():
		return forget_tools(workbench)
	return leave_foreign_bench(workbench)


def forget_tools(workbench: Workbench) -> str:
	folder = workbench.settings.bench_dir
	shutil.rmtree(workbench.settings.home)
	if not any(folder.iterdir()):
		folder.rmdir()
	return f"there was no bench in {folder}; removed the tools there"


def leave_foreign_bench(workbench: Workbench) -> str:
	"""Our databases lie in our own MariaDB and go with its folder."""
	settings = workbench.settings
	sites = workbench.sites.ours()
	for site in sites:
		shutil.rmtree(workbench.sites.folder(site))
	if workbench.app.folder.is_symlink():
		workbench.app.unlink()
	write_lines(settings.sites / "apps.txt", [app for app in workbench.bench.listed_apps() if app != APP])
	shutil.rmtree(settings.home)
	return f"{settings.bench_dir} was not made by this tool: removed only its sites ({', '.join(sites) or 'none'}) and app"

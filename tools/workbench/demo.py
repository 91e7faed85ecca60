"""`make demo`: the finished product on a site of its own, with data and logins."""

import json

from . import core_demo, fingerprint, suites
from .bench import ONSITE
from .results import table
from .settings import APP
from .steps import Step, StepFailed
from .workbench import Workbench

DATA = fingerprint.PACKAGE / "testing" / "demo"


def steps(workbench: Workbench) -> list[Step]:
	return [
		*workbench.bench_steps(),
		workbench.demo_site_step(),
		Step("demo data", lambda: load(workbench), lambda: is_loaded(workbench)),
		*workbench.services.steps(workbench.settings.site),
	]


def is_loaded(workbench: Workbench) -> bool:
	return workbench.sites.fact(workbench.settings.site, "demo") == data_version()


def data_version() -> str:
	return fingerprint.digest(fingerprint.files(DATA))


def load(workbench: Workbench) -> None:
	"""The loader adds what is missing, so that it may be called again after a change or a crash."""
	site = workbench.settings.site
	passwords = json.dumps({"password": workbench.settings.admin_password})
	workbench.bench.frappe(site, "execute", f"{APP}.testing.demo.load", "--kwargs", passwords)
	workbench.sites.mark(site, demo=data_version())


def without_bench(workbench: Workbench, missing: str) -> int:
	print(f"\nNo demo site: {missing}.")
	print(
		"What runs without a bench, the rules in gigafibre_fsm/domain: on addresses and prices, then their tests."
	)
	settings = workbench.settings
	core_demo.show(settings.tool_python, settings.home / "core-demo", workbench.context.shell.env)
	print(table(suites.run(workbench, [[suites.pure(workbench)]], [])))
	return 1


def describe(workbench: Workbench) -> str:
	state = read_state(workbench)
	site = workbench.settings.site
	return "\n".join([*installed(state), *logins(workbench, state), *links(workbench.services.url(site))])


def read_state(workbench: Workbench) -> dict:
	settings = workbench.settings
	command = [settings.env_python, ONSITE / "describe_site.py", settings.site]
	output = workbench.context.shell.output(command, cwd=settings.sites)
	if not output:
		raise StepFailed(
			f"the site {settings.site} does not answer", f"read {workbench.context.shell.log_path}"
		)
	return json.loads(output.splitlines()[-1])


def installed(state: dict) -> list[str]:
	versions = ", ".join(f"{app} {version}" for app, version in state["versions"].items())
	lines = ["", f"Installed: {versions}"]
	parts = f"{state['doctypes']} doctypes ({state['child_tables']} of them child tables)"
	lines.append(f"{parts}, {state['custom_fields']} custom fields, {len(state['roles'])} roles")
	lines.append(f"Roles: {', '.join(state['roles'])}")
	filled = {name: number for name, number in state["counts"].items() if number}
	return [*lines, "", *(f"  {number:>6}  {name}" for name, number in filled.items())]


def logins(workbench: Workbench, state: dict) -> list[str]:
	lines = ["", f"Logins (password for all of them: {workbench.settings.admin_password})", "  Administrator"]
	return [*lines, *(f"  {user['name']:<34} {', '.join(user['roles'])}" for user in state["users"])]


def links(url: str) -> list[str]:
	pages = (
		"gigafibre",
		"service-location",
		"service-subscription",
		"project",
		"dispatch-day",
		"dispatch-job",
		"voip-line",
		"outbox-message",
		"plant-map",
		"link-review",
		"fsm-settings",
	)
	return ["", f"Running at {url}", *(f"  {url}/app/{page}" for page in pages), "", "`make stop` stops it."]

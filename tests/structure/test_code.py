"""What can be said of the code without running it."""

import ast
import re

import pytest

GUEST_ENDPOINTS: dict[str, str] = {  # path → why a visitor may call it, and its limit
	"availability.search": "a visitor types an address; limit_search",
	"availability.check": "a visitor asks whether fibre is there; limit_guest_reads",
	"checkout.dates": "a visitor chooses a day; limit_guest_reads",
	"checkout.start_payment": "a visitor saves a card; limit_guest_writes",
	"checkout.submit": "a visitor orders, with a card that Stripe has; limit_guest_writes",
	"plans.list_plans": "a visitor looks at what is sold; limit_guest_reads",
	"plans.quote": "a visitor asks what it costs; limit_guest_reads",
	"leads.notify_me": "a visitor wants to hear of fibre; limit_guest_writes",
	"leads.business_quote": "a company wants a quote; limit_guest_writes",
	"payments.stripe_webhook": "Stripe's events, with its signature; in bursts, so no limit",
	"messages.twilio_status": "Twilio reports, with its signature; in bursts, so no limit",
	"messages.mailjet_event": "Mailjet reports, with our secret in the address; in bursts, so no limit",
	"telephony.e911_callback": "the 911 provider reports, with its signature; in bursts, so no limit",
}
MAX_LINES = 400


def modules(package):
	for path in sorted(package.rglob("*.py")):
		yield path, ast.parse(path.read_text())


def functions(tree):
	return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def whitelist_of(function):
	for decorator in function.decorator_list:
		if "whitelist" in ast.unparse(decorator):
			return ast.unparse(decorator)
	return None


def endpoints(package):
	for path, tree in modules(package):
		for function in functions(tree):
			if whitelist_of(function):
				yield path, tree, function


def resolves(package, dotted: str) -> bool:
	parts = dotted.split(".")
	path = package.parent.joinpath(*parts[:-1])
	source = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
	if not source.exists():
		return False
	names = set()
	for node in ast.parse(source.read_text()).body:
		names.add(getattr(node, "name", None))
		names.update(alias.asname or alias.name for alias in getattr(node, "names", ()))
	return parts[-1] in names


def hook_paths(package):
	for node in ast.walk(ast.parse((package / "hooks.py").read_text())):
		if isinstance(node, ast.Constant) and re.fullmatch(r"gigafibre_fsm(\.\w+)+", str(node.value)):
			yield node.value


def test_hook_paths_resolve(package):
	paths = list(hook_paths(package))
	assert paths
	assert [path for path in paths if not resolves(package, path)] == []


def test_hooks_are_data_only(package):
	tree = ast.parse((package / "hooks.py").read_text())
	assert {type(node) for node in tree.body} <= {ast.Assign}


def test_patches_resolve(package):
	lines = [line.split("#")[0].strip() for line in (package / "patches.txt").read_text().splitlines()]
	patches = [line for line in lines if line and not line.startswith("[")]
	assert len(patches) == len(set(patches))
	assert [patch for patch in patches if not all(resolves(package, name) for name in names_in(patch))] == []


def names_in(patch: str) -> list[str]:
	"""A module with `execute`, or a line of Python that imports from ours and calls something of it."""
	if not patch.startswith("execute:"):
		return [f"{patch}.execute"]
	tree = ast.parse(patch.removeprefix("execute:"))
	sources = {alias.name: node.module for node in tree.body[:-1] for alias in node.names}
	called = ast.unparse(tree.body[-1].value.func)
	assert called.split(".")[0] in sources, patch
	return [f"{sources[called.split('.')[0]]}.{called}"]


def test_endpoints_are_typed(package):
	for path, tree, function in endpoints(package):
		where = f"{path.name}:{function.name}"
		arguments = [a for a in function.args.args + function.args.kwonlyargs if a.arg != "self"]
		assert all(argument.annotation for argument in arguments), where
		assert "from __future__ import annotations" not in ast.unparse(tree), where


def test_endpoints_name_their_http_methods(package):
	for path, _tree, function in endpoints(package):
		assert "methods=" in whitelist_of(function), f"{path.name}:{function.name}"


def test_guest_endpoints_are_listed_with_their_reason(package):
	open_to_guests = {
		f"{path.stem}.{function.name}"
		for path, _tree, function in endpoints(package)
		if "allow_guest=True" in whitelist_of(function)
	}
	assert open_to_guests == set(GUEST_ENDPOINTS)


def test_domain_imports_no_framework(package):
	for path, tree in modules(package / "domain"):
		for node in ast.walk(tree):
			names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
			names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
			assert not [n for n in names if n.split(".")[0] in ("frappe", "erpnext")], path


def test_domain_reads_no_clock(package):
	for path, tree in modules(package / "domain"):
		calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
		assert not [call for call in calls if re.search(r"\b(now|today|utcnow|time)$", call)], path


def test_a_commit_says_why(package):
	silent = []
	for path, tree in modules(package):
		lines = path.read_text().splitlines()
		for node in ast.walk(tree):
			if isinstance(node, ast.Call) and ast.unparse(node.func) == "frappe.db.commit":
				silent += (
					[] if "#" in lines[node.lineno - 1] else [f"{path.relative_to(package)}:{node.lineno}"]
				)
	assert silent == []


def test_test_files_hold_tests(package):
	empty = [
		path
		for root in (package, package.parent / "tests", package.parent / "e2e")
		for path in root.rglob("test_*.py")
		if not re.search(r"^\s*def test_", path.read_text(), re.MULTILINE)
	]
	assert empty == []


@pytest.mark.parametrize("pattern", ["gigafibre_fsm/**/*.py", "tools/**/*.py", "gigafibre_fsm/**/*.js"])
def test_files_stay_readable(package, pattern):
	long = [path for path in package.parent.glob(pattern) if len(path.read_text().splitlines()) > MAX_LINES]
	assert long == []


def test_controllers_carry_generated_types(doctypes):
	untyped = [
		name
		for name, doctype in doctypes.items()
		if "# begin: auto-generated types" not in (doctype["path"] / f"{doctype['path'].name}.py").read_text()
	]
	assert untyped == []

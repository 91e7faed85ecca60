"""The data model on disk against the contract, and its doctypes against each other."""

import importlib.util

import pytest

from tests.structure.contract import FIELDS, OPTIONS, SECRETS

SECRET_WORDS = ("password", "secret", "token", "webhook_url", "api_key")
NOT_SECRET = {("FSM Settings", "mailjet_api_key")}  # the public half of Mailjet's key pair


@pytest.mark.parametrize("doctype", FIELDS)
def test_every_field_of_the_contract_is_there(fields, doctype):
	assert set(FIELDS[doctype].split()) - set(fields(doctype)) == set()


@pytest.mark.parametrize(("doctype", "fieldname"), OPTIONS)
def test_select_values_are_those_of_the_contract(fields, doctype, fieldname):
	options = fields(doctype)[fieldname]["options"].split("\n")
	assert [option for option in options if option] == OPTIONS[doctype, fieldname]


def test_secrets_are_password_fields(doctypes, fields):
	for doctype, fieldname in SECRETS:
		assert fields(doctype)[fieldname]["fieldtype"] == "Password", (doctype, fieldname)


def test_no_field_named_like_a_secret_is_plain(doctypes, fields):
	plain = {
		(doctype, name)
		for doctype in doctypes
		for name, field in fields(doctype).items()
		if field["fieldtype"] == "Data" and any(word in name for word in SECRET_WORDS)
	}
	assert plain == NOT_SECRET


def status_module(doctype: dict):
	path = doctype["path"] / "status.py"
	if not path.exists():
		return None
	spec = importlib.util.spec_from_file_location("status", path)
	module = importlib.util.module_from_spec(spec)
	spec.loader.exec_module(module)
	return module


def tables(module):
	"""(fieldname, constants, moves) of each status table of a doctype."""
	yield "status", module.Status, module.MOVES
	if hasattr(module, "E911Status"):
		yield "e911_status", module.E911Status, module.E911_MOVES


def constants(cls) -> set[str]:
	return {value for name, value in vars(cls).items() if name.isupper()}


def test_every_doctype_with_a_status_has_a_table(doctypes, fields):
	for name, doctype in doctypes.items():
		if "status" in fields(name):
			assert status_module(doctype), name


def test_status_tables_say_what_the_form_offers(doctypes, fields):
	for name, doctype in doctypes.items():
		module = status_module(doctype)
		for fieldname, cls, moves in tables(module) if module else ():
			options = set(fields(name)[fieldname]["options"].split("\n"))
			assert options == constants(cls) == set(moves), name
			assert {target for targets in moves.values() for target in targets} <= options, name


def test_status_tables_are_written_down_beside_the_doctype(doctypes):
	for name, doctype in doctypes.items():
		module = status_module(doctype)
		if not module:
			continue
		lines = (doctype["path"] / "README.md").read_text().splitlines()
		for _fieldname, _cls, moves in tables(module):
			for status, targets in moves.items():
				row = f"| {status} | "
				told = [line for line in lines if line.startswith(row)]
				assert any(f"| {', '.join(targets) or '—'} |" in line for line in told), (name, status)


def test_status_colours_cover_every_status(doctypes, fields):
	for name, doctype in doctypes.items():
		if "status" in fields(name):
			assert {state["title"] for state in doctype["states"]} == set(
				fields(name)["status"]["options"].split("\n")
			), name


def test_every_doctype_belongs_to_a_module_of_ours(doctypes, package):
	modules = set((package / "modules.txt").read_text().splitlines())
	for name, doctype in doctypes.items():
		assert doctype["module"] in modules, name
		assert doctype["path"].parents[1].name == doctype["module"].lower().replace(" ", "_"), name


def test_links_between_our_doctypes_resolve(doctypes, fields):
	for name in doctypes:
		for fieldname, field in fields(name).items():
			if field["fieldtype"] in ("Table", "Table MultiSelect"):
				assert doctypes[field["options"]].get("istable"), (name, fieldname)


def test_connections_point_to_link_fields(doctypes, fields):
	for name, doctype in doctypes.items():
		for link in doctype["links"]:
			if link["link_doctype"] in doctypes:
				assert fields(link["link_doctype"])[link["link_fieldname"]]["options"] == name

"""An address as ERPNext shows it, from the site's Address Template.

Frappe compiles a template each time it renders it. Those that use the address and nothing else are kept compiled;
anything that reaches further goes through Frappe.
"""

from functools import lru_cache

import frappe
from frappe import _
from frappe.contacts.doctype.address.address import get_address_templates
from jinja2 import DebugUndefined, Template, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

# Frappe has its own of some other names.
FILTERS = frozenset(("upper", "lower", "title", "trim", "e", "escape"))


def text(address: dict) -> str:
	_name, source = get_address_templates(address)
	template = _plain(source, frozenset(address))
	if template:
		return template.render(address, _=_)
	return frappe.render_template(source, address)


@lru_cache(maxsize=50)
def _plain(source: str, names: frozenset[str]) -> Template | None:
	environment = SandboxedEnvironment(undefined=DebugUndefined)
	try:
		tree = environment.parse(source)
		return environment.from_string(source) if _uses_only(tree, names) else None
	except TemplateError:
		return None  # Frappe says what is wrong with it


def _uses_only(tree: nodes.Template, names: frozenset[str]) -> bool:
	used = {node.name for node in tree.find_all(nodes.Name)}
	calls_text = all(
		isinstance(call.node, nodes.Name) and call.node.name == "_" for call in tree.find_all(nodes.Call)
	)
	known_filters = all(one.name in FILTERS for one in tree.find_all(nodes.Filter))
	reaches_out = any(tree.find_all((nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends)))
	return used <= names | {"_"} and calls_text and known_filters and not reaches_out

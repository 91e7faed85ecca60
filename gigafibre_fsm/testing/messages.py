"""Every text of the app that a person can meet, and where the desk looks its translation up.

The files are read by Frappe's own extractors, those behind `bench generate-pot-file`. What they leave out is added
here: custom fields made in Python, the titles of cards and charts, the names of modules and roles.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from frappe.gettext.extractors.utils import is_translatable
from frappe.gettext.translate import get_method_map

from gigafibre_fsm.setup import custom_fields, definitions, roles

# Developers' own: nobody who works with the product meets what they print.
APART = ("tests", "testing", "node_modules")
KEYWORDS = {**DEFAULT_KEYWORDS, "_lt": None}
# What the extractor of DocTypes says about a text; the desk asks for most of these under the DocType's name …
OF_DOCTYPE = re.compile(r"^(?:Label|Description|Option) .* in DocType '(.+)'$")
# … but for these without: tab.js and section.js of Frappe give no context.
PLAIN = re.compile(r"^(?:Label of a Tab Break|Description of the .* \(Section Break\))")
TITLES = {
	"number_card": "label",
	"dashboard_chart": "chart_name",
	"dashboard": "dashboard_name",
	"page": "title",
}


@dataclass(frozen=True)
class Message:
	source: str
	context: str | None
	where: str


def messages() -> list[Message]:
	found = [*_of_files(), *_of_custom_fields(), *_of_titles(), *_of_names()]
	return [message for message in found if is_translatable(message.source)]


def _of_files() -> Iterator[Message]:
	# Frappe's extractor for hooks.py looks for items of the navigation bar: we add none.
	methods = [(pattern, method) for pattern, method in get_method_map("frappe") if "hooks" not in pattern]
	rows = extract_from_dir(
		str(definitions.PACKAGE), methods, keywords=KEYWORDS, directory_filter=_holds_texts
	)
	for filename, line, source, comments, context in rows:
		yield Message(source, context or _context("".join(comments)), f"{filename}:{line or 0}")


def _holds_texts(folder: str) -> bool:
	name = Path(folder).name
	return not name.startswith((".", "_")) and name not in APART


def _context(comment: str) -> str | None:
	of_doctype = OF_DOCTYPE.match(comment)
	return of_doctype.group(1) if of_doctype and not PLAIN.match(comment) else None


def _of_custom_fields() -> Iterator[Message]:
	for doctype, fields in custom_fields.FIELDS.items():
		for field in fields:
			for source in _texts(field):
				yield Message(source, doctype, f"custom field {doctype}.{field['fieldname']}")


def _texts(field: dict) -> list[str]:
	options = field.get("options", "").split("\n") if field["fieldtype"] == "Select" else []
	return [text for text in (field.get("label"), field.get("description"), *options) if text]


def _of_titles() -> Iterator[Message]:
	for folder, key in TITLES.items():
		for path in sorted(definitions.PACKAGE.glob(f"*/{folder}/*/*.json")):
			if title := json.loads(path.read_text(encoding="utf-8")).get(key):
				yield Message(title, None, str(path.relative_to(definitions.PACKAGE)))


def _of_names() -> Iterator[Message]:
	for module in definitions.modules():
		yield Message(module, None, "modules.txt")
	for role in roles.DESK_ACCESS:
		yield Message(role, None, "roles")

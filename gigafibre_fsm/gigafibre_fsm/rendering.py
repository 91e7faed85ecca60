"""Message Template and values → what a customer or an employee reads.

Values come from visitors, among others. In an e-mail they are text and nothing else: the template is read as Markdown
with a mark in the place of each value, and the values are put in afterwards, so that none of them can write a link, a
picture or a tag into our message.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import frappe
from frappe import _
from frappe.utils import get_url
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown2 import markdown

from gigafibre_fsm.domain import sms
from gigafibre_fsm.integrations.errors import PermanentError

FALLBACK = "fr"
# Frappe's own environment would let a text read the database.
SANDBOX = {"undefined": StrictUndefined, "autoescape": False, "loader": None}
EXTRAS = {"breaks": {"on_newline": True}, "tables": None}
# Twilio takes no more.
LONGEST_SMS = 1600
PAGE = (
	'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head>'
	'<body style="font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1f272e">{body}</body></html>'
)


class UnusableTemplate(PermanentError):
	"""The text cannot be made from these values: a person mends the template, then sends the message again."""


@dataclass(frozen=True)
class Text:
	subject: str
	body: str
	# E-mails only; `body` is then the part for readers without HTML.
	html: str = ""


@dataclass(frozen=True)
class Template:
	event: str
	channel: str
	language: str
	subject: str | None
	body: str

	@property
	def name(self) -> str:
		return f"{self.event}-{self.channel}-{self.language}"


def render(event: str, channel: str, language: str, variables: dict) -> Text | None:
	"""Nothing where no enabled template tells this event on this channel."""
	template = _template(event, channel, language)
	if template is None:
		return None
	values = {**common(), **variables}
	return _MAKERS[channel](template, values)


def common() -> dict[str, str]:
	"""What every template may say."""
	settings = frappe.get_cached_doc("FSM Settings")
	company = settings.company or frappe.db.get_default("company")
	fields = ("company_name", "phone_no", "website")
	found = frappe.db.get_value("Company", company, fields) if company else None
	name, phone, website = found or ("", "", "")
	return {"company": name or "", "company_phone": phone or "", "company_url": website or get_url()}


def _template(event: str, channel: str, language: str) -> Template | None:
	"""In the customer's language; the French one where there is none in it. One that is switched off says: do not tell."""
	rows = frappe.get_all(
		"Message Template",
		filters={"event": event, "channel": channel, "language": ("in", (language, FALLBACK))},
		fields=["event", "channel", "language", "subject", "body", "enabled"],
	)
	by_language = {row.pop("language"): row for row in rows}
	spoken = language if language in by_language else FALLBACK
	row = by_language.get(spoken)
	if not row or not row.pop("enabled"):
		return None
	return Template(language=spoken, **row)


def _sms(template: Template, values: dict) -> Text:
	body = _tidy(sms.simple(_fill(template, template.body, values)))
	if len(body) > LONGEST_SMS:
		raise UnusableTemplate(
			_("Message Template {0} makes a text of {1} characters; {2} at most can be sent.").format(
				template.name, len(body), LONGEST_SMS
			)
		)
	return Text("", body)


def _chat(template: Template, values: dict) -> Text:
	return Text("", _tidy(_fill(template, template.body, values)))


def _email(template: Template, values: dict) -> Text:
	marks = Marks()
	source = _tidy(_fill(template, template.body, values, marks.put))
	subject = " ".join(_fill(template, template.subject or "", values).split())
	return Text(subject, marks.plain(source), marks.html(source, template.language))


_MAKERS: dict[str, Callable[[Template, dict], Text]] = {"SMS": _sms, "Email": _email, "Chat": _chat}


def _fill(template: Template, source: str, values: dict, finalize: Callable | None = None) -> str:
	environment = ImmutableSandboxedEnvironment(**SANDBOX, finalize=finalize or _said)
	try:
		return environment.from_string(source).render(values)
	except UndefinedError as error:
		reason = error.message
	except (TemplateError, TypeError, ValueError, ArithmeticError, OverflowError) as error:
		reason = str(error)
	raise UnusableTemplate(_("Message Template {0} cannot be filled in: {1}.").format(template.name, reason))


def _said(value: object) -> object:
	"""« None » is no word."""
	return "" if value is None else value


def _tidy(text: str) -> str:
	"""Conditions leave empty lines behind."""
	lines = [line.rstrip() for line in text.strip().splitlines()]
	return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


class Marks:
	"""Values that stand aside while a text is read as Markdown."""

	def __init__(self):
		# A value cannot know it, and so cannot pass for a mark.
		self.nonce = frappe.generate_hash(length=12)
		self.pattern = re.compile(f"x{self.nonce}n(\\d+)x")
		self.values: list[str] = []

	def put(self, value: object) -> str:
		text = str(_said(value))
		if not text:
			return ""
		self.values.append(text)
		return f"x{self.nonce}n{len(self.values) - 1}x"

	def plain(self, source: str) -> str:
		bare = re.sub(r"\*\*(.+?)\*\*", r"\1", source)
		bare = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r"\1 (\2)", bare)
		return self._replace(bare, str)

	def html(self, source: str, language: str) -> str:
		body = markdown(source, extras=EXTRAS)
		body = re.sub(r'(?:href|src)="[^"]*"', lambda found: self._replace(found[0], escape), body)
		return PAGE.format(language=language, body=self._replace(body, _as_html))

	def _replace(self, text: str, write: Callable[[str], str]) -> str:
		# A value may hold marks itself, where a template joined two of them.
		return self.pattern.sub(lambda found: self._replace(write(self.values[int(found[1])]), write), text)


def _as_html(value: str) -> str:
	if re.fullmatch(r"https?://\S+", value):
		return f'<a href="{escape(value)}">{escape(value)}</a>'
	return escape(value).replace("\n", "<br>")

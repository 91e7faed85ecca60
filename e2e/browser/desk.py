"""The desk as its user sees it. Every wait is for a condition, never for a time."""

from urllib.parse import quote, urlencode

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

QUIET = "() => window.frappe?.boot && frappe.request.ajax_count === 0"
FORM_IS_OPEN = """(name) => window.cur_frm?.doc?.name === name && cur_frm.$wrapper.is(":visible")
	&& cur_frm.layout && frappe.request.ajax_count === 0"""
LIST_IS_SET_UP = """(doctype) => window.cur_list?.doctype === doctype && cur_list.columns?.length
	&& frappe.request.ajax_count === 0"""
VALUE_IS_TAKEN = "([field, value]) => cur_frm.doc[field] === value"
SAVED = "() => !cur_frm.is_dirty() && frappe.request.ajax_count === 0"
# Live updates come from a service of their own: a page without it works, so its absence is no error of the page.
LIVE_UPDATES = "socket.io"


class Desk:
	def __init__(self, page: Page, url: str):
		self.page = page
		self.url = url
		self.errors: list[str] = []
		page.on("pageerror", lambda error: self.errors.append(str(error)))
		page.on("console", self._note)

	def _note(self, message: ConsoleMessage) -> None:
		text = f"{message.text} ({message.location.get('url', '')})"
		if message.type == "error" and LIVE_UPDATES not in text:
			self.errors.append(text)

	def open(self, route: str) -> None:
		self.page.goto(f"{self.url}/app/{route}")
		self.page.wait_for_function(QUIET)

	# -- forms

	def form(self, doctype: str, name: str) -> None:
		self.open(f"{slug(doctype)}/{quote(name)}")
		self.wait_for_form(name)

	def wait_for_form(self, name: str) -> None:
		self.page.wait_for_function(FORM_IS_OPEN, arg=name)

	def field(self, fieldname: str) -> Locator:
		return self.shown(f".frappe-control[data-fieldname='{fieldname}']")

	def fill(self, fieldname: str, value: str) -> None:
		self._reveal(fieldname)
		control = self.field(fieldname).locator("input, textarea").first
		control.fill(value)
		control.blur()
		self.page.wait_for_function(VALUE_IS_TAKEN, arg=[fieldname, value])

	def choose(self, fieldname: str, value: str) -> None:
		self._reveal(fieldname)
		self.field(fieldname).locator("select").select_option(value)
		self.page.wait_for_function(VALUE_IS_TAKEN, arg=[fieldname, value])

	def _reveal(self, fieldname: str) -> None:
		self.page.evaluate("(field) => cur_frm.scroll_to_field(field)", fieldname)

	def save(self) -> None:
		self.press_save()
		self.page.wait_for_function(SAVED)

	def press_save(self) -> None:
		self.shown(".page-head .primary-action").click()

	def tab(self, label: str) -> Locator:
		return self.shown(".form-tabs").get_by_role("tab", name=label, exact=True)

	def headline(self) -> Locator:
		return self.shown(".form-message")

	def connection(self, doctype: str) -> Locator:
		return self.shown(f".document-link[data-doctype='{doctype}']")

	def message(self) -> Locator:
		dialog = self.page.locator(".msgprint-dialog .msgprint")
		expect(dialog).to_be_visible()
		return dialog

	# -- lists and workspaces

	def list(self, doctype: str, **filters: str) -> None:
		self.open(f"{slug(doctype)}/view/list?{urlencode(filters)}")
		self.page.wait_for_function(LIST_IS_SET_UP, arg=doctype)

	def filter(self, fieldname: str, value: str) -> None:
		box = self.shown(f".standard-filter-section [data-fieldname='{fieldname}'] input")
		box.fill(value)
		box.blur()

	def rows(self) -> Locator:
		return self.page.locator(".page-container:visible .list-row-container .list-row")

	def row(self, name: str) -> Locator:
		return self.rows().filter(has=self.page.locator(f"[data-name='{name}']"))

	def shortcut(self, label: str) -> Locator:
		return self.page.locator(f".shortcut-widget-box[aria-label='{label}']")

	def ask(self, method: str, arguments: dict):
		"""What the page's own request gets, with its cookies and its user."""
		return self.page.evaluate("([method, args]) => frappe.xcall(method, args)", [method, arguments])

	def shown(self, selector: str) -> Locator:
		return self.page.locator(f".page-container:visible {selector}").first


def slug(doctype: str) -> str:
	return doctype.lower().replace(" ", "-")

"""What all methods of the API share: they count requests, check arguments and refuse in one sentence.

Frappe's own check of argument types answers in English, with a status of its own, before the method runs: `endpoint`
hides the annotations from it and checks them itself. What still goes wrong outside of the method (a wrong verb, a
missing login) passes through `plain_refusal`, as every refusal does: Frappe would add a traceback where the site's
setting allows it.
"""

import inspect
import json
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, wraps

import frappe
import redis
from frappe import _
from pydantic import TypeAdapter, ValidationError
from werkzeug.wrappers import Request, Response

from gigafibre_fsm.api import limits
from gigafibre_fsm.exceptions import CallerError, InvalidRequest, ServerError

PATHS = tuple(f"/api/{version}method/gigafibre_fsm.api." for version in ("", "v1/", "v2/"))
# Frappe's own refusals, which say to the caller what they are.
FRAPPES = (
	frappe.PermissionError,
	frappe.AuthenticationError,
	frappe.SessionExpired,
	frappe.CSRFTokenError,
	frappe.RateLimitExceededError,
	frappe.TooManyRequestsError,
	frappe.InReadOnlyMode,
)


def endpoint(limit: str | None = None) -> Callable:
	"""Stands below `@frappe.whitelist(…)`. `limit` is the field of FSM Settings that says how many calls a minute."""

	def decorate(function: Callable) -> Callable:
		signature = inspect.signature(function)
		name = f"{function.__module__}.{function.__name__}"

		@wraps(function)
		def answer(*args, **kwargs):
			try:
				if limit:
					limits.count(limit, name)
				result = function(**_checked(signature, args, kwargs))
			except (CallerError, *FRAPPES) as refusal:
				frappe.flags.api_refusal = refusal
				raise
			except Exception as error:
				_note(name)
				raise ServerError(str(error)) from error
			# ERPNext's remarks to a person at a form are not for a caller.
			frappe.clear_messages()
			return result

		answer.__annotations__ = {}
		return answer

	return decorate


def _note(method: str) -> None:
	"""Frappe logs the error that leaves the method, and not the one that caused it. Without values: some are secrets."""
	with suppress(redis.exceptions.RedisError):
		frappe.log_error(method, traceback.format_exc(), defer_insert=True)


def _checked(signature: inspect.Signature, args: tuple, kwargs: dict) -> dict:
	given = signature.bind_partial(*args, **kwargs).arguments
	for name, parameter in signature.parameters.items():
		if name in given:
			given[name] = _typed(name, parameter, given[name])
		elif parameter.default is parameter.empty:
			_refuse(_("{0} is missing.").format(name))
	return given


def _typed(name: str, parameter: inspect.Parameter, value):
	try:
		return _adapter(parameter.annotation).validate_python(value)
	except ValidationError:
		pass
	if value is None and parameter.default is parameter.empty:
		_refuse(_("{0} is missing.").format(name))
	_refuse(_("{0} must be {1}.").format(name, _kind(parameter.annotation)))


@lru_cache(maxsize=256)
def _adapter(annotation) -> TypeAdapter:
	return TypeAdapter(annotation)


def _kind(annotation) -> str:
	"""In the caller's words; of `str | None` only the first."""
	first = (
		getattr(annotation, "__args__", (annotation,))[0] if annotation not in (list, dict) else annotation
	)
	kinds = {str: _("a text"), int: _("a whole number"), dict: _("an object"), list: _("a list")}
	return kinds.get(first, _("of another type"))


def _refuse(sentence: str) -> None:
	frappe.throw(sentence, InvalidRequest)


def text(name: str, value: str | None, longest: int = 140) -> str:
	"""What a person typed on one line, tidied; empty where nothing was."""
	tidy = " ".join((value or "").split())
	if len(tidy) > longest:
		_refuse(_("{0} is too long: {1} characters at most.").format(name, longest))
	return tidy


def needed(name: str, value: str | None, longest: int = 140) -> str:
	return text(name, value, longest) or _refuse(_("{0} is missing.").format(name))


def names_in(given: list | str, most: int) -> list[str]:
	"""The argument `names`. A form can send a list only as text."""
	names = frappe.parse_json(given) if isinstance(given, str) and given[:1] == "[" else given
	if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
		_refuse(_("{0} must be {1}.").format("names", _("a list")))
	if not 1 <= len(names) <= most:
		_refuse(_("{0}: from 1 to {1} at a time.").format("names", most))
	return list(dict.fromkeys(names))


def plain_refusal(response: Response | None, request: Request) -> None:
	"""Frappe's hook `after_request`: one sentence and its kind is all that leaves the house."""
	if response is None or response.status_code < 400 or not _is_ours(request):
		return
	if _is_unreadable(request):
		response.status_code = InvalidRequest.http_status_code
		frappe.flags.api_refusal = InvalidRequest(_("The request cannot be read."))
	kind, sentence = _told(response.status_code)
	message = {"message": sentence, "indicator": "red", "raise_exception": 1}
	body = {"exc_type": kind, "message": sentence, "_server_messages": json.dumps([json.dumps(message)])}
	response.data = json.dumps(body, ensure_ascii=False)
	response.mimetype = "application/json"


def _is_ours(request: Request) -> bool:
	"""By its path, or as Frappe still takes it from older clients: a method's name in the form."""
	called = str((frappe.local.form_dict or {}).get("cmd") or "")
	return request.path.startswith(PATHS) or called.startswith("gigafibre_fsm.api.")


def _is_unreadable(request: Request) -> bool:
	"""Frappe reads the body before it calls the method, and takes one that is no JSON for a fault of its own."""
	if frappe.flags.api_refusal or not request.is_json:
		return False
	try:
		return not isinstance(json.loads(request.get_data() or b"{}"), dict | list)
	except (ValueError, RecursionError):
		return True


def _told(status: int) -> tuple[str, str]:
	refusal = frappe.flags.api_refusal
	if refusal:
		return type(refusal).__name__, frappe.utils.strip_html(str(refusal)) or _sentence(status)
	if status >= 500:
		return "ServerError", _sentence(status)
	return frappe.response.get("exc_type") or _KINDS.get(status, "ValidationError"), _sentence(status)


# Where Frappe had begun to answer with a page, which does not say it.
_KINDS = {401: "AuthenticationError", 403: "PermissionError", 404: "DoesNotExistError"}


def _sentence(status: int) -> str:
	sentences = {
		400: _("The request cannot be read."),
		401: _("Log in first."),
		403: _("You may not do this."),
		404: _("There is no such method."),
		429: _("Too many requests: try again in a minute."),
	}
	return sentences.get(status) or _("Something went wrong on our side. Try again, or call us.")

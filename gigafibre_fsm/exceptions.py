"""Errors a caller can act on. The class name is the `exc_type` of the HTTP answer, the number its status."""

import frappe


class CallerError(frappe.ValidationError):
	"""Its sentence is written for whoever called; `api/endpoint.py` shows it as it stands."""


class InvalidRequest(CallerError):
	http_status_code = 400


class NotFound(CallerError):
	http_status_code = 404


class InvalidState(CallerError):
	http_status_code = 409


class PortTaken(CallerError):
	http_status_code = 409


class SerialInUse(CallerError):
	http_status_code = 409


class NotOrderable(CallerError):
	http_status_code = 422


class CardNotSaved(CallerError):
	http_status_code = 402


class UpstreamError(CallerError):
	"""A provider failed before anything was stored: the same call may be made again."""

	http_status_code = 502


class ServerError(Exception):
	"""Something of ours broke: the caller learns that much, the Error Log the rest."""

	http_status_code = 500

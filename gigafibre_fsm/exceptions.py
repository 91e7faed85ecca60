"""Errors a caller can act on. The class name is the `exc_type` of the HTTP answer, the number its status."""

import frappe


class InvalidRequest(frappe.ValidationError):
	http_status_code = 400


class InvalidState(frappe.ValidationError):
	http_status_code = 409


class SerialInUse(frappe.ValidationError):
	http_status_code = 409

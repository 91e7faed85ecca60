"""What gunicorn serves: Frappe with its static files, and the main site under 127.0.0.1 as well as under its name."""

import os

import frappe.app

MAIN_SITE = os.environ["FRAPPE_SITE"]
LOOPBACK = {"127.0.0.1", "localhost"}

frappe.app._sites_path = os.getcwd()
frappe_with_statics = frappe.app.application_with_statics()


def application(environ, start_response):
	if environ.get("HTTP_HOST", "").split(":")[0] in LOOPBACK:
		environ.setdefault("HTTP_X_FRAPPE_SITE_NAME", MAIN_SITE)
	return frappe_with_statics(environ, start_response)

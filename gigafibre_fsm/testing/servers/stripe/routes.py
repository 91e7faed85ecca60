"""Which request does what."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# (the server, the id in the path, the query, the form) → the object
Handler = Callable[[Any, str, dict, dict], dict]


@dataclass(frozen=True)
class Route:
	method: str
	path: re.Pattern
	handler: Handler


def _get(kind: str) -> Handler:
	return lambda server, name, query, form: server.store.get(kind, name)


def _act(kind: str, verb: str) -> Handler:
	"""A verb on an object that exists: `verb(object, form)`."""
	return lambda server, name, query, form: getattr(server, verb)(server.store.get(kind, name), form)


def _do(kind: str, verb: str) -> Handler:
	"""A verb that needs no more than the object."""
	return lambda server, name, query, form: getattr(server, verb)(server.store.get(kind, name))


def _create(verb: str) -> Handler:
	return lambda server, name, query, form: getattr(server, verb)(form)


def _list(kind: str, path: str, *filters: str) -> Handler:
	def listed(server, name: str, query: dict, form: dict) -> dict:
		wanted = {field: query[field] for field in filters if field in query}
		return server.store.page(
			kind, path, query, lambda row: all(row[field] == value for field, value in wanted.items())
		)

	return listed


def _route(method: str, path: str, handler: Handler) -> Route:
	return Route(method, re.compile(path.replace("ID", "(?P<id>[^/]+)")), handler)


ROUTES = (
	_route("GET", "/v1/balance", lambda server, *rest: server.balance()),
	_route("POST", "/v1/customers", _create("create_customer")),
	_route("GET", "/v1/customers", _list("customer", "/v1/customers", "email")),
	_route("GET", "/v1/customers/ID", lambda server, name, *rest: server.get_customer(name)),
	_route("POST", "/v1/customers/ID", _act("customer", "update_customer")),
	_route("DELETE", "/v1/customers/ID", _do("customer", "delete_customer")),
	_route("POST", "/v1/setup_intents", _create("create_setup")),
	_route("GET", "/v1/setup_intents", _list("setup_intent", "/v1/setup_intents", "customer")),
	_route("GET", "/v1/setup_intents/ID", _get("setup_intent")),
	_route("POST", "/v1/setup_intents/ID/confirm", _act("setup_intent", "confirm_setup")),
	_route("POST", "/v1/setup_intents/ID/cancel", _act("setup_intent", "cancel_setup")),
	_route("GET", "/v1/payment_methods", _list("payment_method", "/v1/payment_methods", "customer", "type")),
	_route("GET", "/v1/payment_methods/ID", lambda server, name, *rest: server.card_of(name)),
	_route(
		"POST",
		"/v1/payment_methods/ID/attach",
		lambda server, name, query, form: server.attach_form(name, form),
	),
	_route("POST", "/v1/payment_methods/ID/detach", _do("payment_method", "detach")),
	_route("POST", "/v1/payment_intents", _create("create_payment")),
	_route("GET", "/v1/payment_intents", _list("payment_intent", "/v1/payment_intents", "customer")),
	_route("GET", "/v1/payment_intents/ID", _get("payment_intent")),
	_route("POST", "/v1/payment_intents/ID/confirm", _act("payment_intent", "confirm_payment")),
	_route("POST", "/v1/payment_intents/ID/cancel", _act("payment_intent", "cancel_payment")),
	_route("POST", "/v1/checkout/sessions", _create("create_session")),
	_route(
		"GET",
		"/v1/checkout/sessions",
		_list("checkout.session", "/v1/checkout/sessions", "customer", "payment_intent"),
	),
	_route("GET", "/v1/checkout/sessions/ID", _get("checkout.session")),
	_route("POST", "/v1/checkout/sessions/ID/expire", _do("checkout.session", "expire_session")),
	_route("GET", "/v1/events", _list("event", "/v1/events", "type")),
	_route("GET", "/v1/events/ID", _get("event")),
)


def find(method: str, path: str) -> tuple[Handler, str] | None:
	for route in ROUTES:
		found = route.path.fullmatch(path)
		if found and route.method == method:
			return route.handler, found.groupdict().get("id", "")
	return None

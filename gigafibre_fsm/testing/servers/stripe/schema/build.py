"""Writes schema.json from Stripe's own library for Python, whose types are those of the version the app speaks:

python -m gigafibre_fsm.testing.servers.stripe.schema.build

Other ways to pay are cut away: a parameter that is missing here counts as unknown, and an object as unlooked at.
"""

import builtins
import inspect
import json
import re
import sys
import types
import typing
from pathlib import Path

import stripe
from stripe import ErrorObject, checkout, params
from stripe._stripe_object import UntypedStripeObject
from stripe.params import checkout as checkout_params
from typing_extensions import NotRequired, Required, is_typeddict

FILE = Path(__file__).parent / "schema.json"
NONE = type(None)
# Each path's parameters, by method.
REQUESTS = {
	"/v1/balance": {"get": params.BalanceRetrieveParams},
	"/v1/customers": {"get": params.CustomerListParams, "post": params.CustomerCreateParams},
	"/v1/customers/{id}": {
		"get": params.CustomerRetrieveParams,
		"post": params.CustomerUpdateParams,
		"delete": params.CustomerDeleteParams,
	},
	"/v1/setup_intents": {"get": params.SetupIntentListParams, "post": params.SetupIntentCreateParams},
	"/v1/setup_intents/{id}": {"get": params.SetupIntentRetrieveParams},
	"/v1/setup_intents/{id}/confirm": {"post": params.SetupIntentConfirmParams},
	"/v1/setup_intents/{id}/cancel": {"post": params.SetupIntentCancelParams},
	"/v1/payment_methods": {"get": params.PaymentMethodListParams},
	"/v1/payment_methods/{id}": {"get": params.PaymentMethodRetrieveParams},
	"/v1/payment_methods/{id}/attach": {"post": params.PaymentMethodAttachParams},
	"/v1/payment_methods/{id}/detach": {"post": params.PaymentMethodDetachParams},
	"/v1/payment_intents": {"get": params.PaymentIntentListParams, "post": params.PaymentIntentCreateParams},
	"/v1/payment_intents/{id}": {"get": params.PaymentIntentRetrieveParams},
	"/v1/payment_intents/{id}/confirm": {"post": params.PaymentIntentConfirmParams},
	"/v1/payment_intents/{id}/cancel": {"post": params.PaymentIntentCancelParams},
	"/v1/checkout/sessions": {
		"get": checkout_params.SessionListParams,
		"post": checkout_params.SessionCreateParams,
	},
	"/v1/checkout/sessions/{id}": {"get": checkout_params.SessionRetrieveParams},
	"/v1/checkout/sessions/{id}/expire": {"post": checkout_params.SessionExpireParams},
	"/v1/events": {"get": params.EventListParams},
	"/v1/events/{id}": {"get": params.EventRetrieveParams},
}
OBJECTS = {
	"balance": stripe.Balance,
	"customer": stripe.Customer,
	"setup_intent": stripe.SetupIntent,
	"payment_method": stripe.PaymentMethod,
	"payment_intent": stripe.PaymentIntent,
	"charge": stripe.Charge,
	"checkout.session": checkout.Session,
	"event": stripe.Event,
	"error": ErrorObject,
}
# As large as all the rest, for other ways to pay.
CUT = re.compile(
	"payment_method_(data|options|details)|mandate_data|subscription_data|invoice_creation|hooks"
)
OTHERS = re.compile(r"PaymentMethod\.(?!Card\b|BillingDetails\b)\w+")
OPTIONS = frozenset(stripe.RequestOptions.__annotations__)
LEAVES = {int: "integer", float: "number", bool: "boolean", str: "string"}


class Names(dict):
	"""What a name in a type's text stands for; what only a type checker knows is anything."""

	def __init__(self, owner: type):
		super().__init__()
		module = vars(sys.modules[owner.__module__])
		self.sources = (module, vars(stripe), vars(typing), vars(builtins))

	def __missing__(self, name: str) -> object:
		return next((source[name] for source in self.sources if name in source), typing.Any)


def hints(owner: type) -> dict[str, object]:
	return typing.get_type_hints(owner, {}, Names(owner), include_extras=True)


def schema_of(kind: object) -> dict:
	origin, inner = typing.get_origin(kind), typing.get_args(kind)
	if origin in (NotRequired, Required):
		return schema_of(inner[0])
	if origin in (typing.Union, types.UnionType):
		return union(inner)
	if origin is typing.Literal:
		return literal(inner)
	if origin is list:
		return {"type": "array", "items": schema_of(inner[0])}
	if is_typeddict(kind):
		return parameters(kind)
	if inspect.isclass(origin or kind):
		return of_class(origin or kind, inner)
	return {}


def of_class(kind: type, inner: tuple) -> dict:
	if kind in LEAVES:
		return {"type": LEAVES[kind]}
	if issubclass(kind, dict | UntypedStripeObject) and inner:
		# Free names: metadata.
		return {"type": "object", "additionalProperties": schema_of(inner[-1])}
	if getattr(kind, "OBJECT_NAME", None):
		return {"$ref": kind.OBJECT_NAME} if kind.OBJECT_NAME in OBJECTS else {}
	if issubclass(kind, stripe.StripeObject) and not OTHERS.fullmatch(kind.__qualname__):
		return answer(kind)
	return {}


def union(kinds: tuple) -> dict:
	nullable = NONE in kinds
	kinds = [kind for kind in kinds if kind is not NONE]
	if any(typing.get_origin(kind) is typing.Literal for kind in kinds) and str in kinds:
		# The library lets unknown values pass; an oracle does not.
		kinds.remove(str)
	made = [schema_of(kind) for kind in kinds]
	whole = made[0] if len(made) == 1 else {"anyOf": made}
	return {**whole, "nullable": True} if nullable else whole


def literal(values: tuple) -> dict:
	return {"type": LEAVES[type(values[0])], "enum": list(values)}


def parameters(kind: type) -> dict:
	known = {
		name: value for name, value in hints(kind).items() if name not in OPTIONS and not CUT.fullmatch(name)
	}
	required = [name for name, value in known.items() if typing.get_origin(value) is not NotRequired]
	return made_of(known, required)


def answer(kind: type) -> dict:
	"""What is not optional is always there."""
	own = {
		name: value for base in kind.__mro__ for name, value in getattr(base, "__annotations__", {}).items()
	}
	known = {name: value for name, value in hints(kind).items() if name in own and name[0] != "_"}
	known = {name: value for name, value in known.items() if typing.get_origin(value) is not typing.ClassVar}
	required = [name for name, value in known.items() if NONE not in typing.get_args(value)]
	return made_of({name: value for name, value in known.items() if not CUT.fullmatch(name)}, required)


def made_of(known: dict[str, object], required: list[str]) -> dict:
	made = {"type": "object", "properties": {name: schema_of(value) for name, value in known.items()}}
	return {**made, "required": sorted(required)} if required else made


def description() -> dict:
	return {
		"version": stripe.api_version,
		"requests": {
			path: {method: parameters(kind) for method, kind in methods.items()}
			for path, methods in REQUESTS.items()
		},
		"objects": {name: answer(kind) for name, kind in OBJECTS.items()},
	}


def text() -> str:
	"""One line for each request and each object, so that a difference can be read."""
	made = description()
	sections = (f"{json.dumps(name)}: {lines(made[name])}" for name in ("requests", "objects"))
	return f"{{\n{json.dumps('version')}: {json.dumps(made['version'])},\n{','.join(sections)}\n}}\n"


def lines(section: dict) -> str:
	rows = (f"{json.dumps(name)}: {json.dumps(value, sort_keys=True)}" for name, value in section.items())
	return "{\n" + ",\n".join(rows) + "\n}"


if __name__ == "__main__":
	FILE.write_text(text())

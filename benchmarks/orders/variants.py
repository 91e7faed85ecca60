"""The ways to place one order that are compared, each as what its client sends."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import requests

from benchmarks.orders.documents import Wanted, place
from benchmarks.orders.rest import Rest

CHECKOUT = "/api/method/gigafibre_fsm.api.checkout"
OURS = f"{CHECKOUT}.submit"
METHODS = "/api/method/gigafibre_fsm.bench_orders"
# As much as the documents of the REST pipeline sell, and an order with everything.
TV = ("FTTH150I", "TVBSTANDARD")
ALL = (*TV, "TELEPMENS")


@dataclass(frozen=True)
class Variant:
	label: str
	place: Callable[[requests.Session, Wanted], object]
	site: str
	token: str | None = None
	# What has to be there before, outside of the time that counts.
	ready: Callable[[requests.Session, Wanted], Wanted] = lambda session, wanted: wanted

	def session(self) -> requests.Session:
		made = requests.Session()
		made.headers["Host"] = self.site
		if self.token:
			made.headers["Authorization"] = self.token
		return made


def rest(url: str):
	return lambda session, wanted: place(Rest(session, url), wanted)


def plain(url: str):
	return lambda session, wanted: post(session, f"{url}{METHODS}.plain", {"wanted": asdict(wanted)})


def submit(url: str, services: tuple[str, ...] = TV):
	return lambda session, wanted: post(session, url + OURS, {"order": order(wanted, services)})


def ordinary(url: str):
	path = f"{url}{METHODS}.ordinary"
	return lambda session, wanted: post(session, path, {"order": order(wanted, TV)})


def card(url: str, stripe: str):
	"""What happens before a visitor orders, and is no part of the order's time: the card, saved at Stripe."""

	def save(session: requests.Session, wanted: Wanted) -> Wanted:
		person = {"email": wanted.email, "name": wanted.customer_name}
		intent = post(session, f"{url}{CHECKOUT}.start_payment", person)["setup_intent"]
		requests.post(
			f"{stripe}/_test/type_card", json={"setup_intent": intent}, timeout=30
		).raise_for_status()
		return replace(wanted, setup_intent=intent)

	return save


def bound(url: str, rows: Path):
	body = {"rows": str(rows)}
	return lambda session, wanted: post(session, f"{url}{METHODS}.bound", {**body, "wanted": asdict(wanted)})


def order(wanted: Wanted, services: tuple[str, ...]) -> dict:
	return {
		"idempotency_key": wanted.key,
		"address": {"fibre_id": str(wanted.legacy_fibre_id)},
		"customer": {
			"name": wanted.customer_name,
			"email": wanted.email,
			"phone": wanted.phone,
			"language": "fr",
		},
		"services": [{"sku": sku} for sku in services],
		"tv_boxes": 2,
		"preferred_dates": [wanted.day],
		**({"setup_intent": wanted.setup_intent} if wanted.setup_intent else {}),
	}


def post(session: requests.Session, url: str, body: dict):
	answer = session.post(url, json=body, timeout=120)
	if not answer.ok:
		raise RuntimeError(f"{answer.status_code} from {url}: {answer.text[:500]}")
	return answer.json()["message"]


def all_of(site: str, url: str, stripe: str, tokens: dict[str, str], rows: Path) -> dict[str, Variant]:
	def of(label: str, place, who: str = "administrator") -> Variant:
		return Variant(label, place, site, tokens[who])

	return {
		"rest": of("REST, 23 calls", rest(url)),
		"plain": of("one method, insert()", plain(url)),
		"ordinary": of("ours, all insert()", ordinary(url), "agent"),
		"ours": of("ours", submit(url), "agent"),
		"phone": of("ours with phone", submit(url, ALL), "agent"),
		"guest": Variant("ours, a visitor's", submit(url), site, ready=card(url, stripe)),
		"bound": of("bound", bound(url, rows)),
	}

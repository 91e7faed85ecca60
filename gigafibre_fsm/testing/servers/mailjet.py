"""Mailjet's messages: taken by the Send API v3.1, found again by CustomID, and told about by events."""

import re
from datetime import datetime, timezone
from itertools import count
from threading import Lock
from uuid import uuid4

import requests

from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request, call_website

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FIRST_ID = 288230376151711744
# The properties of a message that this app or a test may send; Mailjet refuses others by name.
PROPERTIES = frozenset(
	"""From Sender To Cc Bcc ReplyTo Subject TextPart HTMLPart TemplateID TemplateLanguage TemplateErrorReporting
	TemplateErrorDeliver CustomCampaign DeduplicateCampaign TrackOpens TrackClicks CustomID EventPayload
	MonitoringCategory URLTags Headers Variables Attachments InlinedAttachments Priority""".split()
)
STATES = {"sent": "sent", "bounce": "hardbounced", "blocked": "blocked", "spam": "spam"}
COMMON = {"mj_campaign_id": 0, "mj_contact_id": 4, "customcampaign": ""}
DETAILS = {
	"sent": {"smtp_reply": "sent (250 2.0.0 OK 1433333948)"},
	"bounce": {
		"blocked": False,
		"hard_bounce": True,
		"error_related_to": "recipient",
		"error": "user unknown",
		"comment": "550 5.1.1 no such user",
	},
	"blocked": {"error_related_to": "mailjet", "error": "preblocked"},
	"spam": {"source": "JMRPP"},
	"open": {"ip": "127.0.0.1", "geo": "CA", "agent": "Mozilla/5.0"},
	"click": {"url": "https://example.com", "ip": "127.0.0.1", "geo": "CA", "agent": "Mozilla/5.0"},
}


class MailjetServer(LocalServer):
	def __init__(self, key: str = "mailjet-key-0001", secret: str = "mailjet-secret-0001"):
		super().__init__()
		self.login = (key, secret)
		self.senders = [{"ID": 1, "Email": "*@gigafibre.example", "Status": "Active"}]
		# Of each message what was sent and what Mailjet says of it, by its id.
		self.sent: dict[int, dict] = {}
		self.messages: dict[int, dict] = {}
		self._ids = count(FIRST_ID)
		self._lock = Lock()

	def answer(self, request: Request) -> Reply:
		if request.basic_login() != self.login:
			message = "API key authentication/authorization failure."
			return Reply.json({"ErrorMessage": message, "StatusCode": 401}, 401)
		if (request.method, request.path) == ("POST", "/v3.1/send"):
			return self._send(request)
		if request.path == "/v3/REST/sender":
			return self._senders(request)
		if request.path.startswith("/v3/REST/message"):
			return self._messages(request)
		return Reply.json({"ErrorMessage": "Object not found", "StatusCode": 404}, 404)

	def _senders(self, request: Request) -> Reply:
		status = request.parameter("Status")
		return rows_of([row for row in self.senders if not status or row["Status"] == status])

	def _messages(self, request: Request) -> Reply:
		name = request.path.removeprefix("/v3/REST/message").strip("/")
		if name:
			found = self.messages.get(int(name)) if name.isdecimal() else None
			missing = Reply.json({"ErrorMessage": "Object not found", "StatusCode": 404}, 404)
			return rows_of([found]) if found else missing
		custom = request.parameter("CustomID")
		rows = [
			row
			for number, row in self.messages.items()
			if not custom or self.sent[number].get("CustomID") == custom
		]
		return rows_of(rows[: int(request.parameter("Limit", "10"))])

	def _send(self, request: Request) -> Reply:
		body = request.json()
		messages = body.get("Messages") if isinstance(body, dict) else None
		if not isinstance(messages, list) or not messages:
			return Reply.json(fault("mj-0002", "Malformed JSON, please review the syntax.", []), 400)
		results = [self._take(message) for message in messages]
		refused = all(result["Status"] == "error" for result in results)
		return Reply.json({"Messages": results}, 400 if refused else 200)

	def _take(self, message: dict) -> dict:
		faults = list(self._faults(message))
		if faults:
			return {"Status": "error", "Errors": faults}
		with self._lock:
			number = next(self._ids)
			self.sent[number] = message
			self.messages[number] = self._row(number)
		to = [
			{
				"Email": person["Email"],
				"MessageUUID": self.messages[number]["UUID"],
				"MessageID": number,
				"MessageHref": f"{self.url}/v3/REST/message/{number}",
			}
			for person in message["To"]
		]
		return {"Status": "success", "CustomID": message.get("CustomID", ""), "To": to, "Cc": [], "Bcc": []}

	def _faults(self, message: dict):
		for name in sorted(set(message) - PROPERTIES):
			yield fault("mj-0003", f'Unknown property "{name}".', [name])
		if not self._may_send(dict(message.get("From") or {}).get("Email", "")):
			yield fault("send-0008", "The sender address is not validated.", ["From"])
		for place, person in enumerate(message.get("To") or [{}]):
			if not ADDRESS.fullmatch(person.get("Email", "")):
				yield fault(
					"mj-0013",
					f'"{person.get("Email", "")}" is an invalid email address.',
					[f"To[{place}].Email"],
				)
		if not any(message.get(part) for part in ("TextPart", "HTMLPart", "TemplateID")):
			yield fault(
				"send-0003", 'At least "HTMLPart", "TextPart" or "TemplateID" must be provided.', ["HTMLPart"]
			)

	def _may_send(self, email: str) -> bool:
		active = {row["Email"] for row in self.senders if row["Status"] == "Active"}
		return bool(active & {email, f"*@{email.rpartition('@')[2]}"})

	def _row(self, number: int) -> dict:
		return {
			"ArrivedAt": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
			"AttachmentCount": 0,
			"AttemptCount": 0,
			"CampaignID": 0,
			"ContactAlt": "",
			"ContactID": 4,
			"Delay": 0,
			"DestinationID": 1,
			"FilterTime": 0,
			"ID": number,
			"IsClickTracked": False,
			"IsHTMLPartIncluded": False,
			"IsOpenTracked": False,
			"IsTextPartIncluded": False,
			"IsUnsubTracked": False,
			"MessageSize": 0,
			"SenderID": 1,
			"SpamassassinScore": 0,
			"SpamassRules": "",
			"StatePermanent": False,
			"Status": "queued",
			"Subject": "",
			"UUID": str(uuid4()),
		}

	def lose_answer(self, request: Request) -> Reply:
		"""Takes the message, and the line is cut before the answer."""
		self.answer(request)
		return self.hang_up(request)

	def event(self, number: int, kind: str, **details) -> dict:
		"""One event as Mailjet writes it, and the message's state to match."""
		message, row = self.sent[number], self.messages[number]
		row["Status"] = STATES.get(kind, row["Status"])
		return {
			"event": kind,
			"time": int(datetime.now(timezone.utc).timestamp()),
			"MessageID": number,
			"Message_GUID": row["UUID"],
			"email": message["To"][0]["Email"],
			**COMMON,
			"CustomID": message.get("CustomID", ""),
			"Payload": message.get("EventPayload", ""),
			**DETAILS.get(kind, {}),
			**details,
		}

	def tell(self, url: str, *events: dict) -> requests.Response:
		"""Grouped when there are several, alone when there is one: Mailjet does both."""
		return call_website(url, json=list(events) if len(events) > 1 else events[0])

	def sent_to(self, address: str) -> list[dict]:
		return [message for message in self.sent.values() if message["To"][0]["Email"] == address]

	def control_messages(self, request: Request) -> Reply:
		return Reply.json([{**self.messages[number], "sent": body} for number, body in self.sent.items()])

	def control_event(self, request: Request) -> Reply:
		"""`{"id", "event", "url"}`: an event told to that address, asked for by another process."""
		order = dict(request.json() or {})
		told = self.tell(order["url"], self.event(int(order["id"]), order["event"]))
		return Reply.json({"status": told.status_code})


def rows_of(rows: list[dict]) -> Reply:
	return Reply.json({"Count": len(rows), "Data": rows, "Total": len(rows)})


def fault(code: str, message: str, related: list[str]) -> dict:
	return {
		"ErrorIdentifier": str(uuid4()),
		"ErrorCode": code,
		"StatusCode": 400,
		"ErrorMessage": message,
		"ErrorRelatedTo": related,
	}

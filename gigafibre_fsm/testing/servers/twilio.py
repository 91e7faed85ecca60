"""Twilio's messages: taken, listed, and told about by callbacks that carry a real signature.

What a number does is decided by `numbers`: an error code at once, or what becomes of the message later.
"""

import json
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path
from secrets import token_hex
from threading import Lock
from urllib.parse import parse_qs

import requests

from gigafibre_fsm.integrations.twilio.signature import sign
from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request, call_website
from gigafibre_fsm.testing.servers.openapi import violations

# What Twilio publishes of the calls that are answered here.
OPENAPI = json.loads(Path(__file__).with_name("twilio_openapi.json").read_text(encoding="utf-8"))

ERRORS = {
	20001: (400, "Invalid parameter"),
	20003: (401, "Authenticate"),
	20404: (404, "The requested resource was not found"),
	20429: (429, "Too Many Requests"),
	21211: (400, "The 'To' number is not a valid phone number."),
	21602: (400, "Message body is required."),
	21603: (400, "A 'From' phone number is required."),
	21604: (400, "A 'To' phone number is required."),
	21606: (400, "The 'From' phone number is not a valid, message-capable Twilio phone number."),
	21610: (400, "Attempt to send to unsubscribed recipient"),
	21611: (429, "This 'From' number has exceeded the maximum number of queued messages"),
	21614: (400, "'To' number is not a valid mobile number"),
	21617: (400, "The concatenated message body exceeds the 1600 character limit"),
	21701: (400, "The Messaging Service does not exist"),
}
# https://www.twilio.com/docs/sms/tutorials/how-to-test: what these numbers say is Twilio's own convention.
NUMBERS = {
	"+15005550001": 21211,
	"+15005550004": 21610,
	"+15005550009": 21614,
}
LONGEST_BODY = 1600


class TwilioServer(LocalServer):
	def __init__(self, sid: str = "AC" + "0" * 32, token: str = "twilio-token-0001"):
		super().__init__()
		self.sid, self.token = sid, token
		self.status, self.type = "active", "Full"
		self.owned = {"+14502722408"}
		self.services = {"MG" + "0" * 32}
		self.numbers: dict[str, int] = dict(NUMBERS)
		self.messages: dict[str, dict] = {}
		self.callbacks: dict[str, str] = {}
		self._lock = Lock()

	@property
	def root(self) -> str:
		return f"/2010-04-01/Accounts/{self.sid}"

	def answer(self, request: Request) -> Reply:
		if request.basic_login() != (self.sid, self.token):
			return error(20003)
		if request.path == f"{self.root}.json":
			return Reply.json(
				{"sid": self.sid, "friendly_name": "Gigafibre", "status": self.status, "type": self.type}
			)
		if request.path == f"{self.root}/Messages.json":
			return self._create(request) if request.method == "POST" else self._list(request)
		return self._one(request)

	def _one(self, request: Request) -> Reply:
		name = request.path.removeprefix(f"{self.root}/Messages/").removesuffix(".json")
		return Reply.json(self.messages[name]) if name in self.messages else error(20404)

	def _create(self, request: Request) -> Reply:
		fields = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
		refused = self._refusal(fields)
		if refused:
			return error(refused)
		if wrong := list(violations(fields, OPENAPI["create"], OPENAPI["schemas"])):
			return error(20001, "; ".join(wrong))
		with self._lock:
			message = self._message(fields)
			self.messages[message["sid"]] = message
			self.callbacks[message["sid"]] = fields.get("StatusCallback", "")
		return Reply.json(message, 201)

	def _refusal(self, fields: dict[str, str]) -> int | None:
		to, body = fields.get("To", ""), fields.get("Body", "")
		checks = (
			(not to, 21604),
			(not body, 21602),
			(len(body) > LONGEST_BODY, 21617),
			(not to.startswith("+") or not to[1:].isdigit(), 21211),
			(to in self.numbers, self.numbers.get(to)),
		)
		return next((code for wrong, code in checks if wrong), None) or self._wrong_sender(fields)

	def _wrong_sender(self, fields: dict[str, str]) -> int | None:
		if service := fields.get("MessagingServiceSid"):
			return None if service in self.services else 21701
		if "From" not in fields:
			return 21603
		return None if fields["From"] in self.owned else 21606

	def _message(self, fields: dict[str, str]) -> dict:
		sid = "SM" + token_hex(16)
		now = format_datetime(datetime.now(timezone.utc))
		return {
			"sid": sid,
			"account_sid": self.sid,
			"api_version": "2010-04-01",
			"body": fields["Body"],
			"date_created": now,
			"date_updated": now,
			"date_sent": None,
			"direction": "outbound-api",
			"error_code": None,
			"error_message": None,
			"from": fields.get("From"),
			"messaging_service_sid": fields.get("MessagingServiceSid"),
			"num_media": "0",
			"num_segments": "1",
			"price": None,
			"price_unit": "USD",
			"status": "queued",
			"subresource_uris": {"media": f"{self.root}/Messages/{sid}/Media.json"},
			"to": fields["To"],
			"uri": f"{self.root}/Messages/{sid}.json",
		}

	def _list(self, request: Request) -> Reply:
		if strange := set(request.query) - set(OPENAPI["list_parameters"]):
			return error(20001, f"unknown: {', '.join(sorted(strange))}")
		size, page = int(request.parameter("PageSize", "50")), int(request.parameter("Page", "0"))
		to, sender = request.parameter("To"), request.parameter("From")
		rows = [
			row
			for row in reversed(list(self.messages.values()))
			if (not to or row["to"] == to) and (not sender or row["from"] == sender)
		]
		shown = rows[page * size : (page + 1) * size]
		uri = f"{self.root}/Messages.json?PageSize={size}&Page={{}}"
		return Reply.json(
			{
				"messages": shown,
				"page": page,
				"page_size": size,
				"start": page * size,
				"end": page * size + max(len(shown) - 1, 0),
				"uri": uri.format(page),
				"first_page_uri": uri.format(0),
				"previous_page_uri": uri.format(page - 1) if page else None,
				"next_page_uri": uri.format(page + 1) if (page + 1) * size < len(rows) else None,
			}
		)

	def lose_answer(self, request: Request) -> Reply:
		"""Takes the message, and the line is cut before the answer."""
		self.answer(request)
		return self.hang_up(request)

	def report(self, sid: str, status: str, error_code: int | None = None) -> requests.Response:
		"""What becomes of a message, told to its callback as Twilio does it."""
		with self._lock:
			row = self.messages[sid]
			row |= {"status": status, "error_code": error_code}
			if status == "sent":
				row["date_sent"] = format_datetime(datetime.now(timezone.utc))
		return self.call_back(self.callbacks[sid], callback_fields(row))

	def call_back(self, url: str, fields: dict[str, str]) -> requests.Response:
		"""The signature is over the address that Twilio was given."""
		signature = sign(self.token, url, {name: [value] for name, value in fields.items()})
		headers = {"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1"}
		return call_website(url, data=fields, headers=headers)

	def sent_to(self, number: str) -> list[str]:
		return [row["body"] for row in self.messages.values() if row["to"] == number]

	def control_messages(self, request: Request) -> Reply:
		return Reply.json(list(self.messages.values()))

	def control_report(self, request: Request) -> Reply:
		"""`{"sid", "status", "error_code"}`: `report`, asked for by another process."""
		order = dict(request.json() or {})
		told = self.report(order["sid"], order["status"], order.get("error_code"))
		return Reply.json({"status": told.status_code})


def callback_fields(row: dict, **more: str) -> dict[str, str]:
	fields = {
		"AccountSid": row["account_sid"],
		"ApiVersion": row["api_version"],
		"From": row["from"] or "",
		"MessageSid": row["sid"],
		"MessageStatus": row["status"],
		"SmsSid": row["sid"],
		"SmsStatus": row["status"],
		"To": row["to"],
	}
	if row["messaging_service_sid"]:
		fields["MessagingServiceSid"] = row["messaging_service_sid"]
	if row["error_code"]:
		fields["ErrorCode"] = str(row["error_code"])
	return fields | more


def error(code: int, detail: str = "") -> Reply:
	status, message = ERRORS[code]
	message = f"{message}: {detail}" if detail else message
	link = f"https://www.twilio.com/docs/errors/{code}"
	return Reply.json({"code": code, "message": message, "more_info": link, "status": status}, status)

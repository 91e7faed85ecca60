"""The one request helper: what a caller learns about a call that failed, and what nobody may learn."""

import os
import traceback
from dataclasses import replace
from unittest import TestCase
from unittest.mock import patch

from gigafibre_fsm.integrations import http
from gigafibre_fsm.integrations.auth import basic, bearer
from gigafibre_fsm.integrations.errors import ConfigurationError, PermanentError, RetryableError
from gigafibre_fsm.integrations.http import HttpClient, Peer
from gigafibre_fsm.integrations.tests.case import impatient
from gigafibre_fsm.testing.servers.base import LocalServer, Reply, Request, closed_port
from gigafibre_fsm.testing.servers.raw import RawServer

SECRET = "sk_test_4242424242"


class EchoServer(LocalServer):
	def answer(self, request: Request) -> Reply:
		return Reply.json({"method": request.method, "authorization": request.headers.get("Authorization")})


def client(url: str, auth=None) -> HttpClient:
	return HttpClient(Peer("Echo", url, "Base URL", "Key", auth or bearer(SECRET)))


class TestErrors(TestCase):
	def setUp(self):
		self.server = self.enterContext(EchoServer())
		self.client = client(self.server.url)

	def failure(self, kind, method="POST"):
		with self.assertRaises(kind) as caught:
			self.client.call(method, "/thing")
		return caught.exception

	def test_an_answer_comes_back(self):
		self.assertEqual(self.client.get("/thing").object()["method"], "GET")

	def test_a_proxy_is_for_the_internet_only(self):
		proxy = {"http_proxy": f"http://127.0.0.1:{closed_port()}", "no_proxy": "", "NO_PROXY": ""}
		with patch.dict(os.environ, proxy):
			self.assertEqual(self.client.get("/thing").object()["method"], "GET")
			self.client = client("http://provider.example.com")
			self.assertIn("Nothing answers", self.failure(RetryableError).message)

	def test_a_lost_answer_to_a_write_may_have_had_its_effect(self):
		self.server.trouble = self.server.hang_up
		self.assertTrue(self.failure(RetryableError).maybe_done)
		self.server.trouble = self.server.silence
		with impatient():
			self.assertTrue(self.failure(RetryableError).maybe_done)

	def test_a_lost_answer_to_a_read_has_none(self):
		self.server.trouble = self.server.hang_up
		self.assertFalse(self.failure(RetryableError, "GET").maybe_done)

	def test_a_request_that_never_left_has_none(self):
		self.client = client(f"http://127.0.0.1:{closed_port()}")
		self.assertFalse(self.failure(RetryableError).maybe_done)

	def test_the_wait_that_the_provider_asks_for_is_kept(self):
		self.server.trouble = self.server.too_many
		self.assertEqual(self.failure(RetryableError).after, 17)

	def test_status_decides_what_to_do_next(self):
		kinds = {
			400: PermanentError,
			401: ConfigurationError,
			403: ConfigurationError,
			404: PermanentError,
			408: RetryableError,
			409: PermanentError,
			422: PermanentError,
			429: RetryableError,
			500: RetryableError,
			503: RetryableError,
			301: ConfigurationError,
		}
		for status, kind in kinds.items():
			with self.subTest(status=status):
				self.server.trouble = lambda request, status=status: Reply(status)
				self.assertEqual(self.failure(kind).status, status)

	def test_the_providers_words_are_kept(self):
		self.server.trouble = lambda request: Reply.json({"error": {"message": "No such customer"}}, 400)
		error = self.failure(PermanentError)
		self.assertEqual(error.reason, "No such customer")
		self.assertEqual(error.message, "Echo refuses the request (400: No such customer).")

	def test_a_server_that_drips_is_given_up(self):
		greeting = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n."
		with RawServer(greeting, interval=0.05) as raw, impatient():
			self.client = client(raw.url)
			self.failure(RetryableError, "GET")

	def test_a_huge_answer_is_given_up(self):
		self.server.trouble = lambda request: Reply(200, b"x" * 2000)
		with patch.object(http, "MAX_BODY", 1000):
			self.assertIn("cannot be read", self.failure(ConfigurationError).message)

	def test_a_cut_answer_is_no_answer(self):
		with (
			RawServer(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{}") as raw,
			impatient(),
		):
			self.client = client(raw.url)
			self.failure(RetryableError, "GET")


class TestSecrets(TestCase):
	def setUp(self):
		self.server = self.enterContext(EchoServer())

	def text_of(self, error: BaseException) -> str:
		chain = "".join(traceback.format_exception(error))
		return f"{chain}{error!r}{error.__dict__}{error.__context__!r}{error.__cause__!r}"

	def test_the_first_error_does_not_hang_on_ours(self):
		self.server.trouble = self.server.hang_up
		with self.assertRaises(RetryableError) as caught:
			client(self.server.url).get("/path-with-secret")
		self.assertIsNone(caught.exception.__context__)
		self.assertNotIn("path-with-secret", self.text_of(caught.exception))

	def test_a_peer_shows_neither_secret_nor_address(self):
		peer = Peer(
			"Echo", "https://example.com/hook/abc", "URL", "Key", basic("me", SECRET), secrets=("abc",)
		)
		self.assertNotIn(SECRET, repr(peer))
		self.assertNotIn("hook", repr(peer))
		self.assertNotIn("abc", repr(replace(peer, name="x")))

	def test_an_echoed_login_is_masked_in_either_form(self):
		for auth in (bearer(SECRET), basic("me", SECRET)):
			self.server.trouble = lambda request: Reply.json(
				{"message": request.headers["Authorization"]}, 400
			)
			with self.assertRaises(PermanentError) as caught:
				client(self.server.url, auth).get("/")
			for secret in auth.secrets:
				self.assertNotIn(secret, self.text_of(caught.exception))

	def test_accents_in_a_password_are_sent(self):
		server_saw = client(self.server.url, basic("rené", "été€")).get("/").object()["authorization"]
		self.assertTrue(server_saw.startswith("Basic "))

	def test_a_line_break_in_a_key_is_a_setting_to_correct(self):
		with self.assertRaises(ConfigurationError) as caught:
			client(self.server.url, bearer("sk_live\nX-Evil: 1")).get("/")
		self.assertIn("Check Base URL, Key", caught.exception.message)
		self.assertNotIn("sk_live", self.text_of(caught.exception))
		self.assertEqual(self.server.requests, [])

	def test_credentials_do_not_follow_a_redirect(self):
		with EchoServer() as other:
			self.server.trouble = lambda request: Reply(307, b"", {"Location": f"{other.url}/steal"})
			with self.assertRaises(ConfigurationError):
				client(self.server.url).call("POST", "/", json={})
			self.assertEqual(other.requests, [])

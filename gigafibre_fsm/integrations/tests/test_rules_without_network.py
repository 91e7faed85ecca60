"""Pure functions of the integrations, table by table."""

from unittest import TestCase

from gigafibre_fsm.integrations.base_url import BadUrl, clean, host_of, is_exposed
from gigafibre_fsm.integrations.chat.mapping import is_posted, payload
from gigafibre_fsm.integrations.mailjet.mapping import may_send_as
from gigafibre_fsm.integrations.masking import MASK, mask
from gigafibre_fsm.legacy.grants import beyond_reading


class TestBaseUrl(TestCase):
	def test_a_trailing_slash_goes(self):
		for typed in ("https://api.example.com", "https://api.example.com/", " https://api.example.com// "):
			self.assertEqual(clean(typed), "https://api.example.com")

	def test_port_and_path_stay(self):
		self.assertEqual(clean("http://10.0.0.5:7557/nbi/"), "http://10.0.0.5:7557/nbi")

	def test_what_no_request_can_be_built_on(self):
		refused = {
			"api.example.com": "scheme",
			"ftp://example.com": "scheme",
			"javascript:alert(1)": "scheme",
			"https://": "host",
			"https://:8080": "host",
			"https://example.com:99999": "host",
			"https://exa mple.com": "host",
			"https://[::1": "host",
			"https://me:secret@example.com": "login",
			"https://me@example.com": "login",
			"https://example.com/?key=1": "extra",
			"https://example.com/#top": "extra",
		}
		for typed, code in refused.items():
			with self.subTest(typed=typed), self.assertRaises(BadUrl) as caught:
				clean(typed)
			self.assertEqual(caught.exception.code, code, typed)

	def test_plain_http_is_exposed_outside_the_private_network_only(self):
		exposed = ("http://api.example.com", "http://8.8.8.8", "http://[2606:4700::1111]")
		private = (
			"https://api.example.com",
			"http://localhost:7557",
			"http://127.0.0.1",
			"http://192.168.1.9",
			"http://10.1.2.3:7557",
			"http://[::1]:80",
			"http://genieacs:7557",
			"http://acs.lan",
		)
		self.assertEqual([url for url in exposed + private if is_exposed(url)], list(exposed))

	def test_only_the_host_of_an_address_is_shown(self):
		self.assertEqual(
			host_of("https://hooks.example.com:8443/services/T1/secret?x=1"), "hooks.example.com:8443"
		)


class TestMasking(TestCase):
	def test_a_secret_goes_in_plain_and_in_a_url(self):
		self.assertEqual(mask("key=a/b+c d; key=a%2Fb%2Bc%20d", ["a/b+c d"]), f"key={MASK}; key={MASK}")

	def test_a_secret_inside_a_longer_one_leaves_no_rest(self):
		self.assertEqual(mask("token-long-tail", ["token", "token-long-tail"]), MASK)

	def test_words_shorter_than_a_secret_stay(self):
		self.assertEqual(mask("a test", ["a", ""]), "a test")


class TestMailjetSenders(TestCase):
	def test_an_address_or_its_whole_domain_may_send(self):
		rows = [
			{"Email": "info@gigafibre.example", "Status": "Active"},
			{"Email": "*@Targo.example", "Status": "Active"},
			{"Email": "old@gigafibre.example", "Status": "Inactive"},
		]
		for email in ("info@gigafibre.example", "INFO@gigafibre.example ", "any@targo.example"):
			self.assertTrue(may_send_as(email, rows), email)
		for email in ("old@gigafibre.example", "other@gigafibre.example", "x@sub.targo.example"):
			self.assertFalse(may_send_as(email, rows), email)


class TestChatMapping(TestCase):
	def test_each_takes_its_own_form(self):
		self.assertEqual(payload("Slack", "Bonjour"), {"text": "Bonjour"})
		card = payload("Teams", "Bonjour")["attachments"][0]["content"]
		self.assertEqual(card["body"][0]["text"], "Bonjour")

	def slack(self, text: str) -> str:
		return payload("Slack", text)["text"]

	def teams(self, text: str) -> list[str]:
		return [block["text"] for block in payload("Teams", text)["attachments"][0]["content"]["body"]]

	def test_addresses_can_be_clicked(self):
		url = "https://erp.example/app/project/PROJ_0042?a=1&b=2"
		self.assertEqual(self.slack(f"Commande : {url}."), f"Commande : <{url.replace('&', '&amp;')}>.")
		self.assertEqual(self.teams(f"Commande : {url}."), [f"Commande : [{url}]({url})."])

	def test_a_line_stays_a_line(self):
		self.assertEqual(self.slack("Un\nDeux"), "Un\nDeux")
		self.assertEqual(self.teams("Un\n\nDeux"), ["Un", "Deux"])
		self.assertEqual(self.teams(""), [""])

	def test_what_a_visitor_typed_calls_nobody_and_links_nowhere(self):
		self.assertEqual(
			self.slack("<!channel> <https://evil.example|Gigafibre> & *x*"),
			"&lt;!channel&gt; &lt;<https://evil.example>|Gigafibre&gt; &amp; *x*",
		)
		self.assertEqual(
			self.teams("[Gigafibre](https://evil.example) **x** a_b"),
			[r"\[Gigafibre\]([https://evil.example](https://evil.example)) \*\*x\*\* a\_b"],
		)

	def test_a_success_status_alone_is_no_proof(self):
		self.assertTrue(is_posted("Slack", "ok"))
		self.assertTrue(is_posted("Teams", "1"))
		self.assertTrue(is_posted("Teams", ""))
		failure = (
			"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429"
		)
		self.assertFalse(is_posted("Teams", failure))
		self.assertFalse(is_posted("Slack", ""))


class TestGrants(TestCase):
	def test_a_reader_has_nothing_too_much(self):
		grants = [
			"GRANT USAGE ON *.* TO `erp`@`%` IDENTIFIED BY PASSWORD '*ABC'",
			"GRANT SELECT, SHOW VIEW ON `gestionclient`.* TO `erp`@`%`",
			"GRANT SELECT (`id`, `name`) ON `genieacs`.`wifi` TO `erp`@`%`",
			"GRANT `reader` TO `erp`@`%`",
		]
		self.assertEqual(beyond_reading(grants), [])

	def test_everything_else_is_listed(self):
		grants = [
			"GRANT SELECT, INSERT, UPDATE (`a`, `b`) ON `gestionclient`.* TO `erp`@`%`",
			"GRANT ALL PRIVILEGES ON `genieacs`.* TO `erp`@`%` WITH GRANT OPTION",
		]
		self.assertEqual(beyond_reading(grants), ["ALL PRIVILEGES", "GRANT OPTION", "INSERT", "UPDATE"])

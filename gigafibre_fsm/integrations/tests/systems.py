"""Every system behind a « Test Connection » button that speaks HTTP, with its local server and right settings."""

from collections.abc import Callable
from dataclasses import dataclass

from gigafibre_fsm.testing.servers.base import LocalServer
from gigafibre_fsm.testing.servers.emergency import EmergencyServer
from gigafibre_fsm.testing.servers.genieacs import GenieAcsServer
from gigafibre_fsm.testing.servers.mailjet import MailjetServer
from gigafibre_fsm.testing.servers.oktopus import OktopusServer
from gigafibre_fsm.testing.servers.providers import (
	LanguageModelServer,
	SlackServer,
	TeamsServer,
)
from gigafibre_fsm.testing.servers.sip import SipServer
from gigafibre_fsm.testing.servers.stripe import StripeServer
from gigafibre_fsm.testing.servers.traccar import TraccarServer
from gigafibre_fsm.testing.servers.twilio import TwilioServer

Settings = dict[str, object]


@dataclass(frozen=True)
class System:
	name: str
	server: Callable[[], LocalServer]
	right: Callable[[LocalServer], Settings]
	wrong: Settings
	works: str

	def elsewhere(self, server: LocalServer, url: str) -> Settings:
		"""The right settings, but for an address where `url` is."""
		return {
			fieldname: value.replace(server.url, url) if isinstance(value, str) else value
			for fieldname, value in self.right(server).items()
		}


def stripe(server: StripeServer) -> Settings:
	return {"stripe_base_url": server.url, "stripe_secret_key": server.key}


def twilio(server: TwilioServer) -> Settings:
	return {
		"twilio_base_url": server.url,
		"twilio_account_sid": server.sid,
		"twilio_auth_token": server.token,
		"twilio_from_number": "+14502722408",
	}


def mailjet(server: MailjetServer) -> Settings:
	return {
		"mailjet_base_url": server.url,
		"mailjet_api_key": server.login[0],
		"mailjet_secret_key": server.login[1],
		"mailjet_from_email": "facturation@gigafibre.example",
	}


def slack(server: SlackServer) -> Settings:
	return {"chat_provider": "Slack", "chat_webhook_url": server.webhook}


def teams(server: TeamsServer) -> Settings:
	return {"chat_provider": "Teams", "chat_webhook_url": server.webhook}


def genieacs(server: GenieAcsServer) -> Settings:
	user, password = server.login
	return {"genieacs_base_url": server.url, "genieacs_username": user, "genieacs_password": password}


def oktopus(server: OktopusServer) -> Settings:
	return {
		"oktopus_base_url": server.url,
		"oktopus_username": server.email,
		"oktopus_password": server.password,
	}


def sip(server: SipServer) -> Settings:
	return {
		"sip_base_url": server.url,
		"sip_domain": server.domains[0],
		"sip_access_key_id": server.key_id,
		"sip_access_key_secret": server.secret,
	}


def emergency(server: EmergencyServer) -> Settings:
	user, password = server.login
	return {"emergency_base_url": server.url, "emergency_username": user, "emergency_password": password}


def traccar(server: TraccarServer) -> Settings:
	return {"traccar_base_url": server.url, "traccar_token": server.token}


def llm(server: LanguageModelServer) -> Settings:
	return {"llm_base_url": server.base_url, "llm_model": server.models[0], "llm_api_key": server.key}


WRONG = "wrong-secret-9876"
SYSTEMS = (
	System("stripe", StripeServer, stripe, {"stripe_secret_key": "sk_test_" + WRONG}, "test mode"),
	System("twilio", TwilioServer, twilio, {"twilio_auth_token": WRONG}, "« Gigafibre » is active"),
	System("mailjet", MailjetServer, mailjet, {"mailjet_secret_key": WRONG}, "active sender"),
	System("chat", SlackServer, slack, {}, "Slack took the message"),
	System("chat", TeamsServer, teams, {}, "Teams took the message"),
	System(
		"genieacs",
		lambda: GenieAcsServer(("erp", "genieacs-password-0001")),
		genieacs,
		{"genieacs_password": WRONG},
		"GenieACS 1.2.14 answers; devices it knows: 7550",
	),
	System("oktopus", OktopusServer, oktopus, {"oktopus_password": WRONG}, "devices it knows: 42"),
	System("sip", SipServer, sip, {"sip_access_key_secret": WRONG}, "accepts the access key"),
	System("emergency", EmergencyServer, emergency, {"emergency_password": WRONG}, "numbers registered: 0"),
	System("traccar", TraccarServer, traccar, {"traccar_token": WRONG}, "vehicles it shows: 3"),
	System("llm", LanguageModelServer, llm, {"llm_api_key": WRONG}, "« small » is there"),
)

"""Text messages, by Twilio. It keeps no name of ours: a lost one is found by its number, its words and its time."""

from gigafibre_fsm.gigafibre_fsm import receipts
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.senders import claims
from gigafibre_fsm.integrations.twilio.client import TwilioClient


class Sms:
	def __init__(self, client: TwilioClient):
		self.client = client

	def send(self, message: Message) -> str:
		return self.client.send(message.recipient, message.body, receipts.callback_url(message.name))

	def find(self, message: Message) -> str | None:
		sids = self.client.find(message.recipient, message.body, claims.written(message))
		return claims.first_free(sids)


def sender() -> Sms:
	return Sms(TwilioClient.from_settings(claims.credentials()))

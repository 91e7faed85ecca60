"""The office's chat, by its incoming webhook, which can be posted to and never asked.

So a message whose answer was lost is posted again, with a remark: an order that the office reads of twice is better
than one it never reads of.
"""

from frappe import _

from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.senders import claims
from gigafibre_fsm.integrations.chat.client import ChatClient


class Chat:
	def __init__(self, client: ChatClient):
		self.client = client

	def send(self, message: Message) -> None:
		self.client.post(_marked(message) if message.in_doubt else message.body)

	def find(self, message: Message) -> None:
		return None


def _marked(message: Message) -> str:
	return _("(perhaps for the second time)", lang=message.language) + "\n" + message.body


def sender() -> Chat:
	return Chat(ChatClient.from_settings(claims.credentials()))

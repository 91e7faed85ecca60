"""E-mails, by Mailjet. It keeps the row's name as its own CustomID, by which a lost one is found."""

from gigafibre_fsm.gigafibre_fsm import receipts
from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.gigafibre_fsm.delivery.senders import claims
from gigafibre_fsm.integrations.mailjet.client import MailjetClient
from gigafibre_fsm.integrations.mailjet.mapping import Email


class Mail:
	def __init__(self, client: MailjetClient):
		self.client = client

	def send(self, message: Message) -> str:
		email = Email(
			to=message.recipient,
			subject=message.subject,
			text=message.body,
			html=message.html or "",
			custom_id=receipts.tag(message.name),
		)
		return self.client.send(email)

	def find(self, message: Message) -> str | None:
		return claims.first_free(self.client.find(receipts.tag(message.name), claims.written(message)))


def sender() -> Mail:
	return Mail(MailjetClient.from_settings(claims.credentials()))

"""The outbox's way of charging a card: `charges` keeps the books of what was asked, the outbox only asks again."""

from frappe import _

from gigafibre_fsm.gigafibre_fsm.delivery.message import Message
from gigafibre_fsm.integrations.errors import RetryableError
from gigafibre_fsm.receivables.services import attempts, charges, office, provider


class CardCharges:
	def send(self, message: Message) -> str | None:
		"""A card that is refused is news, not a failure: the customer and billing hear of it elsewhere."""
		with office.acting():
			attempt = charges.charge(message.reference_name)
		if attempt and attempt.status in attempts.UNSETTLED:
			raise RetryableError(
				_("Stripe has not said yet whether the card was charged."), after=charges.IN_HAND
			)
		return attempt and attempt.provider_id

	def find(self, message: Message) -> str | None:
		"""`send` asks before it sends."""
		return None


def sender() -> CardCharges:
	provider.stripe()
	return CardCharges()

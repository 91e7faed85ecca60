"""A provider's failure, typed by what to do next. Clients raise these three and nothing else.

The message is one sentence for a person, already translated and free of secrets.
"""


class ProviderError(Exception):
	"""`maybe_done`: the request left and no readable answer came, so it may have had its effect. A payment is then
	settled by asking, never by sending again.
	"""

	def __init__(
		self, message: str, *, status: int | None = None, reason: str = "", maybe_done: bool = False
	):
		# A sentence may begin with the provider's name, and that name with « the ».
		message = message[:1].upper() + message[1:]
		super().__init__(message)
		self.message = message
		self.status = status
		self.reason = reason
		self.maybe_done = maybe_done


class RetryableError(ProviderError):
	"""Passing trouble: the same call may succeed later.

	`accepted_as`: the provider has it, under this id, and does it when it can.
	"""

	def __init__(self, message: str, *, after: int | None = None, accepted_as: str | None = None, **details):
		super().__init__(message, **details)
		self.after = after
		self.accepted_as = accepted_as


class PermanentError(ProviderError):
	"""This request will never be accepted as it is."""


class ConfigurationError(ProviderError):
	"""Nothing goes through until a person changes the settings, here or at the provider."""

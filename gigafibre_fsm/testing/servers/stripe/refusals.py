"""Stripe's ways to say no."""

from gigafibre_fsm.testing.servers.base import Reply


class Refusal(Exception):
	def __init__(self, status: int, message: str, kind: str = "invalid_request_error", **details):
		super().__init__(message)
		self.status = status
		self.error = {"type": kind, "message": message, **details}

	def reply(self) -> Reply:
		return Reply.json({"error": self.error}, self.status)


def unknown_parameter(problems: list[str]) -> Refusal:
	return Refusal(
		400, f"Received unknown or bad parameters: {'; '.join(problems)}", code="parameter_unknown"
	)


def no_such(kind: str, name: str, parameter: str) -> Refusal:
	return Refusal(
		400 if parameter != "id" else 404,
		f"No such {kind.replace('.', ' ')}: '{name}'",
		code="resource_missing",
		param=parameter,
	)


def unexpected_state(kind: str, intent: dict) -> Refusal:
	return Refusal(
		400,
		f"You cannot do this to this {kind} because it has a status of {intent['status']}.",
		code=f"{kind.lower()}_unexpected_state",
		**{kind.lower(): intent},
	)


def rate_limited() -> Refusal:
	return Refusal(429, "Request rate limit exceeded.", code="rate_limit")


def lock_timeout() -> Refusal:
	message = (
		"This object cannot be accessed right now because another API request is currently accessing it."
	)
	return Refusal(429, message, code="lock_timeout")


def key_in_use() -> Refusal:
	message = "There is currently another in-progress request using this Idempotent Key."
	return Refusal(409, message, "idempotency_error", code="idempotency_key_in_use")


def other_parameters() -> Refusal:
	message = (
		"Keys for idempotent requests can only be used with the same parameters they were first used with."
	)
	return Refusal(400, message, "idempotency_error")


def server_error() -> Refusal:
	return Refusal(500, "An unknown error occurred", "api_error")

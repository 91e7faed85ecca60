"""How a request proves who we are. The secret lives here alone, and never shows in a repr."""

from base64 import b64encode
from collections.abc import Mapping

from requests.auth import AuthBase


class HeaderAuth(AuthBase):
	def __init__(self, headers: Mapping[str, str], secrets: tuple[str, ...]):
		self.headers = headers
		self.secrets = secrets

	def __call__(self, request):
		# Bytes: http.client would refuse a character outside latin-1.
		request.headers.update({name: value.encode() for name, value in self.headers.items()})
		return request

	def __repr__(self) -> str:
		return f"HeaderAuth({', '.join(self.headers)})"


def basic(user: str, password: str) -> HeaderAuth:
	encoded = b64encode(f"{user}:{password}".encode()).decode()
	return HeaderAuth({"Authorization": f"Basic {encoded}"}, (password, encoded))


def bearer(token: str) -> HeaderAuth:
	return HeaderAuth({"Authorization": f"Bearer {token}"}, (token,))


def bare(token: str) -> HeaderAuth:
	"""The token alone, without a scheme."""
	return HeaderAuth({"Authorization": token}, (token,))


# An object and not None: without one, requests would look for a login in the server user's ~/.netrc.
anonymous = HeaderAuth({}, ())

"""The address of a provider as an administrator types it."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

LOCAL_SUFFIXES = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


class BadUrl(ValueError):
	"""`code` is one of: scheme, host, login, extra."""

	def __init__(self, code: str):
		super().__init__(code)
		self.code = code


def clean(url: str) -> str:
	"""The address without a trailing slash; BadUrl when no request could be built on it."""
	parts = _parse(url.strip())
	if parts.scheme not in ("http", "https"):
		raise BadUrl("scheme")
	if not parts.hostname or any(character.isspace() for character in url.strip()):
		raise BadUrl("host")
	if parts.username is not None or parts.password is not None:
		raise BadUrl("login")
	if parts.query or parts.fragment:
		raise BadUrl("extra")
	return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def _parse(url: str) -> SplitResult:
	try:
		parts = urlsplit(url)
		parts.port  # noqa: B018  reading it is what checks it
	except ValueError:
		raise BadUrl("host") from None
	return parts


def is_exposed(url: str) -> bool:
	"""Whether secrets would cross the public internet in clear."""
	parts = urlsplit(url)
	return parts.scheme == "http" and not is_local(parts.hostname or "")


def is_local(host: str) -> bool:
	"""A machine itself or its private network, as far as the name tells."""
	try:
		return not ip_address(host).is_global
	except ValueError:
		return "." not in host or host.endswith(LOCAL_SUFFIXES)


def host_of(url: str) -> str:
	"""What may be shown of any address: a path or a query can hold a secret."""
	parts = urlsplit(url)
	port = f":{parts.port}" if parts.port else ""
	return f"{parts.hostname or ''}{port}"

"""X-Twilio-Signature: who has the auth token wrote this request, for this very address.

The signed text is the whole address as Twilio was given it, then each field of the form, sorted, name and value run
together.
"""

import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha1


def sign(token: str, url: str, fields: Mapping[str, Sequence[str]]) -> str:
	signed = url + "".join(name + value for name in sorted(fields) for value in sorted(set(fields[name])))
	return b64encode(hmac.new(token.encode(), signed.encode(), sha1).digest()).decode()


def is_signed(
	token: str, urls: Iterable[str], fields: Mapping[str, Sequence[str]], signature: str | None
) -> bool:
	"""`urls`: one address as it may have been given to Twilio (behind a proxy, this server sees another one)."""
	if not token or not signature:
		return False
	return any([hmac.compare_digest(sign(token, url, fields).encode(), signature.encode()) for url in urls])

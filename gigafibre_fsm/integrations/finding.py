"""What a connection test found: one sentence, and what to look at although the connection works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
	message: str
	warning: str = ""

"""A text as Slack's and Teams' incoming webhooks take it, and how each says that it was posted.

A text holds what visitors typed. Both read marks in it: what they would take for one is made harmless, so that nobody
writes a link, an image or a call to the whole channel into it. Addresses become links that can be clicked.
"""

import re

URL = re.compile(r"https?://[^\s<>|()\[\]]+[^\s<>|()\[\].,;:!?]")
# Teams reads links, bold and italic; the rest of Markdown cannot do harm on one line.
MARKDOWN = re.compile(r"([\\*_\[\]])")


def payload(provider: str, text: str) -> dict:
	return _teams_card(text) if provider == "Teams" else {"text": _slack(text)}


def _slack(text: str) -> str:
	return _around_links(text, _slack_plain, lambda url: f"<{_slack_plain(url)}>")


def _slack_plain(text: str) -> str:
	return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams_card(text: str) -> dict:
	"""An adaptive card: the only form that Teams' workflows take. A block per line, for it joins lines."""
	content = {
		"$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
		"type": "AdaptiveCard",
		"version": "1.4",
		"body": [_teams_line(line, first=not number) for number, line in enumerate(_lines(text))],
	}
	card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
	return {"type": "message", "attachments": [card]}


def _lines(text: str) -> list[str]:
	return [line for line in text.splitlines() if line.strip()] or [text]


def _teams_line(line: str, first: bool) -> dict:
	text = _around_links(line, lambda words: MARKDOWN.sub(r"\\\1", words), lambda url: f"[{url}]({url})")
	return {"type": "TextBlock", "text": text, "wrap": True, "spacing": "Default" if first else "None"}


def _around_links(text: str, plain, link) -> str:
	done, end = "", 0
	for found in URL.finditer(text):
		done += plain(text[end : found.start()]) + link(found[0])
		end = found.end()
	return done + plain(text[end:])


def is_posted(provider: str, body: str) -> bool:
	"""Teams' older connectors answer 200 with the failure written in the body; its workflows answer nothing."""
	return body in ("", "1") if provider == "Teams" else body == "ok"

"""A text as Slack's and Teams' incoming webhooks take it, and how each says that it was posted."""


def payload(provider: str, text: str) -> dict:
	return _teams_card(text) if provider == "Teams" else {"text": text}


def _teams_card(text: str) -> dict:
	"""An adaptive card: the only form that Teams' workflows take."""
	content = {
		"$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
		"type": "AdaptiveCard",
		"version": "1.4",
		"body": [{"type": "TextBlock", "text": text, "wrap": True}],
	}
	card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
	return {"type": "message", "attachments": [card]}


def is_posted(provider: str, body: str) -> bool:
	"""Teams' older connectors answer 200 with the failure written in the body; its workflows answer nothing."""
	return body in ("", "1") if provider == "Teams" else body == "ok"

"""Forms and queries as Stripe reads them: `a[b][0]=c` is `{"a": {"b": ["c"]}}`."""

import re
from urllib.parse import parse_qsl


def nest(encoded: str) -> dict:
	root: dict = {}
	for number, (name, value) in enumerate(parse_qsl(encoded, keep_blank_values=True)):
		# `a[]` is the next of a list.
		*parents, last = [part or str(number) for part in re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)]
		node = root
		for parent in parents:
			node = node.setdefault(parent, {})
		node[last] = value
	return _lists(root)


def _lists(node: object) -> object:
	if not isinstance(node, dict):
		return node
	if node and all(key.isdecimal() for key in node):
		return [_lists(node[key]) for key in sorted(node, key=int)]
	return {key: _lists(value) for key, value in node.items()}

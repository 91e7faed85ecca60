class NotPlain(Exception):
	"""A document that is left to Frappe's own insert: it has something special, or something that Frappe refuses.

	Frappe finds the same and says it in its own words.
	"""

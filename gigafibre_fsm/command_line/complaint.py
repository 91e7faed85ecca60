"""How a command ends when it cannot do what it was asked."""

USAGE = 2


class Complaint(Exception):
	"""One sentence for the person at the keyboard."""

"""The reasons that rows are refused for, as the list of rejects shows them. Written here again, on purpose."""

from enum import Enum


class Refusal(str, Enum):
	__str__ = str.__str__

	CARD_NUMBER = "card number"
	DATABASE = "refused by the database"
	ID_OUT_OF_RANGE = "id out of range"
	INCOMPLETE = "incomplete"
	INVALID_IP = "not an IP address"
	INVALID_NUMBER = "not a telephone number"
	NEGATIVE_AMOUNT = "negative amount"
	NO_ADDRESS = "no address"
	NO_DATE = "no date"
	NO_LINES = "no readable line"
	PARENT_REJECTED = "its row was not taken"
	SUPERSEDED = "superseded"
	TOO_LONG = "text too long"
	UNKNOWN_ACCOUNT = "unknown account"
	UNKNOWN_DELIVERY = "unknown delivery"
	UNKNOWN_DEVICE = "unknown device"
	UNKNOWN_NUMBER = "unknown number"
	UNKNOWN_STATUS = "unknown status"
	UNREADABLE_LINES = "unreadable lines"

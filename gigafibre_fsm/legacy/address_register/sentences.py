"""What the domain says in codes, in the reader's language."""

from frappe import _

from gigafibre_fsm.domain.addresses.register_lines import UnreadableFile


def reasons() -> dict[str, str]:
	return {
		"unreadable": _("The line cannot be read: look at its quotation marks."),
		"columns": _("The line has more or fewer columns than the heading."),
		"no_id": _("There is no identifier."),
		"id_too_long": _("The identifier is longer than 140 characters."),
		"id_unusable": _("The identifier has spaces or other characters that a name cannot hold."),
		"civic_number": _("The civic number is not a number."),
		"civic_range": _("The civic number is not between 1 and 999999."),
		"suffix_too_long": _("The suffix of the civic number is longer than 10 characters."),
		"unit_too_long": _("The unit is longer than 20 characters."),
		"no_street": _("There is no street."),
		"street_too_long": _("The street is longer than 140 characters."),
		"no_municipality": _("There is no municipality."),
		"municipality_too_long": _("The municipality is longer than 140 characters."),
		"duplicate": _("An earlier line of the file has the same identifier."),
	}


def of_file(error: UnreadableFile) -> str:
	sentences = {
		"no_file": _("path: there is no file {0} on this server."),
		"not_readable": _("path: the file {0} cannot be read; check its rights."),
		"empty": _("The file {0} is empty."),
		"not_text": _("The file {0} is not a CSV file in UTF-8 or Latin-1."),
		"cut_off": _("The compressed file {0} is damaged or cut off: fetch it again."),
		"missing_columns": _("The file lacks these columns of the address register: {0}."),
	}
	return sentences[error.code].format(", ".join(error.names))


def emptied() -> dict[str, str]:
	return {
		"postal_code": _("Postal codes left empty because they are none: {0}."),
		"coordinates": _("Coordinates left empty because they are not in Québec: {0}."),
	}

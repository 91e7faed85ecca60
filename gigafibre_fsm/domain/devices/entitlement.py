"""What may be said to a device that names its serial. A serial is printed on the box: it is no secret."""

from dataclasses import dataclass

WORKING = ("En inventaire", "Actif")
# An installation is open, or the service lives.
IN_SERVICE = ("Pending Install", "Active", "Pending")
SUSPENDED = "Suspended"

NOT_WORKING = "Not In Use"
NO_PLACE = "No Location"
CLOSED = "Service Closed"
NOT_PAID = "Service Suspended"
REASONS = (NOT_WORKING, NO_PLACE, CLOSED, NOT_PAID)


@dataclass(frozen=True)
class Entitlement:
	network: bool
	telephone: bool
	# Why something was held back.
	reason: str | None = None


EVERYTHING = Entitlement(True, True)


def entitlement(device_status: str, place_status: str | None, subscription_status: str | None) -> Entitlement:
	"""A place decides; a device that has none yet is as its subscription. Suspended: the phone stays, for 911."""
	if device_status not in WORKING:
		return Entitlement(False, False, NOT_WORKING)
	service = place_status or subscription_status
	if not service:
		return Entitlement(False, False, NO_PLACE)
	if service in IN_SERVICE:
		return EVERYTHING
	if service == SUSPENDED:
		return Entitlement(False, True, NOT_PAID)
	return Entitlement(False, False, CLOSED)

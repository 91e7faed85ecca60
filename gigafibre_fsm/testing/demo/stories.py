"""The ten customers: one in every stage of life. What a stage means is in `STAGES`, what differs is with the customer."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stage:
	location: str
	subscription: str
	equipment: str
	line: str
	started: bool = True
	"""Service began once: dates, serials and the ONT on the drop."""


STAGES = {
	"order": Stage("Pending Install", "Pending", "En inventaire", "Pending", started=False),
	"active": Stage("Active", "Active", "Actif", "Active"),
	"suspended": Stage("Suspended", "Suspended", "Actif", "Suspended"),
	"closed": Stage("Closed", "Cancelled", "Retourné", "Cancelled"),
}


@dataclass(frozen=True)
class Story:
	key: str
	customer_name: str
	stage: str
	fibre_id: int
	services: tuple[str, ...]
	phone: str
	e911: str = ""
	"""Status of the line's 911 registration; a line is made where one of the services is a phone."""
	job: str = ""
	"""Status of the installation job; empty: installed before jobs were kept here."""
	job_in_days: int | None = None
	technician: str = ""
	boxes: int = 0
	months: int = 14
	"""How long ago service began."""
	ssid: str = ""
	commercial: bool = False
	customer: dict = field(default_factory=dict)

	@property
	def email(self) -> str:
		return f"{self.key}@client.example"

	@property
	def is_order(self) -> bool:
		"""Not installed yet."""
		return self.stage == "order"

	@property
	def has_phone(self) -> bool:
		return "TELEPMENS" in self.services


STORIES = (
	Story(
		"julie.tremblay",
		"Julie Tremblay",
		"order",
		41002,
		("FTTH150I", "TVBSTANDARD", "TVBFILMS", "RAB2X"),
		"450-555-0131",
		job="To Schedule",
		boxes=1,
		ssid="Gigafibre-Tremblay",
	),
	Story(
		"mathieu.gagnon",
		"Mathieu Gagnon",
		"order",
		41004,
		("FTTH500I", "TELEPMENS", "SERV911", "RAB2X", "RAB24M"),
		"450-555-0132",
		e911="Not Registered",
		job="Scheduled",
		job_in_days=3,
		technician="tech1",
		ssid="Gigafibre-Gagnon",
	),
	Story(
		"sylvie.roy",
		"Sylvie Roy",
		"order",
		41007,
		("FTTH80I",),
		"450-555-0133",
		job="In Progress",
		job_in_days=0,
		technician="tech2",
		ssid="Gigafibre-Roy",
	),
	Story(
		"marc-andre.cote",
		"Marc-André Côté",
		"active",
		41009,
		("FTTH500I", "TVBEVO", "TVBSPORT", "RAB2X"),
		"450-555-0134",
		job="Completed",
		job_in_days=-40,
		technician="tech1",
		boxes=2,
		months=1,
		ssid="La Tanière",
	),
	Story(
		"lucie.bergeron",
		"Lucie Bergeron",
		"active",
		41011,
		("FTTH150I", "TVBSKINNY", "TELEPMENS", "SERV911", "RAB3X"),
		"450-555-0135",
		e911="Synced",
		boxes=1,
		ssid="Gigafibre-Bergeron",
	),
	Story(
		"rejean.lavoie",
		"Réjean Lavoie",
		"active",
		41064,
		("FTTH80I", "TELEPMENS", "SERV911", "RAB2X"),
		"450-555-0136",
		e911="Mismatch",
		months=52,
		ssid="Gigafibre-Lavoie",
	),
	Story(
		"nathalie.fortin",
		"Nathalie Fortin",
		"suspended",
		41066,
		("FTTH150I", "TELEPMENS", "SERV911", "RAB2X"),
		"450-555-0137",
		e911="Synced",
		months=20,
		ssid="Chez Fortin",
	),
	Story(
		"guy.pelletier",
		"Guy Pelletier",
		"active",
		41069,
		("FTTH25",),
		"450-555-0138",
		months=33,
		ssid="Gigafibre-Pelletier",
	),
	Story(
		"diane.ouellet",
		"Diane Ouellet",
		"closed",
		41071,
		("FTTH25", "TELEPMENS", "SERV911"),
		"450-555-0139",
		e911="Synced",
		months=60,
		ssid="Gigafibre-Ouellet",
	),
	Story(
		"fromagerie",
		"Fromagerie du Rang Double inc.",
		"active",
		41074,
		("FTTH1500I", "TELEPMENS", "SERV911", "RAB2X", "RAB36M"),
		"450-555-0140",
		e911="Synced",
		job="Completed",
		job_in_days=-200,
		technician="tech3",
		months=7,
		ssid="Fromagerie-Bureau",
		commercial=True,
		customer={"is_vip": 1, "is_commercial": 1, "ppa_enabled": 1},
	),
)


def story(key: str) -> Story:
	return next(candidate for candidate in STORIES if candidate.key == key)

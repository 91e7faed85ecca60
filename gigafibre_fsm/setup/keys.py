"""The unique keys, lookup indexes and generated columns that DocType JSON can't express.

Frappe stores an unset Int as 0 and an unset text often as '', which a plain unique index takes for values. So a key has
an invisible generated column beside the real ones: 1 where the row counts, NULL (never a duplicate) where it does not.
The real columns come first in the index: lookups by them use it, and Frappe's message names the right field. The
underscore keeps `bench trim-tables` away, which drops what is no field.

An index on a single ordinary column gets `name` as a second one: Frappe drops single-column indexes that it does not
know at the next change of the doctype, and InnoDB appends the primary key to every index anyway.
"""

from dataclasses import dataclass

LOOKUP_PREFIX = "lookup_"


@dataclass(frozen=True)
class UniqueKey:
	doctype: str
	columns: tuple[str, ...]
	when: str
	reads: tuple[str, ...] = ()
	# Tells apart rows that only the collation takes for equal (Côté, Coté).
	tells_apart: str | None = None

	@property
	def index(self) -> str:
		return "unique_" + "_".join(self.columns)

	@property
	def flag(self) -> str:
		return f"_{self.index}_counts"

	@property
	def expression(self) -> str:
		return f"if({self.when},{self.tells_apart or 1},null)"

	@property
	def flag_type(self) -> str:
		return "int unsigned" if self.tells_apart else "tinyint(1)"


@dataclass(frozen=True)
class Lookup:
	doctype: str
	columns: tuple[str, ...]

	@property
	def index(self) -> str:
		return LOOKUP_PREFIX + "_".join(self.columns)


@dataclass(frozen=True)
class Computed:
	doctype: str
	column: str
	type: str
	expression: str


def _legacy(doctype: str, column: str) -> UniqueKey:
	return UniqueKey(doctype, (column,), f"`{column}` <> 0")


def _in_use(column: str) -> UniqueKey:
	gone = "coalesce(`status`,'') in ('Retourné','Perdu')"
	return UniqueKey("Service Equipment", (column,), f"`{column}` <> '' and not {gone}", ("status",))


UNIQUE_KEYS = (
	_legacy("Fibre Drop", "legacy_fibre_id"),
	_legacy("Service Location", "legacy_delivery_id"),
	_legacy("Service Subscription", "legacy_service_id"),
	_legacy("Service Equipment", "legacy_device_id"),
	_legacy("Service Work Order", "legacy_bon_travail_id"),
	_legacy("Payment Arrangement", "legacy_accord_id"),
	_legacy("Customer", "legacy_customer_id"),
	_legacy("Quotation", "legacy_soumission_id"),
	_legacy("Employee", "legacy_staff_id"),
	_legacy("Item", "legacy_product_id"),
	UniqueKey("Fibre Drop", ("olt", "frame", "slot", "port", "ont_id"), "`olt` <> ''"),
	_in_use("serial_number"),
	_in_use("mac_address"),
	UniqueKey(
		"Street",
		("street", "municipality"),
		"`street` <> ''",
		(),
		"crc32(concat_ws('|',`street`,`municipality`))",
	),
	UniqueKey("Pricing Zone", ("is_default",), "`is_default` = 1"),
	# The newest change of a number counts, and it alone.
	UniqueKey(
		"E911 Request",
		("did",),
		"`did` <> '' and `status` = 'Queued' and `action` <> 'Query'",
		("status", "action"),
	),
	UniqueKey("Payment Method", ("customer", "is_default"), "`is_default` = 1"),
	UniqueKey("Payment Method", ("customer", "is_auto"), "`is_auto` = 1"),
	UniqueKey("Payment Method", ("stripe_payment_method_id",), "`stripe_payment_method_id` <> ''"),
	UniqueKey("Payment Attempt", ("provider_id",), "`provider_id` <> ''"),
	UniqueKey(
		"Number Port", ("did",), "`status` in ('To Submit','Submitted','Accepted','Rejected')", ("status",)
	),
	# Whoever comes after a cancelled line may have the name of its account.
	UniqueKey(
		"VoIP Line",
		("sip_username",),
		"`sip_username` <> '' and `status` in ('Pending','Active','Suspended')",
		("status",),
	),
	UniqueKey("Project", ("stripe_setup_intent",), "`stripe_setup_intent` <> ''"),
)

LOOKUPS = (
	Lookup("Civic Address", ("street", "civic_number")),
	Lookup("Civic Address", ("postal_code", "civic_number")),
	Lookup("Street", ("municipality", "street")),
	Lookup("Fibre Drop", ("state", "olt")),
	Lookup("Fibre Drop", ("olt", "state")),
	Lookup("Fibre Drop", ("postal_code", "civic_number")),
	Lookup("Service Location", ("fibre_id", "name")),
	Lookup("Service Location", ("status", "customer")),
	Lookup("Service Subscription", ("status", "billed_until")),
	Lookup("Service Subscription", ("radius_user", "name")),
	Lookup("VoIP Line", ("e911_status", "status")),
	Lookup("VoIP Line", ("legacy_pbx_id", "name")),
	Lookup("VoIP Line", ("legacy_phone_addr_id", "name")),
	Lookup("VoIP Line", ("ata_mac", "name")),
	Lookup("Phone Number", ("status", "rate_centre")),
	Lookup("E911 Request", ("status", "action")),
	Lookup("Dispatch Job", ("assigned_technician", "scheduled_date")),
	Lookup("Dispatch Job", ("status", "scheduled_date")),
	Lookup("Payment Method", ("legacy_account_profile_id", "name")),
	Lookup("Payment Method", ("legacy_account_id", "name")),
	Lookup("Payment Arrangement", ("status", "cutoff_date")),
	Lookup("Payment Attempt", ("status", "attempted_at")),
	Lookup("Website Checkout", ("status", "creation")),
	Lookup("IP Assignment", ("legacy_ip_history_id", "name")),
	Lookup("Outbox Message", ("status", "channel", "next_attempt_at")),
	Lookup("Outbox Message", ("reference_doctype", "reference_name")),
	Lookup("Provider Event", ("status", "creation")),
	Lookup("Legacy Import Reject", ("source_table", "legacy_id")),
	Lookup("Legacy Import Row", ("target", "target_doctype")),
)

COMPUTED = (
	# The order is the one a visitor's question is answered in, see docs of Fibre Drop.
	Computed(
		"Fibre Drop",
		"state",
		"varchar(140)",
		"case when coalesce(`ont_serial`,'') <> '' then 'connected'"
		" when coalesce(`reserved_for`,'') <> '' or coalesce(`reserved_note`,'') <> '' then 'reserved'"
		" when `box_installed` = 0 then 'no_box' else 'available' end",
	),
)

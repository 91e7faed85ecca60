"""All tables, in the order in which one refers to the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gigafibre_fsm.testing.legacy_database.generating import (
	catalogue,
	money,
	network,
	people,
	places,
	provisioning,
	quotes,
	telephone,
	visits,
)
from gigafibre_fsm.testing.legacy_database.generating.dirt import Dirt
from gigafibre_fsm.testing.legacy_database.generating.manifest import Manifest
from gigafibre_fsm.testing.legacy_database.generating.spoiling import spoiled
from gigafibre_fsm.testing.legacy_database.generating.world import World

TABLES: dict[str, tuple[Callable[[World, int], dict], tuple[Dirt, ...]]] = {
	"staff": (people.staff, people.STAFF_DIRT),
	"account": (people.account, people.ACCOUNT_DIRT),
	"product": (catalogue.product, catalogue.PRODUCT_DIRT),
	"fibre_lineprofile": (catalogue.line_profile, ()),
	"fibre_serviceprofile": (catalogue.service_profile, ()),
	"delivery": (places.delivery, places.DELIVERY_DIRT),
	"device": (network.device, network.DEVICE_DIRT),
	"service": (network.service, network.SERVICE_DIRT),
	"fibre": (network.fibre, network.FIBRE_DIRT),
	"soumission": (quotes.quote, quotes.QUOTE_DIRT),
	"soumission_template": (quotes.template, quotes.TEMPLATE_DIRT),
	"accord_paiement": (money.arrangement, money.ARRANGEMENT_DIRT),
	"bon_travail": (visits.work_order, visits.WORK_ORDER_DIRT),
	"bon_travail_item": (visits.item, visits.ITEM_DIRT),
	"account_profile": (money.profile, money.PROFILE_DIRT),
	"pbx": (telephone.pbx, telephone.PBX_DIRT),
	"phone_provisioning": (telephone.provisioning, telephone.PROVISIONING_DIRT),
	"phone_addr": (telephone.registration, telephone.REGISTRATION_DIRT),
	"account_suspension": (money.suspension, money.SUSPENSION_DIRT),
	"ip_history": (places.ip_address, places.IP_DIRT),
	"delivery_history": (places.former, places.FORMER_DIRT),
	"wifi": (provisioning.wifi, provisioning.WIFI_DIRT),
	"voip": (provisioning.voip, provisioning.VOIP_DIRT),
}
# Rows of these are pointed to by others, or outdo others: those that are refused come first.
POINTED_TO = frozenset(
	"staff account product delivery device service fibre bon_travail account_profile account_suspension "
	"pbx phone_provisioning phone_addr wifi voip".split()
)
SEED = "gigafibre"


@dataclass(frozen=True)
class Generated:
	manifest: Manifest
	tables: dict[str, Iterable[dict]]


def generate(volume: float = 1, seed: str = SEED) -> Generated:
	"""The manifest is whole when all rows have been taken."""
	world = World(volume, seed, {table: dirt for table, (_row, dirt) in TABLES.items()}, POINTED_TO)
	return Generated(
		world.manifest, {table: _rows(world, table, row) for table, (row, _dirt) in TABLES.items()}
	)


def _rows(world: World, table: str, row: Callable[[World, int], dict]) -> Iterator[dict]:
	world.manifest.rows[table] = 0
	for made in spoiled(world, table, row):
		world.manifest.rows[table] += 1
		yield made

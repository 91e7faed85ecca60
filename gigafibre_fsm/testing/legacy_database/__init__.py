"""A legacy database for tests, benchmarks and demonstrations, on the site's own MariaDB server.

with legacy_database({"account": [{"id": 12, "last_name": "Tremblay"}]}) as legacy:
	legacy.execute("update account set vip = 1")
"""

from gigafibre_fsm.testing.legacy_database.on_site import legacy_database
from gigafibre_fsm.testing.legacy_database.server import LegacyDatabase

__all__ = ["LegacyDatabase", "legacy_database"]

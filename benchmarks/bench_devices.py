"""`provision` beside Frappe's own requests on the same server, in turns; then a storm of devices while orders are placed.

guest            a ping without a login
token            the same ping with the ACS's token: what every authenticated request costs
resource         GET /api/resource/Service Equipment/<name>, as an agent
provision        devices of an ISP of this size: every second one an ONT with a telephone, the others routers with WiFi

BENCH_DEVICES_ROUNDS windows (6) of BENCH_DEVICES_SECONDS (2) for each, with BENCH_DEVICES_CLIENTS clients (8). Then
BENCH_DEVICES_STORM seconds (30) of 64 clients that ask without a pause, and an order every second. On a site of its own,
dropped afterwards; BENCH_DEVICES_SITE names one that stays.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.devices import measure, report, site, spent, storm
from benchmarks.orders.server import serving, stripe

ROUNDS = int(os.environ.get("BENCH_DEVICES_ROUNDS", "6"))
SECONDS = float(os.environ.get("BENCH_DEVICES_SECONDS", "2"))
CLIENTS = int(os.environ.get("BENCH_DEVICES_CLIENTS", "8"))
STORM = float(os.environ.get("BENCH_DEVICES_STORM", "30"))
STORM_CLIENTS = 64


def main() -> None:
	with site.own_site() as name, tempfile.TemporaryDirectory() as folder, stripe() as provider:
		ready = site.prepare(name, provider)
		with serving(name, Path(folder) / "server.log") as url:
			kinds = measure.kinds(name, ready)
			report.throughput(measure.in_turns(url, kinds, CLIENTS, ROUNDS, SECONDS), CLIENTS)
			report.storm(storm.run(url, kinds["provision"], ready, STORM_CLIENTS, STORM))
		spent.show(name, ready)


if __name__ == "__main__":
	main()

"""What the address search costs from a region to the whole province: building, size, memory, times.

BENCH_ADDRESSES=5200000 adds the whole province to the table.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.addresses.generate import generate
from benchmarks.addresses.growth import build, in_fresh_process, serve
from benchmarks.addresses.measure import asked_rows, asked_style, markdown

SIZES = (52_000, 160_000, 520_000, 1_600_000, 5_200_000)
EACH = 60  # queries of each kind
HEADER = (
	"addresses",
	"read in s",
	"built in s",
	"building, peak MB",
	"index MB",
	"opened in ms",
	"worker's own MB",
	"shared MB",
	"p50 ms",
	"p95 ms",
	"right first",
)


def line(rows: int, style: str) -> list:
	with tempfile.TemporaryDirectory(prefix="addresses") as folder:
		data, index = Path(folder) / "data", Path(folder) / "index"
		generate(data, rows, style, each=EACH)
		built = in_fresh_process(build, data / "rqa.csv", index)
		served = in_fresh_process(serve, data, index, EACH)
	costs = [f"{built.read_seconds:.1f}", f"{built.build_seconds:.1f}", f"{built.peak_mb:.0f}"]
	memory = [
		f"{built.size_mb:.0f}",
		f"{served.open_ms:.0f}",
		f"{served.own_mb:.0f}",
		f"{served.mapped_mb:.0f}",
	]
	return [
		f"{rows:,}",
		*costs,
		*memory,
		f"{served.p50_ms:.2f}",
		f"{served.p95_ms:.2f}",
		f"{served.right_first:.4f}",
	]


def main() -> None:
	most, style = asked_rows(), asked_style()
	sizes = [rows for rows in SIZES if rows < most]
	print(markdown(list(HEADER), [line(rows, style) for rows in [*sizes, most]]))


if __name__ == "__main__":
	main()

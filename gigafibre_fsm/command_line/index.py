"""`index`: the register's CSV file becomes an index."""

import argparse
from pathlib import Path

SUMMARY = "how the address register becomes an index that `search` and `link` read"
EXAMPLES = """examples:
  %(prog)s RQA.csv.gz -o addresses

The register is a CSV file with these columns, in any order, plain or gzipped, UTF-8 or Latin-1:
  identifiant_unique_adresse, numero_municipal, numero_municipal_suffixe, numero_unite, odonyme_recompose_normal,
  nom_municipalite, code_postal, latitude, longitude
The index is a folder. One that is there already is replaced at once, when the new one is whole. Rows that cannot be
used are counted and kept, with their reasons, in a file beside it (addresses.rejects.csv)."""


def declare(parser: argparse.ArgumentParser) -> None:
	parser.add_argument("register", type=Path, metavar="RQA.csv[.gz]", help="the address register")
	parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="the index")


def run(options: argparse.Namespace) -> int:
	from gigafibre_fsm.command_line.index_folder import make, rejects_of
	from gigafibre_fsm.domain.addresses.rqa import REASONS

	reading = make(options.register, options.output)
	print(f"Index: {options.output}")
	for what, count in sorted(reading.emptied.items()):
		print(f"Left empty: {count:,} × {what.replace('_', ' ')} that cannot be one")
	for reason, count in reading.reasons.most_common():
		print(f"Bad rows: {count:,} × {REASONS[reason]}")
	if reading.rejected:
		print(f"The bad rows: {rejects_of(options.output)}")
	return 0

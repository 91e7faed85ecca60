import csv
from pathlib import Path

import numpy as np
import pytest

from gigafibre_fsm.domain.addresses.build import Register, build
from gigafibre_fsm.domain.addresses.index import AddressIndex
from gigafibre_fsm.domain.addresses.index_source import IndexSource
from gigafibre_fsm.domain.addresses.search import search

FORMER_NAMES = [("Petite-Rivière", "Saint-Jude-des-Monts")]


def read_register(rows: list[dict]) -> Register:
	streets: dict[tuple, int] = {}
	for row in rows:
		streets.setdefault((row["odonyme_recompose_normal"], row["nom_municipalite"]), len(streets))

	def texts(column: str) -> np.ndarray:
		return np.array([row[column].encode() for row in rows])

	return Register(
		[street for street, _ in streets],
		[city for _, city in streets],
		texts("identifiant_unique_adresse"),
		np.array([streets[row["odonyme_recompose_normal"], row["nom_municipalite"]] for row in rows]),
		np.array([int(row["numero_municipal"]) for row in rows]),
		texts("numero_municipal_suffixe"),
		texts("numero_unite"),
		np.array([row["code_postal"].replace(" ", "").encode() for row in rows]),
		np.array([float(row["latitude"]) for row in rows]),
		np.array([float(row["longitude"]) for row in rows]),
		FORMER_NAMES,
	)


@pytest.fixture(scope="session")
def register_rows():
	with Path(__file__).with_name("register.csv").open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def index(register_rows, tmp_path_factory):
	folder = tmp_path_factory.mktemp("index")
	build(folder, read_register(register_rows))
	return AddressIndex.open(folder)


@pytest.fixture(scope="session")
def source(index):
	return IndexSource(index)


@pytest.fixture(scope="session")
def find(source):
	"""The identifiers of what a text finds, or the street's name where it is a street."""

	def found(text: str, limit: int = 8, has_drop=None) -> list[str]:
		hits = search(source, text, limit, has_drop)
		return [hit.address.address_id or hit.address.street for hit in hits]

	return found

"""Writes a legacy database of any size, dirt included, and a manifest of what is wrong where.

The same seed gives the same rows on every machine. A row is made from its place in the table alone, so that nothing is
kept in memory but the manifest.
"""

from gigafibre_fsm.testing.legacy_database.generating.generate import Generated, generate
from gigafibre_fsm.testing.legacy_database.generating.manifest import Manifest

__all__ = ["Generated", "Manifest", "generate"]

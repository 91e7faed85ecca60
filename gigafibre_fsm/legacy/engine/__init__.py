"""Carries rows of the legacy database over: reads, compares with the ledger, asks the pure function, writes in bulk.

`docs/legacy-import.md` tells what a step promises; an importer is one class (`importer.py`), the loop is `line.py`.
"""

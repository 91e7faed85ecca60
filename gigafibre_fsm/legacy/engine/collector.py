"""Python's garbage collector, told that an import makes many objects and hardly any garbage that it would have to find.

Every few hundred new objects it looks through the young ones, and every so often through all that Frappe has loaded: a
third of the time of a plain table went there.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Of new objects, until it looks. A batch makes some tens of thousands, and gives them back by itself.
YOUNG = 50_000


@contextmanager
def at_ease() -> Iterator[None]:
	before = gc.get_threshold()
	gc.freeze()
	gc.set_threshold(YOUNG, *before[1:])
	try:
		yield
	finally:
		gc.set_threshold(*before)
		gc.unfreeze()

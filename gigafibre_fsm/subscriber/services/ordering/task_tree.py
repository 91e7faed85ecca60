"""Places for new tasks at the end of ERPNext's tree of tasks.

ERPNext finds the end and shifts what comes after it with three scans of the whole table, for each task. New tasks
without a parent come after everything, so that the end is all one needs to know: the last rows of the index on
(`lft`, `rgt`).

Orders wait for one another here, for the rest of their transaction; so this comes last. ERPNext's own inserts know
nothing of that lock. They run into the one on the last rows: their update of the tree touches every row, ours among
them, and shifts tasks that are new since they looked.
"""

import frappe

from gigafibre_fsm.gigafibre_fsm import locks

# More than the last one: two people who save at the same moment can leave a task inside a group that is not its own.
TAIL = 20
_LAST = f"select name, rgt, parent_task from `tabTask` order by lft desc limit {TAIL} for update"
_PARENTS = "select name, rgt, parent_task from `tabTask` where name in %s for update"


def places(count: int) -> list[tuple[int, int]]:
	locks.hold_within("task-tree")
	start = _end_of_tree() + 1
	return [(start + 2 * number, start + 2 * number + 1) for number in range(count)]


def _end_of_tree() -> int:
	"""Read with a lock, again until it stays: whoever held the last row may have put another one behind it."""
	seen, last = None, frappe.db.sql(_LAST)
	while last != seen:
		seen, last = last, frappe.db.sql(_LAST)
	return _highest(last)


def _highest(rows: tuple) -> int:
	"""The last tasks may be inside groups; a group ends after them."""
	ends, met = [0], set()
	while rows:
		ends += [right for _name, right, _parent in rows]
		met |= {name for name, _right, _parent in rows}
		parents = {parent for _name, _right, parent in rows if parent} - met
		rows = frappe.db.sql(_PARENTS, [tuple(parents)]) if parents else ()
	return max(ends)

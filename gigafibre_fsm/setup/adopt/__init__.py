"""Takes over doctypes of our names that a site made by hand (custom=1), with every row.

`remember` writes down what is there before anything changes; `before_sync` clears the way for Frappe's own import of
our DocType files; `after_sync` moves the values. Each step looks at what the database holds now, so that a run after a
crash goes on where the other stopped.
"""

from gigafibre_fsm.setup.adopt.after import after_sync
from gigafibre_fsm.setup.adopt.before import before_sync
from gigafibre_fsm.setup.adopt.snapshot import remember, rows_as_they_will_be

__all__ = ["after_sync", "before_sync", "remember", "rows_as_they_will_be"]

"""What came before: the old back office's database, and files such as the address register.

bench --site S execute gigafibre_fsm.legacy.run --kwargs "{'steps': ['12a'], 'path': 'rqa.csv.gz'}"
"""

from gigafibre_fsm.legacy.reconciliation import reconcile
from gigafibre_fsm.legacy.runner import run

__all__ = ["reconcile", "run"]

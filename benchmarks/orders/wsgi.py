"""What the benchmark's gunicorn serves: the app, and benchmarks/orders/in_server.py under the app's name.

Frappe calls methods of installed apps only.
"""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import gigafibre_fsm.api  # noqa: F401
from benchmarks.orders import in_server

sys.modules["gigafibre_fsm.bench_orders"] = in_server
application = importlib.import_module("wsgi").application

"""gunicorn's threaded worker, in which a connection that says nothing yet holds no thread.

Frappe's gunicorn hands a connection to a thread as soon as it is open. A browser opens some ahead of need: each would
keep a thread waiting, and after the time allowed to a request end the whole worker, with all that its other threads do.
"""

from functools import partial
from selectors import EVENT_READ

from gunicorn.workers.gthread import TConn, ThreadWorker


class PatientWorker(ThreadWorker):
	def enqueue_req(self, conn: TConn) -> None:
		if conn.timeout is None:
			self._await_first_byte(conn)
		else:
			super().enqueue_req(conn)

	def _await_first_byte(self, conn: TConn) -> None:
		"""As gunicorn awaits the next request of a connection that is kept."""
		conn.set_timeout()
		with self._lock:
			self._keep.append(conn)
			self.poller.register(conn.sock, EVENT_READ, partial(self.reuse_connection, conn))

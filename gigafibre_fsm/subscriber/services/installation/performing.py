"""What a technician does to a job, by the names of `api.field`: called at once, or told later by `replaying`."""

from collections.abc import Callable, Mapping
from datetime import datetime

from gigafibre_fsm.domain import field_operations as rules
from gigafibre_fsm.domain.orders.reading import Malformed, Reader
from gigafibre_fsm.field_work.services import jobs
from gigafibre_fsm.gigafibre_fsm import clock
from gigafibre_fsm.subscriber.services.installation import completing, scanning
from gigafibre_fsm.subscriber.services.ordering import sentences

METHODS: Mapping[str, Callable[..., dict]] = {
	"en_route": jobs.en_route,
	"start": jobs.start,
	"scan": scanning.scan,
	"complete": completing.complete,
}


def perform(method: str, **args) -> dict:
	"""Now, by the server's clock.

	:raises InvalidRequest: for an argument that cannot be taken.
	"""
	try:
		job, details = rules.read_args(method, Reader(args), clock.here())
	except Malformed as error:
		sentences.refuse(error)
	return METHODS[method](job, **details)


def read(value: object, path: str) -> rules.Operation:
	""":raises InvalidRequest: for an operation that cannot be read."""
	try:
		return rules.read(value, clock.here(), path)
	except Malformed as error:
		sentences.refuse(error)


def apply(operation: rules.Operation, at: datetime) -> dict:
	return METHODS[operation.method](operation.job, at=at, **operation.details)

"""What a technician's device did while it had no network, as it tells it later: `[{id, at, method, args}]`."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from gigafibre_fsm.domain.orders.reading import Problem, Reader

MOST = 200
LONGEST_NOTE = 2000
LONGEST_CODE = 1000
# A clock that is off by more says nothing about when the work was done. Applied ids are remembered for much longer.
OLDEST = timedelta(days=30)
# It becomes the name of a document, and those take no angle brackets.
_ID = re.compile(r"(?=.{1,140}$)[\x21-\x7e]+")
_BRACKETS = re.compile(r"[<>]")


@dataclass(frozen=True)
class Operation:
	id: str
	at: datetime
	method: str
	job: str
	details: Mapping[str, Any] = field(default_factory=dict)

	@property
	def args(self) -> dict:
		return {"job": self.job, **{name: value for name, value in self.details.items() if value is not None}}

	@property
	def digest(self) -> str:
		"""What tells an operation that comes again from another one under the same id."""
		text = json.dumps([self.at, self.method, self.args], sort_keys=True, default=str)
		return hashlib.sha256(text.encode()).hexdigest()


class TooOld(ValueError):
	pass


def id_of(value: object) -> str | None:
	"""None where it can stand for nothing."""
	value = value.strip() if isinstance(value, str) else ""
	return value if _ID.fullmatch(value) and not _BRACKETS.search(value) else None


def read(value: object, here: tzinfo, path: str = "") -> Operation:
	""":raises Malformed: with the first field that cannot be taken."""
	given = Reader(value, path)
	known = id_of(given.needed("id", given.text))
	if not known:
		given.refuse("id", Problem.BAD_CHARACTERS)
	at = given.needed("at", given.moment, here)
	method = given.needed("method", given.choice, tuple(METHODS))
	job, details = read_args(method, given.needed("args", given.object), here)
	given.close()
	return Operation(known, at, method, job, details)


def read_args(method: str, args: Reader, here: tzinfo) -> tuple[str, dict]:
	"""The job, and what else the method is told. Calls that are not made later are read the same way."""
	job = args.needed("job", args.text)
	details = METHODS[method](args, here)
	args.close()
	return job, details


def job_time(at: datetime, received: datetime) -> datetime:
	"""What was done has been done when we hear of it: a clock that runs ahead gives way to ours.

	:raises TooOld: where it cannot be the time of the work.
	"""
	if received - at > OLDEST:
		raise TooOld(at)
	return min(at, received)


def _nothing(args: Reader, here: tzinfo) -> dict:
	return {}


def _scan(args: Reader, here: tzinfo) -> dict:
	return {
		"code": args.needed("code", args.lines, LONGEST_CODE),
		"equipment_type": args.text("equipment_type"),
	}


def _complete(args: Reader, here: tzinfo) -> dict:
	return {
		"note": args.lines("note", LONGEST_NOTE),
		"arrived_at": args.moment("arrived_at", here),
		"left_at": args.moment("left_at", here),
		"missing_reason": args.lines("missing_reason", LONGEST_NOTE),
	}


METHODS: dict[str, Callable[[Reader, tzinfo], dict]] = {
	"en_route": _nothing,
	"start": _nothing,
	"scan": _scan,
	"complete": _complete,
}

"""What a line's 911 status becomes by what the provider says."""

import pytest

from gigafibre_fsm.domain.emergency.following import Answer, after
from gigafibre_fsm.domain.status import illegal_move
from gigafibre_fsm.voice_service.doctype.voip_line.status import E911_MOVES

CASES = [
	("Pending", Answer.AS_HERE, {}, "Synced"),
	("Mismatch", Answer.AS_HERE, {}, "Synced"),
	("Failed", Answer.AS_HERE, {}, "Synced"),
	("Not Registered", Answer.AS_HERE, {}, "Synced"),
	("Deregistered", Answer.AS_HERE, {}, "Deregistered"),
	("Pending", Answer.OTHERWISE, {}, "Mismatch"),
	("Synced", Answer.OTHERWISE, {}, "Mismatch"),
	("Pending", Answer.OTHERWISE, {"queued": True}, "Pending"),
	("Pending", Answer.OTHERWISE, {"sent": True}, "Pending"),
	("Pending", Answer.PENDING, {}, "Pending"),
	("Pending", Answer.REJECTED, {}, "Failed"),
	("Pending", Answer.REJECTED, {"sent": True}, "Failed"),
	("Pending", Answer.REJECTED, {"queued": True}, "Pending"),
	("Synced", Answer.REJECTED, {}, "Mismatch"),
	("Pending", Answer.UNKNOWN, {}, "Mismatch"),
	("Pending", Answer.UNKNOWN, {"sent": True}, "Pending"),
	("Synced", Answer.UNKNOWN, {}, "Mismatch"),
	("Synced", Answer.REMOVED, {}, "Deregistered"),
	("Failed", Answer.REMOVED, {}, "Deregistered"),
	("Pending", Answer.REMOVED, {"queued": True}, "Pending"),
	("Not Registered", Answer.REMOVED, {}, "Not Registered"),
]


@pytest.mark.parametrize(("status", "answer", "waiting", "then"), CASES)
def test_the_line_follows_the_answer(status, answer, waiting, then):
	assert after(status, answer, **waiting) == then


@pytest.mark.parametrize("status", E911_MOVES)
@pytest.mark.parametrize("answer", Answer)
def test_it_never_leaves_the_lines_own_table(status, answer):
	for queued in (False, True):
		for sent in (False, True):
			assert illegal_move(E911_MOVES, status, after(status, answer, queued, sent)) is None

class Status:
	PROPOSED = "Proposed"
	EXECUTED = "Executed"
	DECLINED = "Declined"
	FAILED = "Failed"
	ANSWERED = "Answered"


MOVES = {
	Status.PROPOSED: (Status.EXECUTED, Status.DECLINED, Status.FAILED),
	Status.EXECUTED: (),
	Status.DECLINED: (),
	Status.FAILED: (),
	Status.ANSWERED: (),
}

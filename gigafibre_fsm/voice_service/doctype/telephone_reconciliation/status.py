class Status:
	RUNNING = "Running"
	COMPLETED = "Completed"
	INCOMPLETE = "Incomplete"
	FAILED = "Failed"
	INTERRUPTED = "Interrupted"


MOVES = {
	Status.RUNNING: (Status.COMPLETED, Status.INCOMPLETE, Status.FAILED, Status.INTERRUPTED),
	Status.COMPLETED: (),
	Status.INCOMPLETE: (),
	Status.FAILED: (),
	Status.INTERRUPTED: (),
}

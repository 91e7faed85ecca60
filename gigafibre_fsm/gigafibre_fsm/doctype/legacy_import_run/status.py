class Status:
	RUNNING = "Running"
	COMPLETED = "Completed"
	FAILED = "Failed"
	INTERRUPTED = "Interrupted"


MOVES = {
	Status.RUNNING: (Status.COMPLETED, Status.FAILED, Status.INTERRUPTED),
	Status.INTERRUPTED: (Status.RUNNING, Status.FAILED),
	Status.FAILED: (Status.RUNNING,),
	Status.COMPLETED: (),
}

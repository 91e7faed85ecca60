class Status:
	TO_SCHEDULE = "To Schedule"
	SCHEDULED = "Scheduled"
	EN_ROUTE = "En Route"
	IN_PROGRESS = "In Progress"
	COMPLETED = "Completed"
	CANCELLED = "Cancelled"


MOVES = {
	Status.TO_SCHEDULE: (Status.SCHEDULED, Status.CANCELLED),
	Status.SCHEDULED: (Status.TO_SCHEDULE, Status.EN_ROUTE, Status.IN_PROGRESS, Status.CANCELLED),
	Status.EN_ROUTE: (
		Status.TO_SCHEDULE,
		Status.SCHEDULED,
		Status.IN_PROGRESS,
		Status.COMPLETED,
		Status.CANCELLED,
	),
	Status.IN_PROGRESS: (Status.TO_SCHEDULE, Status.SCHEDULED, Status.COMPLETED, Status.CANCELLED),
	Status.COMPLETED: (),
	Status.CANCELLED: (),
}

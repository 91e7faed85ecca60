class Status:
	NEW = "New"
	PROCESSING = "Processing"
	SUCCEEDED = "Succeeded"
	DECLINED = "Declined"
	NEEDS_ACTION = "Needs Action"
	UNKNOWN = "Unknown"
	CANCELLED = "Cancelled"


MOVES = {
	Status.NEW: (Status.PROCESSING, Status.CANCELLED),
	Status.PROCESSING: (
		Status.SUCCEEDED,
		Status.DECLINED,
		Status.NEEDS_ACTION,
		Status.UNKNOWN,
		Status.CANCELLED,
	),
	Status.NEEDS_ACTION: (
		Status.PROCESSING,
		Status.SUCCEEDED,
		Status.DECLINED,
		Status.UNKNOWN,
		Status.CANCELLED,
	),
	Status.UNKNOWN: (
		Status.PROCESSING,
		Status.SUCCEEDED,
		Status.DECLINED,
		Status.NEEDS_ACTION,
		Status.CANCELLED,
	),
	Status.DECLINED: (Status.PROCESSING, Status.SUCCEEDED, Status.CANCELLED),
	Status.SUCCEEDED: (),
	Status.CANCELLED: (Status.SUCCEEDED,),
}

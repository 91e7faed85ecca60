"""What a comparison found."""

from dataclasses import dataclass, field

EXAMPLES = 5


@dataclass
class Check:
	line: str
	label: str
	legacy: object = 0
	site: object = 0
	rejected: int = 0
	differences: int = 0
	examples: list[str] = field(default_factory=list)

	def differ(self, example: str) -> None:
		self.differences += 1
		if len(self.examples) < EXAMPLES:
			self.examples.append(example)

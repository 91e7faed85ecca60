"""The tasks of an installation: those of the template that the order has work for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

PORT = "{frame/slot/port}"
SUPPORT = "support"


@dataclass(frozen=True)
class TemplateTask:
	template: str
	subject: str
	team: str | None
	depends_on: tuple[str, ...] = ()
	description: str | None = None


@dataclass(frozen=True)
class Work:
	"""What there is to do: a task about what was not sold would stay open for ever."""

	port: str | None = None
	internet: bool = False
	phone: bool = False


# By what a task's subject speaks of; an administrator's own tasks always belong.
_ONLY_WITH = (
	(PORT, lambda work: work.port),
	("WiFi", lambda work: work.internet),
	("VoIP", lambda work: work.phone),
	("ONT", lambda work: work.port),
)


def tasks(template: Iterable[TemplateTask], work: Work) -> list[TemplateTask]:
	kept = [task for task in template if _belongs(task, work)]
	names = {task.template for task in kept}
	return [
		replace(
			task,
			subject=task.subject.replace(PORT, work.port or "").strip(),
			depends_on=tuple(name for name in task.depends_on if name in names),
		)
		for task in kept
	]


def _belongs(task: TemplateTask, work: Work) -> bool:
	return all(is_there(work) for words, is_there in _ONLY_WITH if words in task.subject)

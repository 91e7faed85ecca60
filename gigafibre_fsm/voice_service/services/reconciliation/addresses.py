"""Whether the 911 provider holds the address that a line says. What people settled in the 911 Audit counts here too."""

from collections.abc import Callable

from gigafibre_fsm.domain.emergency.findings import Comparison, Difference, Verdict, Written
from gigafibre_fsm.domain.emergency.many import pack
from gigafibre_fsm.voice_service.services import judgements, known_answers


def comparer() -> Callable[[Written, Written], tuple[Difference, ...]]:
	known, settled = known_answers.comparer(), judgements.remembered()

	def differences(here: Written, there: Written) -> tuple[Difference, ...]:
		pair = (*pack(here), *pack(there))
		found = known.compare(*pair)
		# The rules' own « different » stands whatever people say.
		if found and Comparison(found).verdict == Verdict.UNSURE:
			if settled and settled.get(judgements.key(*pair)) == Verdict.SAME:
				return ()
		return found

	return differences

"""What every part needs: the settings, the ports and a shell that logs."""

import time
from dataclasses import dataclass

from .ports import Ports
from .settings import Settings
from .shell import Shell
from .steps import Runner


@dataclass(frozen=True)
class Context:
	settings: Settings
	ports: Ports
	shell: Shell
	runner: Runner


def make_context(settings: Settings, command: str) -> Context:
	settings.logs.mkdir(parents=True, exist_ok=True)
	log_path = settings.logs / f"{time.strftime('%Y%m%d-%H%M%S')}-{command}.log"
	return Context(settings, Ports(settings), Shell(settings, log_path), Runner(log_path))

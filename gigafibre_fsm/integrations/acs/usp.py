"""USP messages as Oktopus takes and gives them: the fields of the Broadband Forum's schema, in JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gigafibre_fsm.integrations.acs.adapter import Value
from gigafibre_fsm.integrations.acs.genieacs_mapping import text


def get(paths: Iterable[str]) -> dict:
	return {"param_paths": list(paths), "max_depth": 0}


def set_values(values: Sequence[Value]) -> dict:
	"""All of them or none."""
	objects: dict[str, list[dict]] = {}
	for path, value, _kind in values:
		place, _dot, name = path.rpartition(".")
		setting = {"param": name, "value": text(value), "required": True}
		objects.setdefault(f"{place}.", []).append(setting)
	updates = [{"obj_path": place, "param_settings": settings} for place, settings in objects.items()]
	return {"allow_partial": False, "update_objs": updates}


def reboot() -> dict:
	return {"command": "Device.Reboot()", "command_key": "gigafibre", "send_resp": True}


def values(answer: Mapping[str, Any]) -> dict[str, str]:
	"""Paths that the device does not have come with an error each; they are left out."""
	found = {}
	for requested in answer.get("req_path_results") or []:
		for resolved in requested.get("resolved_path_results") or []:
			for name, value in (resolved.get("result_params") or {}).items():
				found[resolved["resolved_path"] + name] = value
	return found


def refusal(answer: Mapping[str, Any]) -> str | None:
	"""The device's words, where it did not do as told."""
	return next((f"{code} {words}".strip() for code, words in _errors(answer)), None)


def _errors(answer: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
	"""The whole message's error, a failed object's, a failed command's: Go names the alternatives of a choice."""
	if answer.get("err_code"):
		yield answer["err_code"], answer.get("err_msg", "")
	for result in answer.get("updated_obj_results") or []:
		failure = _choice(result.get("oper_status"), "OperStatus").get("OperFailure")
		if failure:
			yield failure.get("err_code", 0), failure.get("err_msg", "")
	for result in answer.get("operation_results") or []:
		failure = _choice(result, "OperationResp").get("CmdFailure")
		if failure:
			yield failure.get("err_code", 0), failure.get("err_msg", "")


def _choice(value: object, name: str) -> Mapping[str, Any]:
	inner = value.get(name) if isinstance(value, Mapping) else None
	return inner if isinstance(inner, Mapping) else {}

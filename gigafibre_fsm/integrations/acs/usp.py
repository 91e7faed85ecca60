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
	return {
		f"{resolved.get('resolved_path')}{name}": text(value)
		for requested in _rows(answer, "req_path_results")
		for resolved in _rows(requested, "resolved_path_results")
		for name, value in _object(resolved, "result_params").items()
	}


def refusal(answer: Mapping[str, Any]) -> str | None:
	"""The device's words, where it did not do as told."""
	return next((f"{code} {words}".strip() for code, words in _errors(answer)), None)


def _errors(answer: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
	"""The whole message's error, a failed object's, a failed command's: Go names the alternatives of a choice."""
	if answer.get("err_code"):
		yield answer["err_code"], answer.get("err_msg", "")
	for result in _rows(answer, "updated_obj_results"):
		if failure := _object(_object(_object(result, "oper_status"), "OperStatus"), "OperFailure"):
			yield failure.get("err_code", 0), failure.get("err_msg", "")
	for result in _rows(answer, "operation_results"):
		if failure := _object(_object(result, "OperationResp"), "CmdFailure"):
			yield failure.get("err_code", 0), failure.get("err_msg", "")


def _rows(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
	"""Another version may write something else there: what cannot be read is left out."""
	rows = value.get(name)
	return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _object(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
	inner = value.get(name)
	return inner if isinstance(inner, Mapping) else {}

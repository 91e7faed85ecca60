"""The forms in which device servers are asked, and in which they answer."""

import json
from datetime import datetime, timezone
from xml.etree import ElementTree

import pytest

from gigafibre_fsm.integrations.acs import genieacs_mapping, soap, usp
from gigafibre_fsm.testing.servers.oktopus import ENVELOPE, FAULT

VALUES = [
	("Device.WiFi.SSID.1.SSID", 'Chez <Roy> & "Cie"', "xsd:string"),
	("Device.WiFi.SSID.1.Enable", True, "xsd:boolean"),
	("Device.X.Vlan", 40, "xsd:unsignedInt"),
]


class TestGenieAcs:
	def test_a_query_is_json_whatever_is_in_the_serial(self):
		asked = json.loads(genieacs_mapping.by_serial(['A"}, {"x": "']))
		assert asked["$or"][0] == {"_deviceId._SerialNumber": {"$in": ['A"}, {"x": "']}}
		assert asked["$or"][1] == {"_id": {"$in": ['A"}, {"x": "']}}

	def test_a_document_becomes_paths_with_texts(self):
		document = {
			"_id": "x",
			"Device": {
				"_object": True,
				"WiFi": {
					"SSID": {
						"1": {"Enable": {"_value": True}, "SSID": {"_value": "Roy", "_type": "xsd:string"}}
					}
				},
				"Optical": {"Interface": {"1": {"OpticalSignalLevel": {"_value": -21300}}}},
				"Empty": {"_value": None},
			},
		}
		assert genieacs_mapping.flat(document) == {
			"Device.WiFi.SSID.1.Enable": "true",
			"Device.WiFi.SSID.1.SSID": "Roy",
			"Device.Optical.Interface.1.OpticalSignalLevel": "-21300",
			"Device.Empty": "",
		}

	def test_a_moment_without_a_zone_is_utc(self):
		noon = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
		assert genieacs_mapping.moment("2026-11-21T12:00:00.000Z") == noon
		assert genieacs_mapping.moment("2026-11-21T12:00:00") == noon
		assert genieacs_mapping.moment("soon") is None
		assert genieacs_mapping.moment(None) is None

	def test_a_task_is_known_again_by_its_values(self):
		task = {
			"name": "setParameterValues",
			"parameterValues": [["a.b", True, "xsd:boolean"], ["a.c", "1", ""]],
		}
		assert genieacs_mapping.sets(task, [("a.c", 1, "xsd:int"), ("a.b", True, "xsd:boolean")])
		assert not genieacs_mapping.sets(task, [("a.b", True, "xsd:boolean")])
		assert not genieacs_mapping.sets({"name": "reboot"}, [("a.b", True, "xsd:boolean")])


class TestSoap:
	def test_values_survive_xml(self):
		message = ElementTree.fromstring(soap.set_values(VALUES)).find("{*}Body")[0]
		rows = [(row.findtext("Name"), row.findtext("Value")) for row in message.iter("ParameterValueStruct")]
		assert rows == [
			("Device.WiFi.SSID.1.SSID", 'Chez <Roy> & "Cie"'),
			("Device.WiFi.SSID.1.Enable", "true"),
			("Device.X.Vlan", "40"),
		]
		kinds = [
			value.get("{http://www.w3.org/2001/XMLSchema-instance}type") for value in message.iter("Value")
		]
		assert kinds == ["xsd:string", "xsd:boolean", "xsd:unsignedInt"]

	def test_an_answer_is_read_whatever_its_prefixes(self):
		body = (
			"<cwmp:GetParameterValuesResponse><ParameterList><ParameterValueStruct><Name>a.b</Name><Value>1</Value>"
			"</ParameterValueStruct></ParameterList></cwmp:GetParameterValuesResponse>"
		)
		assert soap.values(soap.read(ENVELOPE.format(body).encode())) == {"a.b": "1"}

	def test_a_refusal_carries_the_devices_own_code(self):
		with pytest.raises(soap.Fault) as caught:
			soap.read(ENVELOPE.format(FAULT.format(9005, "Invalid parameter name")).encode())
		assert (caught.value.code, str(caught.value)) == ("9005", "9005 Invalid parameter name")

	@pytest.mark.parametrize(
		"answer",
		[
			b"",
			b"null",
			b"<html><body>502</body></html>",
			b"<a><Body/></a>",
			b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><a><Body><b>&lol;</b></Body></a>',
		],
	)
	def test_anything_else_is_unreadable(self, answer):
		with pytest.raises(soap.Unreadable):
			soap.read(answer)


class TestUsp:
	def test_values_are_grouped_by_their_object_and_all_or_nothing(self):
		assert usp.set_values(VALUES[:2]) == {
			"allow_partial": False,
			"update_objs": [
				{
					"obj_path": "Device.WiFi.SSID.1.",
					"param_settings": [
						{"param": "SSID", "value": 'Chez <Roy> & "Cie"', "required": True},
						{"param": "Enable", "value": "true", "required": True},
					],
				}
			],
		}

	def test_paths_that_are_not_there_are_left_out(self):
		answer = {
			"req_path_results": [
				{"requested_path": "Device.Optical.", "err_code": 7026, "err_msg": "not there"},
				{
					"requested_path": "Device.WiFi.",
					"resolved_path_results": [
						{"resolved_path": "Device.WiFi.SSID.1.", "result_params": {"SSID": "Roy"}}
					],
				},
			]
		}
		assert usp.values(answer) == {"Device.WiFi.SSID.1.SSID": "Roy"}
		assert usp.values({}) == {}

	@pytest.mark.parametrize(
		"rows",
		[
			None,
			"x",
			{"a": 1},
			[None, "x"],
			[{"resolved_path_results": "x", "oper_status": "x"}],
			[{"OperationResp": 1}],
		],
	)
	def test_an_answer_of_another_form_is_no_error_of_ours(self, rows):
		names = ("req_path_results", "updated_obj_results", "operation_results")
		answer = dict.fromkeys(names, rows)
		assert (usp.values(answer), usp.refusal(answer)) == ({}, None)
		inner = {
			"req_path_results": [
				{"resolved_path_results": [{"result_params": {"X": 1}}, {"result_params": 5}]}
			]
		}
		assert list(usp.values(inner).values()) == ["1"]

	@pytest.mark.parametrize(
		("answer", "words"),
		[
			({"err_code": 7004, "err_msg": "Set failure"}, "7004 Set failure"),
			(
				{
					"updated_obj_results": [
						{"oper_status": {"OperStatus": {"OperFailure": {"err_code": 7200}}}}
					]
				},
				"7200",
			),
			(
				{
					"operation_results": [
						{"OperationResp": {"CmdFailure": {"err_code": 7022, "err_msg": "no"}}}
					]
				},
				"7022 no",
			),
			({"updated_obj_results": [{"oper_status": {"OperStatus": {"OperSuccess": {}}}}]}, None),
			({"operation_results": [{"OperationResp": {"ReqOutputArgs": {}}}]}, None),
			({}, None),
		],
	)
	def test_a_refusal_is_found_wherever_it_is_said(self, answer, words):
		assert usp.refusal(answer) == words

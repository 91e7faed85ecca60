"""CWMP messages as Oktopus passes them on: it adds nothing to them and takes nothing away."""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from gigafibre_fsm.integrations.acs.adapter import Value
from gigafibre_fsm.integrations.acs.genieacs_mapping import text

NAMESPACES = {
	"soapenc": "http://schemas.xmlsoap.org/soap/encoding/",
	"xsd": "http://www.w3.org/2001/XMLSchema",
	"cwmp": "urn:dslforum-org:cwmp-1-0",
	"soap": "http://schemas.xmlsoap.org/soap/envelope/",
	"xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
# A fault of the device: this parameter is not there.
UNKNOWN_PARAMETER = "9005"


class Unreadable(ValueError):
	pass


class Fault(Exception):
	def __init__(self, code: str, words: str):
		super().__init__(f"{code} {words}".strip())
		self.code = code


def get_names(path: str) -> str:
	"""What is directly below; an empty path asks for the root."""
	body = f"<ParameterPath>{escape(path)}</ParameterPath><NextLevel>1</NextLevel>"
	return _envelope("GetParameterNames", body)


def get_values(paths: Iterable[str]) -> str:
	names = list(paths)
	rows = "".join(f"<string>{escape(name)}</string>" for name in names)
	kind = quoteattr(f"xsd:string[{len(names)}]")
	body = f"<ParameterNames soapenc:arrayType={kind}>{rows}</ParameterNames>"
	return _envelope("GetParameterValues", body)


def set_values(values: Sequence[Value]) -> str:
	rows = "".join(_value(*each) for each in values)
	kind = quoteattr(f"cwmp:ParameterValueStruct[{len(values)}]")
	body = f"<ParameterList soapenc:arrayType={kind}>{rows}</ParameterList><ParameterKey></ParameterKey>"
	return _envelope("SetParameterValues", body)


def _value(path: str, value: str | int | bool, kind: str) -> str:
	told = f"<Value xsi:type={quoteattr(kind)}>{escape(text(value))}</Value>"
	return f"<ParameterValueStruct><Name>{escape(path)}</Name>{told}</ParameterValueStruct>"


def reboot() -> str:
	return _envelope("Reboot", "<CommandKey>gigafibre</CommandKey>")


def _envelope(method: str, body: str) -> str:
	declared = " ".join(f"xmlns:{name}={quoteattr(uri)}" for name, uri in NAMESPACES.items())
	message = f"<cwmp:{method}>{body}</cwmp:{method}>"
	return (
		'<?xml version="1.0" encoding="UTF-8"?>'
		f"<soap:Envelope {declared}><soap:Header/><soap:Body>{message}</soap:Body></soap:Envelope>"
	)


def read(answer: bytes) -> ElementTree.Element:
	"""The message inside the envelope.

	:raises Unreadable: where it is none.
	:raises Fault: where the device refuses.
	"""
	# A device has no reason to declare entities; a document that does can be made to fill the memory.
	if b"<!DOCTYPE" in answer:
		raise Unreadable
	try:
		tree = ElementTree.fromstring(answer)
	except ElementTree.ParseError:
		raise Unreadable from None
	body = tree.find("{*}Body")
	if body is None or not len(body):
		raise Unreadable
	_raise_fault(body[0])
	return body[0]


def _raise_fault(message: ElementTree.Element) -> None:
	if not message.tag.endswith("}Fault"):
		return
	inner = message.find(".//{*}Fault")
	told = message if inner is None else inner
	raise Fault(_under(told, "FaultCode"), _under(told, "FaultString") or _under(message, "faultstring"))


def _under(element: ElementTree.Element, name: str) -> str:
	found = element.find(f".//{{*}}{name}")
	if found is None:
		found = element.find(f".//{name}")
	return ((found.text if found is not None else "") or "").strip()


def names(message: ElementTree.Element) -> list[str]:
	return [_under(row, "Name") for row in message.iter() if row.tag.endswith("ParameterInfoStruct")]


def values(message: ElementTree.Element) -> dict[str, str]:
	rows = (row for row in message.iter() if row.tag.endswith("ParameterValueStruct"))
	return {_under(row, "Name"): _under(row, "Value") for row in rows}


def status(message: ElementTree.Element) -> str:
	"""Of a SetParameterValuesResponse: 0 is applied, 1 is to be applied, perhaps after a restart."""
	return _under(message, "Status")

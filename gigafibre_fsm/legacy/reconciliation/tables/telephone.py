"""WiFi and SIP of the devices; phone lines and their 911 registrations."""

from frappe import _

from gigafibre_fsm.domain.identifiers import canonical_mac
from gigafibre_fsm.domain.legacy import text
from gigafibre_fsm.legacy.reconciliation.values import (
	Table,
	Value,
	cleaned,
	customer,
	if_given,
	implies,
	marks,
	secret,
	stored,
	telephone,
	to_be_kept,
	whole,
	words,
	yes,
)

# A number that this site has registered itself is ruled here.
REGISTERED = "d.e911_status in ('Synced', 'Mismatch') or coalesce(d.e911_reference, '') <> ''"
EQUIPMENT, LINE, SIP_LINE = "Service Equipment", "VoIP Line", "Equipment SIP Line"


def devices() -> list[Table]:
	return [_wifi(), _sip(), _further_sip()]


def lines() -> list[Table]:
	return [_pbx(), _adapters(), _registrations()]


def _wifi() -> Table:
	first, second = "if(l.instance = 1, {0}, '')", "if(l.instance <> 1, {0}, '')"
	either = f"({stored(EQUIPMENT, 'wifi_password_5g')} or {stored(EQUIPMENT, 'wifi_password')})"
	return Table(
		"wifi",
		EQUIPMENT,
		(
			Value(_("WiFi names"), first.format("l.ssid"), "d.wifi_ssid", words, cleaned, same=if_given),
			# One network on both bands is told once.
			Value(
				_("WiFi names 5 GHz"),
				second.format("l.ssid"),
				"coalesce(nullif(d.wifi_ssid_5g, ''), d.wifi_ssid)",
				words,
				cleaned,
				same=if_given,
			),
			secret(_("WiFi passwords"), first.format("l.password"), EQUIPMENT, "wifi_password"),
			Value(
				_("WiFi passwords 5 GHz"), second.format("l.password"), either, yes, to_be_kept, same=implies
			),
		),
		database="acs",
	)


def _sip() -> Table:
	return Table(
		"voip",
		EQUIPMENT,
		(
			Value(_("SIP accounts"), "l.username", "d.sip_username", words, cleaned),
			secret(_("SIP passwords"), "l.password", EQUIPMENT, "sip_password"),
		),
		database="acs",
	)


def _further_sip() -> Table:
	device = f"(select e.serial_number from `tab{EQUIPMENT}` e where e.name = d.parent)"
	return Table(
		"voip",
		SIP_LINE,
		(
			Value(_("Further SIP accounts"), "l.username", "d.sip_username", words, cleaned),
			Value(_("Lines"), "l.instance", "d.line", whole),
			Value(_("Serial Number"), "l.serial", device, marks),
			secret(_("Passwords of further SIP accounts"), "l.password", SIP_LINE, "sip_password"),
		),
		database="acs",
	)


def _pbx() -> Table:
	return Table(
		"pbx",
		LINE,
		(
			customer(_("Customer")),
			Value(_("DIDs"), "l.phone", "d.did", telephone),
			Value(_("Voicemail"), "l.has_vm", "d.voicemail_enabled", yes),
			Value(_("Calls 911"), "l.call_911", "d.call_911", yes),
			secret(_("SIP passwords"), "l.password", LINE, "sip_password"),
			secret(_("Voicemail passwords"), "l.vm_password", LINE, "vm_password"),
		),
	)


def _adapters() -> Table:
	return Table(
		"phone_provisioning",
		LINE,
		(
			Value(_("DIDs"), "l.phone", "d.did", telephone),
			Value(_("ATA MACs"), "l.mac", "d.ata_mac", words, _mac),
			secret(_("ATA passwords"), "l.password", LINE, "ata_password"),
		),
	)


def _registrations() -> Table:
	return Table(
		"phone_addr",
		LINE,
		(
			Value(_("DIDs"), "l.phone", "d.did", telephone),
			Value(_("Registered for 911"), "1", REGISTERED, yes),
			Value(
				_("Orphaned registrations"),
				"not exists(select 1 from pbx p where right(regexp_replace(p.phone, '[^0-9]', ''), 10)"
				" = right(regexp_replace(l.phone, '[^0-9]', ''), 10))",
				"coalesce(d.legacy_pbx_id, 0) = 0",
				yes,
				same=implies,
			),
		),
	)


def _mac(written: str | None) -> str:
	try:
		return canonical_mac(text.clean(written)) or ""
	except ValueError:
		return ""

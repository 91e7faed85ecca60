"""Customers with their contact and address, locations, drops, subscriptions, devices and phone lines."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, add_months, add_to_date, get_first_day, now_datetime, today

from gigafibre_fsm.setup.catalogue.site import root
from gigafibre_fsm.testing.demo import rows
from gigafibre_fsm.testing.demo.stories import STAGES, STORIES, Story

POOL = 20
FIRST_DID = 4505550100


def load() -> None:
	_load_numbers()
	for index, story in enumerate(STORIES):
		if story.is_order:
			continue  # the order makes them
		customer = _load_customer(story)
		location = _load_location(story, customer)
		_load_subscriptions(story, customer, location)
		_load_devices(story, index, customer, location)
		_take_drop(story, index)
		if story.has_phone:
			_load_line(story, customer, location)
	_load_histories()


def customer_of(story: Story) -> str:
	return rows.find("Customer", {"customer_name": story.customer_name})


def location_of(story: Story) -> str:
	return rows.find("Service Location", {"customer": customer_of(story)})


def drop_of(story: Story) -> Document:
	return frappe.get_doc("Fibre Drop", {"legacy_fibre_id": story.fibre_id})


def since(story: Story) -> str | None:
	return add_days(add_months(today(), -story.months), -3) if STAGES[story.stage].started else None


def _load_customer(story: Story) -> str:
	drop = drop_of(story)
	return rows.ensure(
		"Customer",
		{"customer_name": story.customer_name},
		customer_type="Company" if story.commercial else "Individual",
		customer_group="Commercial" if story.commercial else "Résidentiel",
		territory=root("Territory"),
		language="fr",
		email_id=story.email,
		mobile_no=story.phone,
		address_line1=address_line(drop),
		city=drop.city,
		state="Québec",
		pincode=drop.postal_code,
		country="Canada",
		**story.customer,
	)


def address_line(drop: Document) -> str:
	return f"{drop.civic_number}{drop.civic_suffix or ''} {drop.street}" + (
		f" app. {drop.unit}" if drop.unit else ""
	)


def _load_location(story: Story, customer: str) -> str:
	drop = drop_of(story)
	return rows.ensure(
		"Service Location",
		{"customer": customer},
		status=STAGES[story.stage].location,
		address_line=address_line(drop),
		province="QC",
		contact_name=story.customer_name,
		contact_phone=story.phone,
		fibre_drop=drop.name,
		fibre_id=drop.legacy_fibre_id,
		**_same(drop, "civic_number", "civic_suffix", "unit", "street", "city", "postal_code"),
		**_same(drop, "latitude", "longitude", "civic_address"),
		**_plug(drop),
	)


def _same(doc: Document, *fields: str) -> dict:
	return {field: doc.get(field) for field in fields}


def _plug(drop: Document) -> dict:
	return {
		"olt_name": frappe.db.get_value("OLT", drop.olt, "olt_name"),
		"olt_ip": drop.olt,
		"olt_frame": drop.frame,
		"olt_slot": drop.slot,
		"olt_port": drop.port,
		"ont_id": drop.ont_id,
	}


def _take_drop(story: Story, index: int) -> None:
	"""A live service holds its ONT's serial on the drop."""
	drop = drop_of(story)
	if STAGES[story.stage].equipment == "Actif" and not drop.ont_serial:
		drop.ont_serial = ont_serial(index)
		drop.save(ignore_permissions=True)


def _load_subscriptions(story: Story, customer: str, location: str) -> None:
	ended = STAGES[story.stage].subscription == "Cancelled"
	commitment = next((int(sku[3:5]) for sku in story.services if sku in ("RAB24M", "RAB36M")), 0)
	for sku in story.services:
		item = frappe.get_cached_doc("Item", sku)
		rows.ensure(
			"Service Subscription",
			{"service_location": location, "item": sku},
			customer=customer,
			description=item.item_name,
			service_type=item.service_type,
			status=STAGES[story.stage].subscription,
			rate=rate_of(sku),
			start_date=since(story),
			end_date=add_days(today(), -20) if ended else None,
			billed_until=add_days(get_first_day(today(), d_months=1), -1)
			if since(story) and not ended
			else None,
			**_commitment(story, commitment if item.service_type == "Internet" else 0),
		)


def _commitment(story: Story, months: int) -> dict:
	ends = add_months(since(story), months) if months and since(story) else None
	return {"commitment_months": months, "commitment_ends": ends}


def rate_of(sku: str) -> float:
	price_list = frappe.db.get_single_value("FSM Settings", "price_list")
	price = (
		frappe.db.get_value("Item Price", {"item_code": sku, "price_list": price_list}, "price_list_rate")
		or 0
	)
	return -price if frappe.get_cached_value("Item", sku, "service_type") == "Discount" else price


def ont_serial(index: int) -> str:
	return f"TPLG0D{index:06X}"


def _load_devices(story: Story, index: int, customer: str, location: str) -> None:
	kinds = ["ONT", "Routeur", *["Décodeur TV"] * story.boxes]
	missing = kinds[frappe.db.count("Service Equipment", {"customer": customer}) :]
	for number, kind in enumerate(missing, start=len(kinds) - len(missing)):
		rows.make(
			"Service Equipment",
			customer=customer,
			service_location=location,
			equipment_type=kind,
			subscription=rows.find(
				"Service Subscription", {"service_location": location, "service_type": "Internet"}
			),
			status=STAGES[story.stage].equipment,
			**(_identity(kind, index, number) if STAGES[story.stage].started else {}),
			**(_live(index, number, story) if STAGES[story.stage].started else {}),
			**(_wifi(story) if kind == "Routeur" else {}),
			**(_gpon(story) if kind == "ONT" else {}),
		)


def _identity(kind: str, index: int, number: int) -> dict:
	if kind == "ONT":
		return {"brand": "TP-Link", "model": "XX230v", "serial_number": ont_serial(index)}
	brand, model = ("TP-Link", "Deco XE75") if kind == "Routeur" else ("Formuler", "Z8")
	maker = "403F8C" if kind == "Routeur" else "001A79"
	return {"brand": brand, "model": model, "mac_address": f"{maker}{index:02X}00{number:02X}"}


def _live(index: int, number: int, story: Story) -> dict:
	online = story.stage == "active"
	return {
		"is_online": int(online),
		"last_seen": add_to_date(now_datetime(), minutes=-5)
		if online
		else add_to_date(now_datetime(), days=-18),
		"ip_address": f"100.64.{index}.{10 + number}",
		"firmware": "1.2.4 Build 240116",
		"activated_on": since(story),
	}


def _wifi(story: Story) -> dict:
	password = f"Erable{story.fibre_id}Demo"
	return {"wifi_ssid": story.ssid, "wifi_password": password}


def _gpon(story: Story) -> dict:
	drop = drop_of(story)
	sip = _sip(story) if story.has_phone else {}
	return {
		"fibre_line_profile": drop.line_profile,
		"fibre_service_profile": drop.service_profile,
		**_plug(drop),
		**sip,
	}


def _sip(story: Story) -> dict:
	return {"sip_username": did_of(story), "sip_password": f"Sip{story.fibre_id}Demo"}


def _load_numbers() -> None:
	special = {17: "Quarantined", 18: "Quarantined", 19: "Ported Out"}
	for number in range(POOL):
		rows.ensure(
			"Phone Number",
			{"did": str(FIRST_DID + number)},
			status=special.get(number, "Free"),
			rate_centre="Val-des-Bouleaux" if number < POOL // 2 else "Sainte-Philomène-du-Lac",
		)


def did_of(story: Story) -> str:
	with_phone = [other.key for other in STORIES if other.has_phone]
	return str(FIRST_DID + with_phone.index(story.key))


def _load_line(story: Story, customer: str, location: str) -> None:
	did = did_of(story)
	if rows.find("VoIP Line", {"did": did}):
		return
	line = rows.make(
		"VoIP Line",
		did=did,
		customer=customer,
		service_location=location,
		subscription=rows.find(
			"Service Subscription", {"service_location": location, "service_type": "Phone"}
		),
		equipment=rows.find("Service Equipment", {"service_location": location, "equipment_type": "ONT"}),
		status=STAGES[story.stage].line,
		caller_id=story.customer_name,
		sip_domain=frappe.db.get_single_value("FSM Settings", "sip_domain"),
		language="fr",
		max_calls=2,
		voicemail_enabled=1,
		vm_email=story.email,
		**_sip(story),
		**_emergency(story),
	)
	_use_number(did, line)


def _use_number(did: str, line: Document) -> None:
	moves = {"Pending": ("Reserved",), "Cancelled": ("In Use", "Quarantined")}.get(line.status, ("In Use",))
	for status in moves:
		number = frappe.get_doc("Phone Number", did)
		number.update({"status": status, "voip_line": line.name}).save(ignore_permissions=True)


def _emergency(story: Story) -> dict:
	drop = drop_of(story)
	first_name, _space, last_name = story.customer_name.partition(" ")
	address = {
		"e911_civic_number": drop.civic_number,
		"e911_suffix": drop.civic_suffix,
		"e911_unit": drop.unit,
		"e911_street": drop.street,
		"e911_city": drop.city,
		"e911_state": "QC",
		"e911_zip": drop.postal_code,
	}
	if story.e911 == "Mismatch":  # moved, and the 911 provider still has the old place
		address |= {"e911_civic_number": "172", "e911_street": "Chemin du Lac", "e911_zip": "J0T 9B1"}
	return {
		**address,
		"e911_first_name": first_name,
		"e911_last_name": last_name,
		"e911_class": "BUS" if story.commercial else "RES",
		**_registration(story),
	}


def _registration(story: Story) -> dict:
	if story.e911 == "Not Registered":
		return {"e911_status": story.e911}
	return {
		"e911_status": story.e911,
		"e911_synced_on": since(story),
		"e911_reference": f"E911-{story.fibre_id}",
		"e911_error": "Service address differs: 172 Chemin du Lac" if story.e911 == "Mismatch" else None,
	}


def _load_histories() -> None:
	"""Addresses the internet service had, and the place a customer moved from."""
	for index, story in enumerate(STORIES):
		if story.is_order:
			continue
		location = frappe.get_doc("Service Location", location_of(story))
		if STAGES[story.stage].started and not location.ip_history:
			_add_ips(location, story, index)
			if story.e911 == "Mismatch":
				_add_former_address(location)
			location.save(ignore_permissions=True)


def _add_ips(location: Document, story: Story, index: int) -> None:
	subscription = rows.find(
		"Service Subscription", {"service_location": location.name, "service_type": "Internet"}
	)
	for number, months in enumerate(range(story.months, -1, -5)):
		assigned = add_days(add_months(now_datetime(), -months), -2)
		location.append(
			"ip_history",
			{"ip": f"100.64.{index}.{10 + number}", "assigned_on": assigned, "subscription": subscription},
		)


def _add_former_address(location: Document) -> None:
	location.append(
		"address_history",
		{
			"address_line": "172 Chemin du Lac",
			"city": "Sainte-Philomène-du-Lac",
			"province": "QC",
			"postal_code": "J0T 9B1",
			"replaced_on": add_months(today(), -2),
		},
	)

"""One installed household with everything of theirs, and a second job that belongs to another technician."""

from functools import cached_property

from e2e.browser.api import Api


class Household:
	def __init__(self, api: Api, mark: str, technician_user: str):
		self.api = api
		self.mark = mark
		self.technician_user = technician_user

	@cached_property
	def company(self) -> str:
		return self.api.list("Company")[0]

	@cached_property
	def gender(self) -> str:
		return self.api.list("Gender")[0]

	@cached_property
	def customer(self) -> str:
		group = self.api.list("Customer Group", is_group=0)[0]
		territory = self.api.list("Territory", is_group=0)[0]
		return self._make(
			"Customer",
			customer_name=f"Lafleur {self.mark}",
			customer_type="Individual",
			customer_group=group,
			territory=territory,
		)

	@cached_property
	def location(self) -> str:
		return self._make(
			"Service Location",
			customer=self.customer,
			status="Active",
			connection_type="FTTH",
			address_line=f"{self.civic_number} rue des Érables",
			civic_number=self.civic_number,
			street="rue des Érables",
			city="Saint-Aubin-des-Rivières",
			postal_code="J0S 1V0",
			legacy_delivery_id=self.old_id,
		)

	@cached_property
	def equipment(self) -> str:
		return self._make(
			"Service Equipment",
			equipment_type="ONT",
			status="Actif",
			serial_number=self.serial,
			mac_address=self.mac,
			customer=self.customer,
			service_location=self.location,
		)

	@cached_property
	def line(self) -> str:
		return self._make(
			"VoIP Line",
			did=self.did,
			status="Active",
			customer=self.customer,
			service_location=self.location,
			e911_civic_number="98",
			e911_street="rue des Érables",
		)

	@cached_property
	def subscription(self) -> str:
		return self._make(
			"Service Subscription",
			customer=self.customer,
			service_location=self.location,
			item=self.api.list("Item")[0],
			service_type="Internet",
			status="Active",
			rate=79.95,
		)

	@cached_property
	def arrangement(self) -> str:
		dates = {"due_date": "2030-03-26", "cutoff_date": "2030-04-02"}
		return self._make("Payment Arrangement", customer=self.customer, amount=150, **dates)

	@cached_property
	def technician(self) -> str:
		return self._employee("Luc", user_id=self.technician_user)

	@cached_property
	def job(self) -> str:
		return self._job(self.technician)

	@cached_property
	def job_of_another(self) -> str:
		return self._job(self._employee("Ève"))

	@cached_property
	def olt(self) -> str:
		"""With one port in each state."""
		octets = [int(self.mark[i : i + 2], 16) for i in (0, 2, 4)]
		name = self._make("OLT", olt_name=f"OLT {self.mark}", ip="10." + ".".join(map(str, octets)))
		states = ({"ont_serial": f"TPLG{self.mark}"}, {"reserved_note": "Retenu"}, {}, {"box_installed": 0})
		for port, values in enumerate(states):
			place = {"olt": name, "frame": 0, "slot": 1, "port": port, "ont_id": 0}
			address = f"{100 + port} chemin {self.mark}"
			self._make("Fibre Drop", **{"box_installed": 1, "raw_address": address} | place | values)
		return name

	@property
	def serial(self) -> str:
		return f"TPLG{self.mark}"

	@property
	def mac(self) -> str:
		return f"403F{self.mark}"

	@property
	def old_id(self) -> int:
		return int(self.mark[:7], 16) + 1

	@property
	def civic_number(self) -> str:
		return str(self.old_id % 9000 + 1000)

	@property
	def did(self) -> str:
		return f"450264{self.old_id % 10000:04d}"

	def _job(self, technician: str) -> str:
		return self._make(
			"Dispatch Job",
			job_type="Installation",
			status="Scheduled",
			scheduled_date="2030-03-26",
			assigned_technician=technician,
			customer=self.customer,
			service_location=self.location,
		)

	def _employee(self, first_name: str, **values) -> str:
		return self._make(
			"Employee",
			first_name=f"{first_name} {self.mark}",
			gender=self.gender,
			date_of_birth="1990-01-01",
			date_of_joining="2020-01-01",
			company=self.company,
			create_user_permission=0,
			**values,
		)

	def _make(self, doctype: str, **values) -> str:
		return self.api.make(doctype, **values)["name"]

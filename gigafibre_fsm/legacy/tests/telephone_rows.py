"""Three houses with telephones and WiFi, spelled as the old system had them."""

BORN = 1_300_000_000  # 13 March 2011
LATER = 1_600_000_000

ACCOUNTS = [
	{"id": 74001, "first_name": "Anne", "last_name": "Côté"},
	{"id": 74002, "company": "Fromagerie du Rang", "commercial": 1},
	{"id": 74003, "first_name": "Luc", "last_name": "Roy"},
]
PRODUCTS = [{"id": 7421, "sku": "T74PHONE", "name": "Téléphonie", "category": "Telephonie", "price": "20.00"}]
DELIVERIES = [
	{
		"id": 7431,
		"account_id": 74001,
		"address1": "123A, rue de l'Église",
		"address2": "app. 2",
		"city": "Saint-Anicet",
		"zip": "J0S 1M0",
	},
	{
		"id": 7432,
		"account_id": 74002,
		"address1": "45, 4e Rang Ouest",
		"city": "Sainte-Barbe",
		"zip": "J0S 1P0",
	},
	{"id": 7433, "account_id": 74003, "address1": "7 chemin du Lac", "city": "Huntingdon", "zip": "J0S 1H0"},
]
DEVICES = [
	{"id": 7441, "delivery_id": 7431, "category": "onu", "sn": "RCMG74A00001"},
	{"id": 7442, "delivery_id": 7431, "category": "router", "sn": "DECO7401", "mac": "A86E84740001"},
	{"id": 7443, "delivery_id": 7432, "category": "router", "sn": "DECO7402", "mac": "A86E84740002"},
	{"id": 7444, "delivery_id": 7431, "category": "ata", "sn": "ATA7401", "mac": "000B82740001"},
	{"id": 7445, "delivery_id": 7432, "category": "onu", "sn": "RCMG74A00002"},
]
SERVICES = [
	{"id": 7451, "delivery_id": 7431, "product_id": 7421},
	{"id": 7452, "delivery_id": 7432, "product_id": 7421, "status": 2},
]
WIFI = [
	{
		"id": 1,
		"serial": "A8:6E:84:74:00:01",
		"instance": 1,
		"ssid": "Maison",
		"password": "érable42",
		"updated": LATER,
	},
	{
		"id": 2,
		"serial": "a86e84740001",
		"instance": 5,
		"ssid": "Maison",
		"password": "érable42",
		"updated": LATER,
	},
	{
		"id": 3,
		"serial": "a8-6e-84-74-00-01",
		"instance": 1,
		"ssid": "Vieux",
		"password": "vieux",
		"updated": BORN,
	},
	{
		"id": 4,
		"serial": "A86E84740002",
		"instance": 1,
		"ssid": "Rang",
		"password": "castor77",
		"updated": LATER,
	},
	{
		"id": 5,
		"serial": "A86E84740002",
		"instance": 5,
		"ssid": "Rang-5G",
		"password": "castor78",
		"updated": 0,
	},
	{"id": 6, "serial": "A86E84749999", "instance": 1, "ssid": "Personne", "password": "rien-99"},
]
VOIP = [
	{
		"id": 1,
		"serial": "rcmg74a0-0001",
		"instance": 1,
		"username": "4505557401",
		"password": "voip-1",
		"updated": LATER,
	},
	{
		"id": 2,
		"serial": "RCMG74A00001",
		"instance": 3,
		"username": "4505557403",
		"password": "voip-3",
		"updated": LATER,
	},
	{
		"id": 3,
		"serial": "RCMG74A00001",
		"instance": 2,
		"username": "4505557402",
		"password": "voip-2",
		"enable": 0,
	},
	{
		"id": 4,
		"serial": "RCMG 74A00001",
		"instance": 1,
		"username": "4505550000",
		"password": "voip-0",
		"updated": BORN,
	},
	{"id": 5, "serial": "RCMG99999999", "instance": 1, "username": "4505559999", "password": "voip-9"},
]
PBX = [
	{
		"id": 7461,
		"account_id": 74001,
		"delivery_id": 7431,
		"service_id": 7451,
		"phone": "(450) 555-7401",
		"name": "Anne CÃ´tÃ©",
		"password": "sip-7461",
		"vm_password": "0042",
		"has_vm": 1,
		"vm_email": "Anne@Exemple.ca",
		"int_code": "101",
		"language": "fr",
		"max_calls": 2,
		"call_timeout": 30,
		"country_whitelist": "CA,US",
		"date_origin": BORN,
		"date_update": LATER,
	},
	{
		"id": 7462,
		"account_id": 74002,
		"delivery_id": 7432,
		"service_id": 7452,
		"phone": "450-555-7402",
		"password": "sip-7462",
		"language": "",
		"date_update": LATER,
	},
	{"id": 7463, "account_id": 74003, "delivery_id": 7433, "phone": "4505557403", "date_update": LATER},
	{"id": 7464, "account_id": 74003, "delivery_id": 7999, "service_id": 7999, "phone": "14505557404"},
	{"id": 7465, "account_id": 74001, "phone": "450 555 7401", "password": "old-7465", "date_update": BORN},
	{"id": 7466, "account_id": 79999, "phone": "450 555 7406"},
	{"id": 7467, "account_id": 74001, "phone": "privé", "password": "sip-7467"},
]
ADAPTERS = [
	{
		"id": 7471,
		"account_id": 74001,
		"phone": "4505557401",
		"app": "HT802",
		"mac": "00:0b:82:74:00:01",
		"password": "ata-7471",
		"internationnal": 1,
	},
	{
		"id": 7472,
		"account_id": 74002,
		"phone": "1 450 555 7402",
		"app": "",
		"mac": "00:0B:82:XX",
		"password": "ata-7472",
	},
	{"id": 7470, "account_id": 74001, "phone": "450.555.7401", "password": "ata-7470"},
	{"id": 7474, "account_id": 74001, "phone": "450-555-9999"},
]
REGISTRATIONS = [
	{
		"id": 7481,
		"account_id": 74001,
		"phone": "450-555-7401",
		"street_number": "123A",
		"apt": "2",
		"street_name": "RUE DE L'EGLISE",
		"city": "ST-ANICET",
		"state": "PQ",
		"zip": "j0s1m0",
		"first_name": "ANNE",
		"last_name": "Côté",
		"enhanced_capable": "Y",
		"class_service": "1",
	},
	{
		"id": 7482,
		"account_id": 74002,
		"phone": "4505557402",
		"street_number": "47",
		"street_name": "RG 4 O",
		"city": "Ste-Barbe",
		"zip": "J0S1P0",
		"last_name": "FROMAGERIE",
		"class_service": "V",
	},
	{
		"id": 7483,
		"account_id": 74003,
		"phone": "4505557403",
		"street_number": "7",
		"street_name": "rue du Lac",
		"city": "Huntingdon",
		"zip": "J0S 1H0",
	},
	{
		"id": 7484,
		"account_id": 74003,
		"phone": "4505557404",
		"street_number": "7",
		"street_name": "ch. du Lac",
		"city": "Huntingdon",
	},
	{
		"id": 7480,
		"account_id": 74001,
		"phone": "4505557401",
		"street_number": "1",
		"street_name": "rue Vieille",
	},
	{
		"id": 7485,
		"account_id": 74003,
		"phone": "(450) 555-7499",
		"street_number": "8",
		"street_name": "rue Perdue",
		"city": "Huntingdon",
		"enhanced_capable": "N",
	},
	{"id": 7486, "account_id": 74003, "phone": "911", "street_number": "9"},
]
ROWS = {
	"account": ACCOUNTS,
	"product": PRODUCTS,
	"delivery": DELIVERIES,
	"device": DEVICES,
	"service": SERVICES,
	"wifi": WIFI,
	"voip": VOIP,
	"pbx": PBX,
	"phone_provisioning": ADAPTERS,
	"phone_addr": REGISTRATIONS,
}
SECRETS = [
	row[column]
	for rows in (WIFI, VOIP, PBX, ADAPTERS)
	for row in rows
	for column in ("password",)
	if row.get(column)
]

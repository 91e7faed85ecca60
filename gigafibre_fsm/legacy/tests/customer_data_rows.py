"""Rows of the customer data's tables, good ones and wrong ones, with the accounts they are of."""

MARCH_2, MARCH_9, MARCH_16 = 1772461800, 1773066600, 1773671400  # 2026, in the morning
LONG_AGO = 1_300_000_000  # 13 March 2011
CARD = "4242 4242 4242 4242"
ANNE, LUC, ZOE, PAUL, NOBODY = 73001, 73002, 73003, 73004, 73999
HOUSE, SHED, NOWHERE = 73101, 73102, 73999
UNKNOWN_STAFF = 7399

BANK = {
	"ppa_name": "Caisse de l'Ã‰rable",
	"ppa_code": "815",
	"ppa_branch": "30123",
	"ppa_account": "012-3456",
}

FOUNDATION = {
	"account": [
		{"id": ANNE, "first_name": "Anne", "last_name": "Côté", **BANK, "ppa": 1, "date_orig": LONG_AGO},
		{"id": LUC, "first_name": "Luc", "last_name": "Roy", "stripe_id": "cus_L1", "stripe_ppa": 1},
		{
			**{"id": ZOE, "first_name": "Zoé", "last_name": "Lavoie", **BANK, "ppa": 1},
			**{"stripe_id": "cus_Z1", "stripe_ppa": 1, "ppa_amount": "200.00", "ppa_cc": 1},
		},
		{
			"id": PAUL,
			"first_name": "Paul",
			"last_name": "Hébert",
			**BANK,
			"ppa_account": CARD,
			"stripe_id": "?",
		},
	],
	"staff": [
		{"id": 7301, "first_name": "Benoît", "last_name": "Tech", "email": "ben@exemple.ca", "tech": 1}
	],
	"product": [{"id": 73201, "sku": "C-POSE", "name": "Pose", "price": 40}],
	"delivery": [
		{
			"id": HOUSE,
			"account_id": ANNE,
			"address1": "12 rue Principale",
			"city": "Huntingdon",
			"zip": "J0S1H0",
		},
		{"id": SHED, "account_id": LUC, "address1": "8 chemin du Lac", "city": "Huntingdon", "zip": "J0S1H0"},
	],
	"service": [{"id": 73301, "delivery_id": HOUSE, "product_id": 73201, "price": 40}],
}

ARRANGEMENTS = [
	{
		**{"id": 1, "account_id": ANNE, "staff_id": 7301, "date_accord": MARCH_2, "date_echeance": MARCH_9},
		**{"date_coupure": MARCH_16, "montant": "150.25", "method": 3, "status": 0},
		**{"note": "<p>PayÃ© jeudi</p>si tout va &amp; bien", "raison_changement": f"carte {CARD}"},
	},
	{
		**{
			"id": 2,
			"account_id": ANNE,
			"staff_id": UNKNOWN_STAFF,
			"date_accord": 0,
			"date_echeance": MARCH_9,
		},
		**{"date_coupure": 0, "montant": "99999999.99", "method": 4, "status": -1},
	},
	{
		"id": 3,
		"account_id": LUC,
		"date_accord": MARCH_2,
		"date_echeance": MARCH_9,
		"montant": None,
		"status": 1,
	},
	{"id": 4, "account_id": NOBODY, "date_echeance": MARCH_9, "montant": "5.00"},
	{"id": 5, "account_id": LUC, "date_echeance": MARCH_9, "montant": "-5.00"},
	{"id": 6, "account_id": LUC, "date_echeance": 0, "date_coupure": 0, "montant": "5.00"},
	{"id": 7, "account_id": LUC, "date_echeance": MARCH_9, "montant": "5.00", "status": 7},
	{"id": 3_000_000_000, "account_id": LUC, "date_echeance": MARCH_9, "montant": "5.00"},
]

WORK_ORDERS = [
	{
		**{"id": 1, "account_id": ANNE, "date": MARCH_2, "note": "Prise remplacÃ©e<br>au sous-sol"},
		**{"tech1": 7301, "heure_arrive_t1": "22h30", "heure_depart_t1": "1:15"},
		**{"tech2": UNKNOWN_STAFF, "heure_arrive_t2": "8:30 AM", "heure_depart_t2": "1030"},
		**{"subtotal": "100.00", "tps": "5.00", "tvq": "9.98", "total": "114.98"},
	},
	{
		**{"id": 2, "account_id": ANNE, "date": MARCH_2, "tech1": 7301},
		**{"heure_arrive_t1": "13:00", "heure_depart_t1": "12:00", "subtotal": "-40.00", "total": "7.00"},
	},
	{"id": 3, "account_id": LUC, "date": MARCH_9},
	{"id": 4, "account_id": LUC, "date": 0},
	{"id": 5, "account_id": NOBODY, "date": MARCH_9},
]
WORK_ORDER_ITEMS = [
	{"id": 1, "bon_id": 1, "product_id": 73201, "qte": "2.50", "price": "1.01", "desc": "Câble <b>gris</b>"},
	{"id": 2, "bon_id": 1, "product_id": 73999, "qte": "-1.00", "price": "12.00", "desc": "x" * 255},
	{"id": 3, "bon_id": 2, "product_id": None, "qte": None, "price": None, "desc": None},
	{"id": 4, "bon_id": 5, "product_id": 73201, "qte": "1.00", "price": "1.00", "desc": "Câble"},
	{"id": 5, "bon_id": 99, "product_id": 73201, "qte": "1.00", "price": "1.00", "desc": "Câble"},
]

PROFILES = [
	{"id": 1, "account_id": ANNE, "profile_id": "p-old", "token": "T-old"},
	{
		"id": 2,
		"account_id": ANNE,
		"profile_id": "p-1",
		"card_id": "c-1",
		"token": "T-1",
		"initial_transaction": CARD,
	},
	{"id": 3, "account_id": LUC, "profile_id": "p-2", "token": CARD.replace(" ", "")},
	{"id": 4, "account_id": NOBODY, "profile_id": "p-3", "token": "T-3"},
	{"id": 5, "account_id": PAUL},
]

SUSPENSIONS = [
	{"id": 1, "account_id": ANNE, "date_start": MARCH_2, "date_end": 0, "note": "Non-paiement"},
	{"id": 2, "account_id": ANNE, "date_start": LONG_AGO, "date_end": LONG_AGO + 86400, "note": "Vacances"},
	{"id": 3, "account_id": ANNE, "date_start": LONG_AGO, "date_end": 0, "note": "OubliÃ©e"},
	{"id": 4, "account_id": LUC, "date_start": 0, "date_end": 0, "note": None},
	{"id": 5, "account_id": ZOE, "date_start": LONG_AGO, "date_end": MARCH_2, "note": "a &lt; b"},
	{"id": 6, "account_id": NOBODY, "date_start": MARCH_2},
]

IP_HISTORY = [
	{
		"id": 1,
		"account_id": ANNE,
		"delivery_id": HOUSE,
		"service_id": 73301,
		"ip": "10.0.0.3",
		"date": MARCH_16,
	},
	{
		"id": 2,
		"account_id": ANNE,
		"delivery_id": HOUSE,
		"service_id": 73999,
		"ip": "10.0.0.1",
		"date": MARCH_2,
	},
	{
		"id": 3,
		"account_id": None,
		"delivery_id": HOUSE,
		"service_id": None,
		"ip": "2001:DB8::1",
		"date": MARCH_9,
	},
	{"id": 4, "account_id": ANNE, "delivery_id": HOUSE, "service_id": None, "ip": "10.0.0.0", "date": 0},
	{"id": 5, "account_id": LUC, "delivery_id": SHED, "service_id": None, "ip": "10.0.1.1", "date": MARCH_9},
	{"id": 6, "account_id": LUC, "delivery_id": None, "service_id": None, "ip": "10.0.1.2", "date": MARCH_9},
	{
		"id": 7,
		"account_id": LUC,
		"delivery_id": NOWHERE,
		"service_id": None,
		"ip": "10.0.1.3",
		"date": MARCH_9,
	},
	{"id": 8, "account_id": LUC, "delivery_id": SHED, "service_id": None, "ip": "dhcp", "date": MARCH_9},
	{
		"id": 9,
		"account_id": NOBODY,
		"delivery_id": SHED,
		"service_id": None,
		"ip": "10.0.1.4",
		"date": MARCH_9,
	},
]

FORMER_ADDRESSES = [
	{
		**{"id": 1, "account_id": ANNE, "delivery_id": HOUSE, "date_orig": MARCH_16},
		**{"address1": "14 rue de l'Ã‰glise", "address2": "app. 2", "city": "Huntingdon", "state": "Québec"},
		"zip": "j0s-1h0",
	},
	{
		"id": 2,
		"account_id": ANNE,
		"delivery_id": HOUSE,
		"date_orig": MARCH_2,
		"address1": "3 <b>rang</b> Saint-Luc",
	},
	{
		"id": 3,
		"account_id": LUC,
		"delivery_id": NOWHERE,
		"date_orig": MARCH_2,
		"address1": "3 rang Saint-Luc",
	},
	{"id": 4, "account_id": LUC, "delivery_id": SHED, "date_orig": MARCH_2, "address1": " ", "address2": ""},
	{"id": 5, "account_id": LUC, "delivery_id": SHED, "date_orig": MARCH_2, "address1": "x" * 200},
]

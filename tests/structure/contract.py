"""Names that other systems use: doctypes, fields and Select values may be added to, never renamed."""

FIELDS = {
	"OLT": "olt_name ip location model line_profile_vlan is_active",
	"Fibre Drop": """legacy_fibre_id olt frame slot port ont_id ont_serial reserved_for reserved_note box_installed
		civic_number civic_suffix unit street city postal_code raw_address latitude longitude max_speed pricing_zone
		line_profile service_profile civic_address match_method match_score state""",
	"Pricing Zone": "title price_list is_default",
	"Street": "street municipality normalized address_count",
	"Civic Address": "street civic_number civic_suffix unit postal_code latitude longitude",
	"Planned Municipality": "phase expected_on notify_role",
	"Service Location": """customer location_name status address_line civic_number civic_suffix unit street city
		province postal_code country latitude longitude civic_address connection_type fibre_drop fibre_id olt_name
		olt_ip olt_frame olt_slot olt_port ont_id contact_name contact_phone legacy_delivery_id ip_history
		address_history""",
	"IP Assignment": "ip assigned_on subscription legacy_ip_history_id",
	"Former Address": "address_line city province postal_code replaced_on",
	"Service Subscription": """customer service_location item description service_type status qty rate
		billing_interval start_date end_date billed_until commitment_months commitment_ends project radius_user
		radius_password legacy_service_id""",
	"Service Equipment": """customer service_location subscription equipment_type brand model serial_number
		mac_address status olt_name olt_ip olt_frame olt_slot olt_port ont_id wifi_enabled wifi_ssid wifi_password
		wifi_ssid_5g wifi_password_5g sip_username sip_password sip_line sip_lines gpon_serial cwmp_serial
		fibre_line_profile fibre_service_profile radius_user radius_password is_online last_seen ip_address firmware
		activated_on legacy_device_id""",
	"Equipment SIP Line": "line sip_username sip_password enabled",
	"Phone Number": "status rate_centre voip_line",
	"VoIP Line": """did customer service_location subscription equipment status caller_id sip_username sip_password
		sip_domain extension language max_calls call_timeout international country_whitelist call_911
		voicemail_enabled vm_password vm_email ata_model ata_mac ata_password e911_civic_number e911_suffix e911_unit
		e911_street e911_city e911_state e911_zip e911_first_name e911_last_name e911_info e911_cauca_code e911_class
		e911_enhanced e911_status e911_synced e911_synced_on e911_reference e911_error legacy_pbx_id
		legacy_phone_addr_id""",
	"Dispatch Job": """customer service_location project issue job_type status scheduled_date scheduled_slot
		preferred_dates assigned_technician required_tags equipment_list notes en_route_at started_at completed_at
		completion_note latitude longitude""",
	"Dispatch Job Date": "date",
	"Dispatch Job Tag": "tag",
	"Dispatch Job Equipment": "equipment equipment_type serial_number mac_address scanned_on required",
	"Service Work Order": """customer service_location dispatch_job issue project work_date visits items note
		total_hours subtotal tps tvq total sales_invoice legacy_bon_travail_id""",
	"Service Work Order Visit": "technician arrived_at left_at hours",
	"Service Work Order Item": "item description qty rate amount",
	"Payment Method": """customer provider is_auto is_default status stripe_customer_id stripe_payment_method_id
		card_brand card_last4 card_expiry profile_id card_id token initial_transaction bank_name institution_code
		branch_code account_number account_last4 amount_limit amount_buffer fixed_amount via_credit_card
		mandate_reference mandate_date legacy_account_profile_id legacy_account_id""",
	"Payment Attempt": """attempt_key customer payment_method sales_invoice amount currency status provider
		provider_id decline_code action_url attempted_at settled_at""",
	"Provider Event": "provider event_type payload status error",
	"Payment Arrangement": """customer status agreed_on due_date cutoff_date amount amount_paid method note
		change_reason agreed_by legacy_accord_id""",
	"FSM Settings": "company phone_on_ont legacy_sync rqa_file",
	"Outbox Message": """channel event dedupe_key reference_doctype reference_name recipient payload status attempts
		next_attempt_at sent_at provider_id last_error""",
	"Legacy Import Run": """step status started_at finished_at rows_read inserted updated unchanged rejected
		rows_per_second checkpoint dry_run""",
	"Legacy Import Reject": "source_table legacy_id reason row",
	"Assistant Request": "text intent parameters preview status result user expires_at",
}

OPTIONS = {
	("Fibre Drop", "match_method"): ["Exact", "Fuzzy", "Nearest", "Manual", "None"],
	("Fibre Drop", "state"): ["available", "reserved", "connected", "no_box"],
	("Service Location", "status"): ["Pending Install", "Active", "Suspended", "Closed"],
	("Service Location", "connection_type"): ["FTTH", "Wireless", "VoIP"],
	("Service Subscription", "service_type"): [
		"Internet",
		"TV",
		"Phone",
		"Equipment",
		"Fee",
		"Discount",
		"Other",
	],
	("Service Subscription", "status"): ["Pending", "Active", "Suspended", "Cancelled"],
	("Service Subscription", "billing_interval"): ["Monthly", "Yearly"],
	("Service Equipment", "equipment_type"): ["ONT", "Routeur", "Décodeur TV", "Téléphone IP", "Autre"],
	("Service Equipment", "status"): ["En inventaire", "Actif", "Défectueux", "Retourné", "Perdu"],
	("Phone Number", "status"): ["Free", "Reserved", "In Use", "Quarantined", "Ported Out"],
	("VoIP Line", "status"): ["Pending", "Active", "Suspended", "Cancelled"],
	("VoIP Line", "e911_class"): ["RES", "BUS"],
	("VoIP Line", "e911_status"): [
		"Not Registered",
		"Pending",
		"Synced",
		"Mismatch",
		"Failed",
		"Deregistered",
	],
	("Dispatch Job", "job_type"): ["Installation", "Repair", "Removal", "Survey"],
	("Dispatch Job", "status"): [
		"To Schedule",
		"Scheduled",
		"En Route",
		"In Progress",
		"Completed",
		"Cancelled",
	],
	("Dispatch Job", "scheduled_slot"): ["AM", "PM", "All Day"],
	("Payment Method", "provider"): ["Stripe", "Paysafe", "Bank Draft"],
	("Payment Method", "status"): ["Active", "Expired", "Revoked"],
	("Payment Attempt", "status"): [
		"New",
		"Processing",
		"Succeeded",
		"Declined",
		"Needs Action",
		"Unknown",
		"Cancelled",
	],
	("Provider Event", "status"): ["Received", "Applied", "Ignored", "Failed"],
	("Payment Arrangement", "status"): ["Pending", "Open", "Completed", "Broken", "Cancelled"],
	("Payment Arrangement", "method"): ["Unset", "Portal", "Cheque", "Phone", "PPA"],
	("Outbox Message", "channel"): [
		"SMS",
		"Email",
		"Chat",
		"SIP",
		"E911",
		"ACS",
		"Charge",
		"Realtime",
		"Webhook",
	],
	("Outbox Message", "status"): ["Queued", "Sending", "Sent", "Failed", "Cancelled"],
	("Assistant Request", "status"): ["Proposed", "Executed", "Declined", "Failed", "Answered"],
}

SECRETS = {
	("Service Subscription", "radius_password"),
	("Service Equipment", "wifi_password"),
	("Service Equipment", "wifi_password_5g"),
	("Service Equipment", "sip_password"),
	("Service Equipment", "radius_password"),
	("Equipment SIP Line", "sip_password"),
	("VoIP Line", "sip_password"),
	("VoIP Line", "vm_password"),
	("VoIP Line", "ata_password"),
	("Payment Method", "token"),
	("Payment Method", "account_number"),
}

"""The fields of FSM Settings without which a system cannot work at all."""

REQUIRED: dict[str, tuple[str, ...]] = {
	"stripe": ("stripe_base_url", "stripe_secret_key"),
	"twilio": ("twilio_base_url", "twilio_account_sid", "twilio_auth_token", "twilio_from_number"),
	"mailjet": ("mailjet_base_url", "mailjet_api_key", "mailjet_secret_key", "mailjet_from_email"),
	"chat": ("chat_provider", "chat_webhook_url"),
	"genieacs": ("genieacs_base_url",),
	"oktopus": ("oktopus_base_url", "oktopus_username", "oktopus_password"),
	"sip": ("sip_base_url", "sip_domain", "sip_access_key_id", "sip_access_key_secret"),
	"emergency": ("emergency_base_url", "emergency_username", "emergency_password"),
	"traccar": ("traccar_base_url", "traccar_token"),
	"llm": ("llm_base_url", "llm_model"),
	# Its connection may be in site_config.json instead.
	"legacy": (),
}

# The systems behind each switch of the form; of the two device servers, the default one is meant.
SWITCHES: dict[str, str] = {
	"stripe_enabled": "stripe",
	"twilio_enabled": "twilio",
	"mailjet_enabled": "mailjet",
	"chat_enabled": "chat",
	"sip_enabled": "sip",
	"emergency_enabled": "emergency",
	"traccar_enabled": "traccar",
	"llm_enabled": "llm",
}

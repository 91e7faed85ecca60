import frappe
from frappe import _
from frappe.model.document import Document

from gigafibre_fsm.exceptions import InvalidRequest
from gigafibre_fsm.gigafibre_fsm import outbox
from gigafibre_fsm.gigafibre_fsm.delivery import pause
from gigafibre_fsm.gigafibre_fsm.doctype.fsm_settings import rules
from gigafibre_fsm.integrations import connection
from gigafibre_fsm.integrations.emergency import lockout
from gigafibre_fsm.legacy import ended

EMERGENCY_LOGIN = ("emergency_base_url", "emergency_username")


class FSMSettings(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from gigafibre_fsm.gigafibre_fsm.doctype.collection_reminder.collection_reminder import (
			CollectionReminder,
		)
		from gigafibre_fsm.gigafibre_fsm.doctype.combo_rule.combo_rule import ComboRule
		from gigafibre_fsm.gigafibre_fsm.doctype.commitment_rule.commitment_rule import CommitmentRule

		acs_default: DF.Literal["GenieACS", "Oktopus"]
		acs_enabled: DF.Check
		catch_all_item: DF.Link | None
		chat_enabled: DF.Check
		chat_paused_because: DF.SmallText | None
		chat_paused_until: DF.Datetime | None
		chat_provider: DF.Literal["Slack", "Teams"]
		chat_webhook_url: DF.Password | None
		combo_rules: DF.Table[ComboRule]
		commitment_rules: DF.Table[CommitmentRule]
		company: DF.Link | None
		date_window_days: DF.Int
		default_zone: DF.Link | None
		emergency_base_url: DF.Data | None
		emergency_callback_secret: DF.Password | None
		emergency_enabled: DF.Check
		emergency_password: DF.Password | None
		emergency_refused_on: DF.Datetime | None
		emergency_username: DF.Data | None
		exempt_tax_template: DF.Link | None
		genieacs_base_url: DF.Data | None
		genieacs_password: DF.Password | None
		genieacs_username: DF.Data | None
		holiday_list: DF.Link | None
		installation_item: DF.Link | None
		jobs_per_day: DF.Int
		legacy_acs_database: DF.Data | None
		legacy_cut_over_on: DF.Datetime | None
		legacy_database: DF.Data | None
		legacy_host: DF.Data | None
		legacy_password: DF.Password | None
		legacy_port: DF.Int
		legacy_sync: DF.Check
		legacy_user: DF.Data | None
		limit_guest_reads: DF.Int
		limit_guest_writes: DF.Int
		limit_otp: DF.Int
		limit_search: DF.Int
		llm_api_key: DF.Password | None
		llm_base_url: DF.Data | None
		llm_enabled: DF.Check
		llm_model: DF.Data | None
		mailjet_api_key: DF.Data | None
		mailjet_base_url: DF.Data | None
		mailjet_enabled: DF.Check
		mailjet_from_email: DF.Data | None
		mailjet_from_name: DF.Data | None
		mailjet_paused_because: DF.SmallText | None
		mailjet_paused_until: DF.Datetime | None
		mailjet_reply_to: DF.Data | None
		mailjet_secret_key: DF.Password | None
		mailjet_webhook_secret: DF.Password | None
		oktopus_base_url: DF.Data | None
		oktopus_mqtt_host: DF.Data | None
		oktopus_mqtt_password: DF.Password | None
		oktopus_mqtt_port: DF.Int
		oktopus_mqtt_username: DF.Data | None
		oktopus_password: DF.Password | None
		oktopus_username: DF.Data | None
		phone_activation_item: DF.Link | None
		phone_on_ont: DF.Check
		price_list: DF.Link | None
		project_template: DF.Link | None
		reminders: DF.Table[CollectionReminder]
		rqa_file: DF.Data | None
		sales_email: DF.Data | None
		sales_user: DF.Link | None
		service_911_item: DF.Link | None
		sip_access_key_id: DF.Data | None
		sip_access_key_secret: DF.Password | None
		sip_base_url: DF.Data | None
		sip_domain: DF.Data | None
		sip_enabled: DF.Check
		sip_paused_because: DF.SmallText | None
		sip_paused_until: DF.Datetime | None
		special_discount_item: DF.Link | None
		stripe_account: DF.Link | None
		stripe_base_url: DF.Data | None
		stripe_enabled: DF.Check
		stripe_paused_because: DF.SmallText | None
		stripe_paused_until: DF.Datetime | None
		stripe_publishable_key: DF.Data | None
		stripe_secret_key: DF.Password | None
		stripe_webhook_secret: DF.Password | None
		tax_template: DF.Link | None
		traccar_base_url: DF.Data | None
		traccar_enabled: DF.Check
		traccar_token: DF.Password | None
		tv_box_item: DF.Link | None
		twilio_account_sid: DF.Data | None
		twilio_auth_token: DF.Password | None
		twilio_base_url: DF.Data | None
		twilio_enabled: DF.Check
		twilio_from_number: DF.Data | None
		twilio_messaging_service: DF.Data | None
		twilio_paused_because: DF.SmallText | None
		twilio_paused_until: DF.Datetime | None

	# end: auto-generated types
	def validate(self):
		rules.clean_urls(self)
		rules.check_numbers(self)
		rules.check_rows(self)
		rules.check_sender(self)
		self._settle_911_refusal()
		ended.check_settings(self)
		rules.warn_of_clear_text(self)
		rules.warn_of_missing(self)
		if pause.lift(self):
			outbox.wake()

	def _settle_911_refusal(self):
		"""Other credentials, or the same ones typed again, may be tried; a form opened earlier must not clear it."""
		changed = any(self.has_value_changed(fieldname) for fieldname in EMERGENCY_LOGIN)
		acted = changed or rules.typed_secret(self, "emergency_password")
		self.emergency_refused_on = None if acted else lockout.refused_on()

	@frappe.whitelist(methods=["POST"])
	def test_connection(self, system: str) -> dict:
		self.check_permission("write")
		if system not in connection.CHECKS:
			frappe.throw(
				_("There is no system {0} to test.").format(frappe.bold(frappe.utils.escape_html(system))),
				InvalidRequest,
			)
		# What is saved, not `self`: a caller may send a form with another address and have our secret sent there.
		return connection.check(system, frappe.get_doc(self.doctype))

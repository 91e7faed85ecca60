"""Arrangements and the ways of paying."""

from frappe import _

from gigafibre_fsm.legacy.reconciliation.values import (
	Table,
	Value,
	customer,
	day,
	if_given,
	money,
	secret,
	words,
	yes,
)

METHOD = "Payment Method"
HAS_STRIPE = "trim(coalesce(l.stripe_id, '')) like 'cus\\_%%'"
STATUS = "case l.status when -1 then 'Pending' when 0 then 'Open' when 1 then 'Completed' end"
WAY = "case l.method when 1 then 'Portal' when 2 then 'Cheque' when 3 then 'Phone' when 4 then 'PPA' else 'Unset' end"


def tables() -> list[Table]:
	return [_arrangements(), _vault(), _bank(), _stripe()]


def _arrangements() -> Table:
	status = Value(_("Status"), STATUS, "d.status")
	return Table(
		"accord_paiement",
		"Payment Arrangement",
		(
			customer(_("Customer")),
			status,
			Value(_("Amount"), "l.montant", "d.amount", money, summed=True, by=status.label),
			Value(_("Method"), WAY, "d.method"),
			Value(_("Due Date"), "l.date_echeance", "d.due_date", read=day, same=if_given),
		),
	)


def _vault() -> Table:
	return Table(
		"account_profile",
		METHOD,
		(
			customer(_("Customer")),
			Value(_("Profile"), "l.profile_id", "d.profile_id", words),
			Value(_("Card"), "l.card_id", "d.card_id", words),
			secret(_("Tokens"), "l.token", METHOD, "token"),
		),
	)


def _bank() -> Table:
	return Table(
		"account.ppa",
		METHOD,
		(
			customer(_("Customer"), "l.id"),
			Value(
				_("Pays by itself"),
				f"l.ppa <> 0 and not (l.stripe_ppa <> 0 and {HAS_STRIPE})",
				"d.is_auto",
				yes,
			),
			Value(_("Limit"), "l.ppa_amount", "d.amount_limit", money, summed=True),
			Value(_("Buffer"), "l.ppa_amount_buffer", "d.amount_buffer", money, summed=True),
			Value(_("Fixed Amount"), "l.ppa_fixed", "d.fixed_amount", money, summed=True),
			secret(_("Account numbers"), "l.ppa_account", METHOD, "account_number"),
		),
		table="account",
		where="trim(concat_ws('', l.ppa_code, l.ppa_branch, l.ppa_account)) <> ''",
	)


def _stripe() -> Table:
	return Table(
		"account.stripe",
		METHOD,
		(
			customer(_("Customer"), "l.id"),
			Value(_("Customers at Stripe"), "l.stripe_id", "d.stripe_customer_id", words),
			Value(_("Pays by itself"), f"l.stripe_ppa <> 0 and {HAS_STRIPE}", "d.is_auto", yes),
		),
		table="account",
		where="trim(coalesce(l.stripe_id, '')) <> ''",
	)

"""The steps of the migration, in the order in which one needs the other, and who does them.

A step is a function `run_step(run, **arguments)`: `run` is a `runner.StepRun`, which keeps the counts, the rejects and
the checkpoint; `arguments` are those of `legacy.run` that it names as keyword parameters.
"""

# Per step, the classes of `importers` in their order.
IMPORTERS: dict[str, tuple[str, ...]] = {
	"10a": ("accounts.Accounts",),
	"10b": ("staff.Staff",),
	"10c": ("products.Products",),
	"10d": ("deliveries.Deliveries",),
	"10e": ("devices.Devices",),
	"10f": ("services.Services",),
	"10g": ("drops.Drops",),
	"11a": ("wifi.Wifi",),
	"11b": ("sip.Sip",),
	"13a": ("quotes.Quotes", "quotes.QuoteTemplates"),
	"13b": ("arrangements.Arrangements",),
	"13c": ("work_orders.WorkOrders",),
	"13d": ("payment_methods.Vault", "payment_methods.BankDebits", "payment_methods.StripeCustomers"),
	"13e": ("phone_lines.Pbx", "phone_lines.PhoneProvisioning"),
	"13f": ("registrations.Registrations",),
	"13g": ("suspensions.Suspensions",),
	"13h": ("ip_history.IpHistory",),
	"14a": ("former_addresses.FormerAddresses",),
}

_OF_ADDRESSES = {
	"12a": "gigafibre_fsm.legacy.address_register.step.run_step",
	"12b": "gigafibre_fsm.fibre_plant.services.linking.run_step",
}
STEPS = dict(
	sorted({**_OF_ADDRESSES, **dict.fromkeys(IMPORTERS, "gigafibre_fsm.legacy.engine.step.run_step")}.items())
)

# These read the address register's file; all others read the legacy database.
OF_ADDRESSES = tuple(_OF_ADDRESSES)


def of_the_legacy_database() -> list[str]:
	return list(IMPORTERS)

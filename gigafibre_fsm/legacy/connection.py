"""The legacy MariaDB server, read only."""

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import frappe
import pymysql
from frappe import _
from pymysql.connections import Connection
from pymysql.constants import CR, ER

from gigafibre_fsm.exceptions import InvalidState
from gigafibre_fsm.integrations.credentials import Credentials
from gigafibre_fsm.integrations.errors import ConfigurationError, ProviderError, RetryableError
from gigafibre_fsm.integrations.finding import Finding
from gigafibre_fsm.legacy.grants import beyond_reading

CONNECT_TIMEOUT = 5
READ_TIMEOUT = 10
SITE_CONFIG = "fsm_legacy_db"
DEFAULT_PORT = 3306


@dataclass(frozen=True)
class LegacyServer:
	host: str
	port: int
	user: str
	database: str
	acs_database: str
	password: str = field(repr=False)


def is_configured() -> bool:
	return bool(frappe.db.get_single_value("FSM Settings", "legacy_host") or frappe.conf.get(SITE_CONFIG))


def check_configured() -> None:
	if not is_configured():
		frappe.throw(
			_("No legacy database is configured: fill in its server and user in FSM Settings, tab Legacy."),
			InvalidState,
		)


def legacy_server(credentials: Credentials) -> LegacyServer:
	"""FSM Settings where a host is given there, else `fsm_legacy_db` of site_config.json; never a mix of both."""
	if credentials.optional("legacy_host") or not frappe.conf.get(SITE_CONFIG):
		return _from_settings(credentials)
	return _from_site_config(frappe.conf[SITE_CONFIG])


def _from_settings(credentials: Credentials) -> LegacyServer:
	host, user, password, database = credentials.require(
		"legacy_host", "legacy_user", "legacy_password", "legacy_database"
	)
	port = int(credentials.optional("legacy_port") or DEFAULT_PORT)
	return LegacyServer(host, port, user, database, credentials.optional("legacy_acs_database"), password)


def _from_site_config(config: dict) -> LegacyServer:
	missing = [name for name in ("host", "user", "password", "database") if not config.get(name)]
	if missing:
		raise ConfigurationError(
			_("Missing in {0} of site_config.json: {1}.").format(SITE_CONFIG, ", ".join(missing))
		)
	port = int(config.get("port") or DEFAULT_PORT)
	acs_database = config.get("acs_database") or ""
	return LegacyServer(
		config["host"], port, config["user"], config["database"], acs_database, config["password"]
	)


@contextmanager
def connect(server: LegacyServer, read_timeout: int = READ_TIMEOUT) -> Iterator[Connection]:
	connection = _open(server, read_timeout)
	try:
		yield connection
	finally:
		connection.close()


def _open(server: LegacyServer, read_timeout: int) -> Connection:
	try:
		return pymysql.connect(
			host=server.host,
			port=server.port,
			user=server.user,
			password=server.password,
			database=server.database,
			connect_timeout=CONNECT_TIMEOUT,
			read_timeout=read_timeout,
			charset="utf8mb4",
			# Even a user who may write does not, here.
			init_command="SET SESSION TRANSACTION READ ONLY",
		)
	except pymysql.MySQLError as error:
		trouble = _trouble(server, error)
	except (ValueError, LookupError, AssertionError, TypeError, AttributeError, struct.error):
		# pymysql reads whatever comes as MariaDB's greeting.
		trouble = _foreign(server)
	# Outside of the except block: the first error's frames hold the password.
	raise trouble


def _trouble(server: LegacyServer, error: pymysql.MySQLError) -> ProviderError:
	code = error.args[0] if error.args else None
	return TROUBLES.get(code, _refused)(server)


def _wrong_login(server: LegacyServer) -> ProviderError:
	return ConfigurationError(
		_(
			"The legacy server {0} refuses user {1}. Check the user, the password, and where he may come from."
		).format(_address(server), server.user)
	)


def _no_database(server: LegacyServer) -> ProviderError:
	return ConfigurationError(
		_("The legacy server {0} has no database {1} that user {2} may see.").format(
			_address(server), server.database, server.user
		)
	)


def _unreachable(server: LegacyServer) -> ProviderError:
	return RetryableError(
		_("Nothing answers as MariaDB at {0} within {1} seconds. Check host, port and firewall.").format(
			_address(server), CONNECT_TIMEOUT
		)
	)


def _foreign(server: LegacyServer) -> ProviderError:
	return ConfigurationError(
		_("What answers at {0} is not a MariaDB server. Check host and port.").format(_address(server))
	)


def _refused(server: LegacyServer) -> ProviderError:
	return ConfigurationError(
		_("The legacy server {0} answers, but cannot be read by user {1}. Check his rights on {2}.").format(
			_address(server), server.user, server.database
		)
	)


TROUBLES: dict[int | None, Callable[[LegacyServer], ProviderError]] = {
	ER.ACCESS_DENIED_ERROR: _wrong_login,
	ER.HOST_NOT_PRIVILEGED: _wrong_login,
	ER.BAD_DB_ERROR: _no_database,
	ER.DBACCESS_DENIED_ERROR: _no_database,
	CR.CR_CONN_HOST_ERROR: _unreachable,
	CR.CR_SERVER_LOST: _unreachable,
}


def _address(server: LegacyServer) -> str:
	return f"{server.host}:{server.port}"


@dataclass(frozen=True)
class Glance:
	version: str
	accounts: int
	surplus: list[str]


def check_connection(credentials: Credentials) -> Finding:
	server = legacy_server(credentials)
	glance = _look(server)
	return Finding(
		_("The legacy server answers ({0}); accounts in {1}: {2}.").format(
			glance.version, server.database, glance.accounts
		),
		_may_write(server, glance),
	)


def _look(server: LegacyServer) -> Glance:
	with connect(server) as connection, connection.cursor() as cursor:
		try:
			return Glance(
				_value(cursor, "SELECT VERSION()"),
				_value(cursor, "SELECT COUNT(*) FROM account"),
				beyond_reading(_column(cursor, "SHOW GRANTS")),
			)
		except pymysql.MySQLError as error:
			trouble = _unlike(server) if error.args[:1] == (ER.NO_SUCH_TABLE,) else _trouble(server, error)
	raise trouble


def _value(cursor, query: str):
	return _column(cursor, query)[0]


def _column(cursor, query: str) -> list:
	cursor.execute(query)
	return [row[0] for row in cursor.fetchall()]


def _unlike(server: LegacyServer) -> ProviderError:
	return ConfigurationError(
		_("Database {0} at {1} has no table « account »: it is not the legacy database.").format(
			server.database, _address(server)
		)
	)


def _may_write(server: LegacyServer, glance: Glance) -> str:
	if not glance.surplus:
		return ""
	return _("User {0} may do more than read ({1}): give the import a user with SELECT alone.").format(
		server.user, ", ".join(glance.surplus)
	)

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigafibre_fsm.domain.devices import makers
from gigafibre_fsm.domain.devices.codes import Code, read
from gigafibre_fsm.domain.devices.label import NO_MAKERS
from gigafibre_fsm.domain.devices.lookalikes import Looks, Unreadable
from gigafibre_fsm.domain.identifiers import canonical_mac, canonical_serial, is_gpon_serial

ONT = ("ONT",)
ROUTER = ("Routeur",)
TV = ("Décodeur TV",)
PAGE = Path(__file__).parents[3] / "docs" / "scanning.md"
CELLS = re.compile(r"^\| `(.+?)` \| (.+?) \|$", re.MULTILINE)


@pytest.mark.parametrize(
	"text",
	[
		"TPLG0EB23F9B",
		"tplg0eb23f9b",
		"TPLG-0EB23F9B",
		" tplg 0eb2 3f9b\r\n",
		"TPLG.0EB2.3F9B",
		"TPLG_0EB23F9B",
		"54504C470EB23F9B",
		"54:50:4c:47:0e:b2:3f:9b",
		"GPON SN: 5450 4C47 0EB2 3F9B",
		"SN:TPLG0EB23F9B",
		"S/N:TPLG0EB23F9B",
		"S/N TPLG0EB23F9B",
		"sn=tplg0eb23f9b",
		"SNTPLG0EB23F9B",
		"Serial No. TPLG0EB23F9B",
		"SERIAL NUMBER: TPLG-0EB23F9B",
		"N° de série : TPLG0EB23F9B",
		"No. de série TPLG0EB23F9B",
		"ONT:TPLG0EB23F9B",
		"*TPLG0EB23F9B*",
		"]C1TPLG0EB23F9B",
		"\ufeffTPLG0EB23F9B\u200b",
		"TPLG–0EB23F9B",
		"ＴＰＬＧ0EB23F9B",
		"(01)06935364012345(21)TPLG0EB23F9B",
		"Model XX230v TPLG0EB23F9B",
		"https://ont.example/label?sn=TPLG0EB23F9B",
		"https://ont.example/label/TPLG0EB23F9B?lang=fr",
		'{"serialNumber": "TPLG0EB23F9B"}',
	],
)
def test_the_serial_of_an_ont_however_it_is_given(text):
	assert read(text) == Code("TPLG0EB23F9B", None, ONT)


@pytest.mark.parametrize(
	"text",
	[
		"403F8CAABBCC",
		"40:3f:8c:aa:bb:cc",
		"40-3F-8C-AA-BB-CC",
		"403f.8caa.bbcc",
		"40 3F 8C AA BB CC",
		"MAC:403F8CAABBCC",
		"MAC 40:3F:8C:AA:BB:CC",
		"MAC ID: 403F8CAABBCC",
		"mac address=403f8caabbcc",
		"Adresse MAC : 40:3F:8C:AA:BB:CC",
		"MAC403F8CAABBCC",
		"LAN MAC: 403F8CAABBCC",
		"https://deco.example/?mac=40%3A3F%3A8C%3AAA%3ABB%3ACC",
		'{"macAddress":"40:3F:8C:AA:BB:CC"}',
		# A Deco's label may call it so.
		"SN: 403F8CAABBCC",
		# The radios have addresses of their own.
		"MAC: 403F8CAABBCC WiFi MAC: 403F8CAABBCD 5GHz MAC: 403F8CAABBCE",
	],
)
def test_the_mac_of_a_deco_however_it_is_given(text):
	assert read(text) == Code(None, "403F8CAABBCC", ROUTER)


@pytest.mark.parametrize(
	"text",
	[
		"SN:TPLG0EB23F9B;MAC:403F8CAABBCC",
		"S/N: TPLG0EB23F9B\nMAC: 40-3F-8C-AA-BB-CC\n",
		"S/N TPLG0EB23F9B MAC 40:3F:8C:AA:BB:CC",
		"MAC: 403F8CAABBCC, SN: 54504C470EB23F9B",
		"TPLG0EB23F9B 403F8CAABBCC",
		"tplg 0eb2 3f9b 40:3f:8c:aa:bb:cc",
		"403F8CAABBCC|TPLG0EB23F9B",
		'{"sn":"TPLG0EB23F9B","mac":"403F8CAABBCC"}',
		'{"device":{"model":"XX230v","ids":["TPLG0EB23F9B","403F8CAABBCC"]}}',
		"{sn: 'TPLG0EB23F9B', mac: '403F8CAABBCC'}",
		"https://ont.example/?sn=TPLG0EB23F9B&mac=403F8CAABBCC",
		"https://ont.example/#sn=TPLG0EB23F9B&mac=403F8CAABBCC",
		"XX230v V1\x1dGPON SN TPLG0EB23F9B\x1dS/N 2239112000123\x1dMAC 403F8CAABBCC\x1dSSID TP-Link_BBCC\x1dPassword 12345678",
	],
)
def test_a_label_with_several_codes_of_one_ont(text):
	assert read(text) == Code("TPLG0EB23F9B", "403F8CAABBCC", ONT)


def test_a_label_with_a_makers_own_serial():
	label = "Model: Deco X50\nS/N: 2194A5M000123\nMAC: 40-3F-8C-AA-BB-CC\nSSID: Deco_BBCC\nPIN: 12345678"
	assert read(label) == Code("2194A5M000123", "403F8CAABBCC", ROUTER)


def test_the_makers_part_tells_the_kind():
	assert read("00:1A:79:12:34:56").kinds == TV
	assert read("000B82123456").kinds == ("Téléphone IP",)
	assert read("02AABBCCDDEE").kinds == makers.MAC_KINDS
	assert set(makers.MAC_MAKERS.values()) <= set(makers.MAC_KINDS)


def test_twelve_hex_digits_are_a_mac_also_where_they_begin_with_four_letters():
	assert read("ACDE48001122") == Code(None, "ACDE48001122", makers.MAC_KINDS)


@pytest.mark.parametrize("text", ["2194A5M000123", "SN: 2194A5M000123", "2194-A5M0-00123"])
def test_a_serial_whose_form_says_nothing_is_one_of_no_kind(text):
	assert read(text) == Code("2194A5M000123", None, ())


def test_what_the_label_calls_a_serial_is_one_although_it_looks_like_something_else():
	assert read("S/N: 4502722408") == Code("4502722408", None, ())


def test_twelve_decimal_digits_are_a_mac_where_something_says_so():
	for text in ("12:34:56:78:90:12", "1234.5678.9012", "MAC: 123456789012"):
		assert read(text).mac == "123456789012", text
	assert read("000202123456").kinds == TV


@pytest.mark.parametrize(
	("text", "looks", "detail"),
	[
		("", Looks.EMPTY, ""),
		(None, Looks.EMPTY, ""),
		(" \n\u200b", Looks.EMPTY, ""),
		("WIFI:T:WPA;S:Deco_BBCC;P:12345678;;", Looks.WIFI, ""),
		("https://www.deco.example/support", Looks.WEB_ADDRESS, ""),
		("http://[::1", Looks.WEB_ADDRESS, ""),
		("4502722408", Looks.PHONE, ""),
		("(450) 272-2408", Looks.PHONE, ""),
		("+1 450 272 2408", Looks.PHONE, ""),
		("036000291452", Looks.PRODUCT, ""),
		("6935364050726", Looks.PRODUCT, ""),
		("036000291453", Looks.DIGITS, ""),
		("1Z999AA10123456784", Looks.PARCEL, ""),
		("RN123456789CA", Looks.PARCEL, ""),
		("1234 5678 9012 3456", Looks.PARCEL, ""),
		("490154203237518", Looks.IMEI, ""),
		("403F8CAABBC", Looks.SHORT_MAC, "11"),
		("40:3F:8C:AA:BB:C", Looks.SHORT_MAC, "11"),
		("MAC: 403F8CAABBC", Looks.SHORT_MAC, "11"),
		("403F8CAABBCCD", Looks.LONG_MAC, "13"),
		("403F8CAABBCO", Looks.LETTERS, "403F8CAABBC0"),
		("RCMG19EOABCD", Looks.LETTERS, "RCMG19E0ABCD"),
		("SN: TPLG0EB23F9I", Looks.LETTERS, "TPLG0EB23F91"),
		("SN=TPLG0EB23F9O;MAC=403F8CAABBCC", Looks.LETTERS, "TPLG0EB23F90"),
		("RCMG19E0ABC", Looks.SHORT_GPON, "7"),
		("RCMG19E0ABCDE", Looks.LONG_GPON, "9"),
		("TPLG0EB23F9B RCMG19E0ABCD", Looks.SEVERAL, ""),
		("MAC: 403F8CAABBCC\nMAC: 403F8CAABBCD", Looks.SEVERAL, ""),
		("hello", Looks.NOTHING, ""),
		("router 1", Looks.NOTHING, ""),
		("J0S 1A1", Looks.NOTHING, ""),
		("192.168.68.1", Looks.NOTHING, ""),
		('{"a":[', Looks.NOTHING, ""),
		("[" * 1500, Looks.NOTHING, ""),
	],
)
def test_what_is_no_code_is_told_by_what_it_looks_like(text, looks, detail):
	found = read(text)
	assert (found.looks, found.detail) == (looks, detail)


def test_a_long_text_is_shown_by_its_beginning():
	shown = read("no code at all " * 100).shown
	assert len(shown) == 60
	assert shown.startswith("no code at all no code")


def test_experience_needs_enough_devices_of_one_kind():
	assert makers.kind_by_experience({"Routeur": 5}) == "Routeur"
	assert makers.kind_by_experience({"Routeur": 5, "Autre": 3}) == "Routeur"
	assert makers.kind_by_experience({"Routeur": 4}) is None
	assert makers.kind_by_experience({"Routeur": 500, "ONT": 1}) is None
	assert makers.kind_by_experience({"ONT": 500}) is None
	assert makers.kind_by_experience({}) is None


def test_what_the_page_says_is_understood_is_understood():
	rows = CELLS.findall(PAGE.read_text(encoding="utf-8"))
	assert len(rows) >= 20
	for text, said in rows:
		assert f"{_said(read(text.replace('⏎', chr(10))))}" == said, text


def _said(found: Code | Unreadable) -> str:
	if isinstance(found, Unreadable):
		return f"refused: {found.looks.value}"
	kinds = " or ".join(found.kinds) or "a kind that has to be said"
	return f"{found.shown}, {kinds}"


@pytest.mark.parametrize(
	"text", ["HW TC00000000", "SN: HW TC00000000", "S/N SN TC 0000 0000", "hw-tc-0000-0000"]
)
def test_a_makers_letters_are_no_words_of_the_label(text):
	found = read(text)
	assert (found.serial[2:], found.kinds) == ("TC00000000", ONT)


@pytest.mark.parametrize("text", ["DATE 20261201", "SSID: 12345678", "WIFI 12345678", "code 12345678"])
def test_a_word_before_a_number_is_no_maker(text):
	found = read(text)
	assert isinstance(found, Unreadable) or found.kinds == ()


hex_digits = st.text("0123456789ABCDEF", min_size=8, max_size=8)
# Any four letters that are no hex digits: those would be a MAC address.
vendors = st.sampled_from(["TPLG", "RCMG", "HWTC", "ALCL", "ZTEG"]) | st.from_regex(
	"[A-Z]{3}[G-Z]", fullmatch=True
)
gpon_serials = st.builds("{}{}".format, vendors.filter(lambda word: word not in NO_MAKERS), hex_digits)
macs = st.text("0123456789ABCDEF", min_size=12, max_size=12)


def spelled(serial: str) -> st.SearchStrategy[str]:
	in_hex = serial[:4].encode().hex() + serial[4:]
	separated = st.lists(st.sampled_from(["", "", "-", " ", ":", "."]), min_size=16, max_size=16)
	texts = st.sampled_from([serial, serial.lower(), in_hex.upper(), in_hex.lower()])
	return st.builds(
		lambda text, between: "".join(c + b for c, b in zip(text, between, strict=False)), texts, separated
	)


@given(gpon_serials.flatmap(lambda serial: st.tuples(st.just(serial), spelled(serial))))
def test_every_spelling_of_a_gpon_serial_is_that_serial(pair):
	serial, text = pair
	for before in ("", "SN:", "S/N ", "serial number: "):
		assert read(before + text) == Code(serial, None, ONT)


@given(gpon_serials, macs, st.sampled_from([";", "\n", ", ", "|", "\t", " "]))
def test_a_label_gives_both_in_either_order(serial, mac, between):
	expected = Code(serial, mac, ONT)
	assert read(f"SN:{serial}{between}MAC:{mac}") == expected
	assert read(f"MAC:{mac}{between}SN:{serial}") == expected


@given(macs, st.sampled_from([":", "-"]))
def test_every_mac_in_pairs_is_that_mac(mac, between):
	pairs = between.join(mac[place : place + 2] for place in range(0, 12, 2))
	assert read(pairs).mac == read(pairs.lower()).mac == mac


@given(st.text(max_size=80))
def test_whatever_is_scanned_ends_in_canonical_identities_or_in_a_sentence(text):
	found = read(text)
	if isinstance(found, Unreadable):
		assert found.looks in Looks
		return
	assert found.serial or found.mac
	assert canonical_serial(found.serial) == found.serial
	assert canonical_mac(found.mac) == found.mac
	assert set(found.kinds) <= set(makers.KINDS)
	assert not found.is_gpon or is_gpon_serial(found.serial)


@given(gpon_serials | macs)
def test_reading_what_was_read_says_the_same(text):
	found = read(text)
	if isinstance(found, Code):
		assert read(found.shown) == found


@given(gpon_serials, st.integers(0, 11))
def test_a_serial_that_lost_a_character_is_never_another_serial(serial, place):
	lost = serial[:place] + serial[place + 1 :]
	found = read(lost)
	assert isinstance(found, Unreadable) or found.kinds == ()

"""Bytes become the characters that were meant, or the loss is said."""

import pytest

from extractor.filing import Filing

SPANISH = "El número de líneas creció un 12 % — «más que nunca» —, según la compañía española. Añadió 3 millones."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SPANISH.encode("utf-8"), "utf-8"),
        (SPANISH.encode("utf-8-sig"), "utf-8"),
        (SPANISH.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + SPANISH.encode("utf-16-be"), "utf-16-be"),
        (SPANISH.encode("utf-32"), "utf-32-le"),
        (SPANISH.encode("utf-16-le"), "utf-16-le"),
        (SPANISH.encode("utf-16-be"), "utf-16-be"),
        (SPANISH.encode("windows-1252"), "windows-1252"),
    ],
)
def test_text_is_decoded_without_being_told_how(data: bytes, encoding: str) -> None:
    filing = Filing.read(data)
    assert (filing.text, filing.encoding) == (SPANISH, encoding)


def test_cyrillic_is_guessed() -> None:
    russian = (
        "Оператор сообщил, что число абонентов выросло на двенадцать процентов и достигло трёх миллионов человек. " * 3
    )
    assert Filing.read(russian.encode("windows-1251")).text == russian


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO-8859-1", "us-ascii", "windows-1252", "x-nonsense", "hex"])
def test_a_page_that_declares_latin_1_is_read_as_windows_1252(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>Nordvox\x92s 5\x80 caf\xe9</body></html>'.encode(
        "latin-1"
    )
    filing = Filing.read(page)
    assert (filing.text, filing.encoding) == ("Nordvox\u2019s 5€ café", "windows-1252")


def test_a_declared_charset_is_followed() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>Zákaznická péče, Łódź'
    filing = Filing.read(page.encode("iso-8859-2"))
    assert (filing.text, filing.encoding) == ("Zákaznická péče, Łódź", "iso8859-2")
    page = '<?xml version="1.0" encoding="windows-1250"?><html><p>Zákaznická péče, Łódź</p></html>'
    assert Filing.read(page.encode("windows-1250")).text == "Zákaznická péče, Łódź"


def test_utf_8_is_believed_over_a_wrong_declaration() -> None:
    filing = Filing.read(f'<meta charset="iso-8859-1"><p>{SPANISH}'.encode())
    assert (filing.text, filing.encoding) == (SPANISH, "utf-8")


def test_control_characters_of_latin_1_are_read_as_windows_1252() -> None:
    assert Filing.read("Nordvox\x92s \x93network\x94").text == "Nordvox\u2019s “network”"


def test_a_loss_is_said() -> None:
    filing = Filing.read(SPANISH.encode() + b"\xe2\x82")
    assert (filing.text, filing.encoding) == (SPANISH + "\ufffd", "utf-8 with replacements")
    filing = Filing.read("año".encode("utf-16") + b"\x00")
    assert filing.encoding == "utf-16-le with replacements"

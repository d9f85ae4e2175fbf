from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.read.charset import charset_of

QUOTED = "The “talks” – he said – were cordial; the café in Zürich was closed. " * 5
RUSSIAN = "<p>Министры обороны провели переговоры в Москве и обсудили совместные учения.</p>" * 8


@pytest.mark.parametrize(
    ("data", "header", "charset"),
    [
        (b"plain", None, "utf-8"),
        (b"plain", "iso-8859-1", "utf-8"),
        (codecs.BOM_UTF8 + b"plain", "iso-8859-1", "utf-8-sig"),
        (QUOTED.encode("utf-16"), None, "utf-16"),
        (QUOTED.encode("utf-16-be"), None, "utf-16-be"),
        (QUOTED.encode("utf-32"), None, "utf-32"),
        (QUOTED.encode(), None, "utf-8"),
        (QUOTED.encode(), "iso-8859-1", "utf-8"),
        (QUOTED.encode("cp1252"), "ISO-8859-1", "cp1252"),
        (QUOTED.encode("cp1252"), None, "cp1252"),
        (QUOTED.encode("cp1252"), "utf-8", "cp1252"),
        (QUOTED.encode("cp1252"), "no-such-set", "cp1252"),
        (QUOTED.encode("cp1252"), "base64", "cp1252"),
        (RUSSIAN.encode("koi8-r"), "koi8-r", "koi8-r"),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), None, "cp1251"),
        (b"<meta http-equiv=x content='text/html; charset=koi8-r'>" + RUSSIAN.encode("koi8-r"), None, "koi8-r"),
        (b'<?xml version="1.0" encoding="windows-1251"?>' + RUSSIAN.encode("cp1251"), None, "cp1251"),
        (RUSSIAN.encode("cp1251"), None, "cp1251"),
        (QUOTED.encode()[:-30] + b"\xe2\x80", None, "utf-8"),
        (b'<meta charset="utf-16">' + QUOTED.encode(), None, "utf-8"),
        ("<p>日本</p>".encode("iso2022_jp"), "iso-2022-jp", "iso2022_jp"),
        ("会谈在北京举行。".encode("gbk") * 20, "gb2312", "gb18030"),
    ],
)
def test_the_character_set(data: bytes, header: str | None, charset: str) -> None:
    assert charset_of(data, "html", header) == charset


def test_a_meta_tag_in_a_text_says_nothing() -> None:
    data = b'<meta charset="koi8-r"> ' + QUOTED.encode("cp1252")
    assert charset_of(data, "text") == "cp1252"


@given(st.binary(max_size=2000), st.none() | st.text(max_size=12))
def test_any_bytes_have_a_set_that_python_knows(data: bytes, header: str | None) -> None:
    data.decode(charset_of(data, "html", header), "replace")

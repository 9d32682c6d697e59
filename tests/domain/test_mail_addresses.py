"""Which addresses can be mailed, and how their domains go over the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import InvalidInput
from tui_app.domain.mail_addresses import address_key, ascii_address, ascii_host, is_email


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("ola@example.org", "ola@example.org"),
        ("o'la+samtale@Example.ORG", "o'la+samtale@Example.ORG"),
        ("post@blåbær.no", "post@xn--blbr-roah.no"),
        ("post@BLÅBÆR.no", "post@xn--blbr-roah.no"),
        ("post@faß.de", "post@xn--fa-hia.de"),  # IDNA 2003 would send it to fass.de
        ("bjørn@example.org", "bjørn@example.org"),
        ("علي@موقع.وزارة-الاتصالات.مصر", "علي@xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c"),
        ("ola@localhost", "ola@localhost"),
        ("ola@r3---sn.example.org", "ola@r3---sn.example.org"),
    ],
)
def test_an_address_that_can_be_mailed(address: str, encoded: str) -> None:
    assert ascii_address(address) == encoded
    assert validate_draft(PersonDraft, {"name": "Ola", "email": address}).email == address


@pytest.mark.parametrize(
    "address",
    [
        *(
            "ola",
            "ola@kommune",
            "@x.no",
            "ola@",
            "a@b@c.no",
            "ola hansen@x.no",
            ".ola@x.no",
            "ola.@x.no",
            "o..la@x.no",
            "☃@x.no",
        ),
        *(
            "ola@x..no",
            "ola@x.no.",
            "ola@.no",
            "ola@-x.no",
            "ola@x_y.no",
            "ola@☃.no",
            "ola@[127.0.0.1]",
            "ola@127.0.0.1",
            "ola@1",
            '"o la"@x.no',
        ),
        *("ola@" + "x" * 64 + ".no", "o" * 65 + "@x.no", "ø" * 33 + "@x.no", "ola@ø" + "x" * 60 + ".no"),
    ],
)
def test_an_address_that_can_never_be_mailed_is_refused_at_the_field(address: str) -> None:
    assert not is_email(address)
    with pytest.raises(InvalidInput) as refused:
        validate_draft(PersonDraft, {"name": "Ola", "email": address})
    assert refused.value.problems == {"email": "not_an_email"}


@pytest.mark.parametrize(
    ("host", "encoded"),
    [
        *(("post.faß.de", "post.xn--fa-hia.de"), ("post.blåbær.no", "post.xn--blbr-roah.no"), ("mail_server",) * 2),
        *(
            ("post.example.org.",) * 2,
            ("192.0.2.1",) * 2,
            ("::1",) * 2,
            ("a..b", None),
            ("x" * 64, None),
            ("a b", None),
        ),
        *(("", None), ("☃", None)),
    ],
)
def test_a_computer_is_looked_up_by_the_same_rules_as_a_domain(host: str, encoded: str | None) -> None:
    assert ascii_host(host) == encoded


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_a_surprise(local: str, domain: str) -> None:
    encoded = ascii_address(f"{local}@{domain}")
    assert encoded is None or encoded.rpartition("@")[2].isascii()


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("ola@faß.de", "OLA@FAẞ.de", True),
        ("ola@faß.de", "ola@xn--fa-hia.de", True),
        ("ola@faß.de", "ola@fass.de", False),
        ("nikos@οδός.example", "nikos@xn--pxavk3b.example", True),
        ("nikos@οδός.example", "nikos@οδόσ.example", False),
        ("a.b@bücher.example", "A.B@BÜCHER.EXAMPLE", True),
        ("a.b@bu\u0308cher.example", "a.b@bücher.example", True),
        ("straße@x.no", "strasse@x.no", False),
        ("ø@x.no", "Ø@X.NO", True),
    ],
)
def test_addresses_are_the_same_if_a_letter_reaches_the_same_person(one: str, other: str, is_same: bool) -> None:
    assert (address_key(one) == address_key(other)) is is_same

"""Migration 0030: the keys of addresses whose domain has letters outside ASCII are those of that domain."""

from __future__ import annotations

from tests.storage.conftest import KARI_AND_OLA, UpgradedFrom
from tui_app.domain.mail_addresses import address_key
from tui_app.storage.database import proxy, reading

BEFORE = f"""{KARI_AND_OLA};
update person set email = 'ola@faß.de', email_key = 'ola@fass.de' where id = 1;
update person set email = 'Kari@Blåbær.no', email_key = 'kari@xn--blbr-roah.no' where id = 2;
insert into person (name, search, sorting, email, email_key, title, unit, is_administrator, version)
    values ('Per', 'per', 'per', 'ola@xn--fa-hia.de', 'ola@xn--fa-hia.de', '', '', false, 1)
"""


def test_a_key_is_that_of_its_own_domain(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0029", BEFORE)
    with reading():
        rows = proxy.execute_sql("select email, email_key from person order by id").fetchall()
    assert [key for _, key in rows] == [None, "kari@xn--blbr-roah.no", "ola@xn--fa-hia.de"]  # the last had it before
    assert all(key in (None, address_key(email)) for email, key in rows)

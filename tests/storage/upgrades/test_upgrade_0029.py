"""Migrations 0028 and 0029: addresses that only one person has, and ids of people that never come twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.conftest import NOW
from tests.services.hasher import HASHER
from tests.storage.conftest import KARI, KARI_AND_OLA, UpgradedFrom
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import InvalidInput
from tui_app.domain.mail_addresses import address_key
from tui_app.services.accounts import administrators
from tui_app.services.people import people
from tui_app.storage.database import reading, writing
from tui_app.storage.people import identifiers, staff_imports
from tui_app.storage.people import people as stored

SHARED = f"""{KARI_AND_OLA};
update person set email = 'post@blåbær.no' where id = 1;
update person set email = 'Post@BLÅBÆR.no' where id = 2
"""


def draft(name: str, email: str = "", **more: object) -> PersonDraft:
    return validate_draft(PersonDraft, {"name": name, "email": email, **more})


def test_what_was_shared_before_stays_and_is_named(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0027", SHARED)
    with reading():
        assert identifiers.without_own_address() == ["Ola"]
        ola = stored.get(2)
    assert ola is not None
    named = people.edit(KARI, NOW, 2, ola.version, draft("Ola Hansen", ola.email, leader_id=1))
    assert (named.name, named.email) == ("Ola Hansen", "Post@BLÅBÆR.no")
    with pytest.raises(InvalidInput):
        people.add(KARI, NOW, draft("Per", "post@xn--blbr-roah.no"))
    people.edit(KARI, NOW, 2, named.version, draft("Ola Hansen", "ola@example.org", leader_id=1))
    with reading():
        assert not identifiers.without_own_address()
    with pytest.raises(InvalidInput):
        people.add(KARI, NOW, draft("Per", "OLA@example.org"))


def test_nobody_gets_the_id_of_somebody_who_is_gone(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0027", KARI_AND_OLA)
    per = people.add(KARI, NOW, draft("Per"))
    with writing():
        staff_imports.delete_people([per.id])
    siri = people.add(KARI, NOW, draft("Siri"))
    with writing():
        staff_imports.delete_people([siri.id])
        later = stored.add_many([{"name": "Nina"}, {"name": "Tor"}])
    assert per.id < siri.id < min(later)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ola@Example.org", "ola@example.ORG"), ("post@blåbær.no", "post@xn--blbr-roah.no"), ("Åse@x.no", "åse@X.no")],
)
def test_one_address_in_two_spellings(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_the_database_itself_refuses_an_address_twice(upgraded_from: UpgradedFrom, now: datetime) -> None:
    upgraded_from("0027", SHARED)
    with pytest.raises(identifiers.IdentifierTaken) as refused, writing():
        stored.add({"name": "Per", "email": "POST@blåbær.no"})
    assert refused.value.field == "email"
    with pytest.raises(identifiers.IdentifierTaken) as refused, writing():
        stored.add_many([{"name": "Per", "leader_id": 99}])
    assert refused.value.field == "leader_id"


def test_an_older_database_that_nobody_administers_is_opened_again(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0017", f"{KARI_AND_OLA}; update person set end_date = '2026-01-01' where id = 1")
    assert administrators.nobody_administers(NOW)
    person, _code = administrators.appoint_at_prompt(NOW, HASHER, "here", "Kari")
    assert (person.id, administrators.nobody_administers(NOW)) == (1, False)

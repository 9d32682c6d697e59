"""Finding people: by the name, or by a whole number or address; a part of one tells nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import viewer_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.search.matching import search_key
from tui_app.services.accounts import sessions
from tui_app.services.accounts.credentials import find_by_identifier
from tui_app.services.people import people
from tui_app.storage.database import reading

NUMBER, SPACED, EMAIL = "70412", "AB 99 17", "åse.lien@sykehus.example"


@pytest.fixture
def aase(kari: Viewer, now: datetime) -> Person:
    """Somebody with a number, an address and a last day; others beside her."""
    for name in ("Åse Berg", "Per Ås", "Østen Æ"):
        people.add(
            kari, now, validate_draft(PersonDraft, {"name": name, "employee_number": SPACED if "Ø" in name else ""})
        )
    fields = {
        "name": "Åse Lien",
        "employee_number": NUMBER,
        "email": EMAIL,
        "title": "Sykepleier",
        "end_date": now.date() + timedelta(days=30),
    }
    return people.add(kari, now, validate_draft(PersonDraft, fields))


def parts_of(text: str) -> list[str]:
    """Every part of a text but the whole."""
    length = len(text)
    return sorted({text[i:j] for i in range(length) for j in range(i + 1, length + 1)} - {text})


def test_no_part_of_a_number_or_address_finds_anybody(aase: Person, now: datetime) -> None:
    names = ("Åse Lien", "Åse Berg", "Per Ås", "Østen Æ", "Kari Nordmann", "Ola Hansen")
    for secret in (NUMBER, SPACED, EMAIL):
        for part in parts_of(secret):
            found = {one.name for one in sessions.suggest_people(now, part)}
            by_name = {name for name in names if all(word in search_key(name) for word in search_key(part).split())}
            assert found <= by_name, part


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ase", ["Åse Berg", "Åse Lien"]),
        ("aase l", ["Åse Lien"]),
        ("ostene", []),
        ("osten", ["Østen Æ"]),
        ("oesten ae", ["Østen Æ"]),
        ("per as", ["Per Ås"]),
        ("PER-AS", ["Per Ås"]),
        ("ola", ["Ola Hansen"]),
        ("a%e", []),
    ],
)
def test_letters_that_a_keyboard_lacks_are_forgiven(
    kari: Viewer, aase: Person, ola: Person, now: datetime, typed: str, names: list[str]
) -> None:
    assert [one.name for one in people.find(kari, now, typed)] == names
    assert [one.name for one in sessions.suggest_people(now, typed)] == names


def test_the_letters_that_were_typed_come_first(kari: Viewer, aase: Person, now: datetime) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Ås Else Zas"}))
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Zasette Moe"}))
    assert [one.name for one in people.find(kari, now, "zas")] == ["Zasette Moe", "Ås Else Zas"]
    assert [one.name for one in people.find(kari, now, "ås", limit=2)] == ["Ås Else Zas", "Åse Berg"]
    assert [one.name for one in people.find(kari, now, "as", limit=2)] == ["Zasette Moe", "Ås Else Zas"]


def test_the_whole_number_or_address_finds_its_owner(kari: Viewer, aase: Person, now: datetime) -> None:
    for whole in (NUMBER, EMAIL, EMAIL.upper(), f" {NUMBER} "):
        assert [one.name for one in sessions.suggest_people(now, whole)] == ["Åse Lien"]
        assert [one.name for one in people.find(kari, now, whole)] == ["Åse Lien"]
    assert [one.name for one in sessions.suggest_people(now, SPACED)] == ["Østen Æ"]
    assert [one.name for one in people.find(kari, now, f"åse {NUMBER}")] == ["Åse Lien"]


def test_names_are_found_by_their_words_in_any_order(kari: Viewer, aase: Person, now: datetime) -> None:
    assert [one.name for one in people.find(kari, now, "åse")] == ["Åse Berg", "Åse Lien"]
    assert [one.name for one in people.find(kari, now, "LIEN å")] == ["Åse Lien"]
    assert [one.name for one in people.find(kari, now, "åse", 1)] == ["Åse Berg"]


def test_a_colleague_gets_names_and_nothing_else(aase: Person, kari: Viewer, now: datetime) -> None:
    colleague = viewer_of(people.add(kari, now, validate_draft(PersonDraft, {"name": "Nina Ny"})))
    assert people.find(colleague, now, "lien") == [Person(aase.id, "Åse Lien", title="Sykepleier")]
    assert sessions.suggest_people(now, "lien") == [Person(aase.id, "Åse Lien")]


def test_signing_in_takes_the_whole_of_name_number_or_address(aase: Person, now: datetime) -> None:
    for typed, is_found in (("åse lien", True), (NUMBER, True), (EMAIL, True), ("åse", False), (NUMBER[:-1], False)):
        with reading():
            found = find_by_identifier(typed, now)
        assert (found is not None and found.id == aase.id) is is_found


@given(st.text(alphabet="012 ~æøåa%_\\", max_size=6))
def test_odd_letters_find_only_names_that_have_them(aase: Person, now: datetime, typed: str) -> None:
    for one in sessions.suggest_people(now, typed):
        assert all(word in search_key(one.name) for word in search_key(typed).split())


@pytest.mark.parametrize("typed", ["\ud83d", "a\x00", "\x00\ud800"])
def test_what_no_database_takes_is_left_out(kari: Viewer, now: datetime, typed: str) -> None:
    assert [one.name for one in sessions.suggest_people(now, f"nord{typed}")] in ([kari.name], [])
    assert [one.name for one in people.find(kari, now, f"nord{typed}")] in ([kari.name], [])


def test_a_first_name_that_begins_so_comes_before_a_surname_that_does(kari: Viewer, now: datetime) -> None:
    for name in ("Anne Berg", "Berit Lie", "Roberta Aas", "Øyvind Bergh"):
        people.add(kari, now, validate_draft(PersonDraft, {"name": name}))
    expected = ["Berit Lie", "Anne Berg", "Øyvind Bergh", "Roberta Aas"]
    assert [person.name for person in sessions.suggest_people(now, "ber")] == expected
    assert [person.name for person in people.find(kari, now, "Ber")] == expected

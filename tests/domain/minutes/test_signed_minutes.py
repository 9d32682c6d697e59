"""Signed minutes: one canonical text per document, and a SHA-256 that detects every change."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from tui_app.domain.minutes.signed_minutes import (
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    MinutesSection,
    canonical_json,
    parse_minutes,
    parse_minutes_leniently,
    sha256_hex,
)
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.text_normalization import clean_line, clean_note

lines = st.text(max_size=30).map(clean_line)
notes = st.text(max_size=200).map(clean_note)
days = st.dates(min_value=date(1, 1, 1))
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


def several(*parts: st.SearchStrategy[Any], of: type) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to three records of a class."""
    return st.lists(st.builds(of, *parts), max_size=3).map(tuple)


documents = st.builds(
    MinutesDocument,
    conversation=st.uuids().map(str),
    number=st.integers(min_value=1, max_value=99),
    employee=lines,
    leader=lines,
    title=lines,
    language=st.sampled_from(["nb", "nn", "en"]),
    held_on=days,
    place=lines,
    sections=several(lines, lines, notes, of=MinutesSection),
    goals=several(lines, st.sampled_from(GoalKind), st.none() | days, of=AgreedGoal),
    actions=several(lines, lines, days, lines, of=AgreedAction),
    submitted_at=moments,
    signed_at=moments,
    amends=st.sampled_from(["", "ab" * 32]),
)
"""What can be signed: cleaned text, moments in whole seconds."""

DOCUMENT = MinutesDocument(
    conversation="0b0e2c3e-6f0e-4f0a-9a57-1df8bdc1a111",
    number=1,
    employee="Ola Hansen",
    leader="Åse Nordmann",
    title="Årlig samtale",
    language="nb",
    held_on=date(2026, 11, 23),
    place="Møterom 2",
    sections=(MinutesSection("since", "Siden sist", "Kurset er gjennomført.\nMentor fra oktober."),),
    goals=(AgreedGoal("Lede møter", GoalKind.DEVELOPMENT, date(2027, 6, 1)), AgreedGoal("Færre feil", GoalKind.WORK)),
    actions=(AgreedAction("Melde på kurs", "Ola Hansen", date(2026, 12, 1), "Lede møter"),),
    submitted_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    signed_at=datetime(2026, 11, 25, 14, 3, tzinfo=UTC),
)


@given(documents)
def test_a_document_survives_its_canonical_form(document: MinutesDocument) -> None:
    text = canonical_json(document)
    assert parse_minutes(text) == document
    assert canonical_json(parse_minutes(text)) == text


def test_the_canonical_form_is_the_same_for_ever() -> None:
    """People who verify minutes signed years ago rely on exactly these bytes."""
    assert canonical_json(DOCUMENT) == (
        '{"actions":[{"due":"2026-12-01","goal":"Lede møter","responsible":"Ola Hansen","text":"Melde på kurs"}],'
        '"amends":"","conversation":"0b0e2c3e-6f0e-4f0a-9a57-1df8bdc1a111","employee":"Ola Hansen",'
        '"goals":[{"kind":"development","target":"2027-06-01","text":"Lede møter"},'
        '{"kind":"work","target":null,"text":"Færre feil"}],"held_on":"2026-11-23","language":"nb",'
        '"leader":"Åse Nordmann","number":1,"place":"Møterom 2",'
        '"sections":[{"key":"since","text":"Kurset er gjennomført.\\nMentor fra oktober.","title":"Siden sist"}],'
        '"signed_at":"2026-11-25T14:03:00+00:00","submitted_at":"2026-11-24T09:00:00+00:00","title":"Årlig samtale"}'
    )
    assert sha256_hex(canonical_json(DOCUMENT)) == hashlib.sha256(canonical_json(DOCUMENT).encode("utf-8")).hexdigest()


@given(documents, documents)
def test_different_documents_differ_in_their_digest(one: MinutesDocument, other: MinutesDocument) -> None:
    same = sha256_hex(canonical_json(one)) == sha256_hex(canonical_json(other))
    assert same == (one == other)


def _changed(value: Any) -> Any:
    """Another value of the same kind, as similar as possible."""
    match value:
        case datetime():
            return value + timedelta(seconds=1)
        case date():
            return value + timedelta(days=1)
        case int():
            return value + 1
        case GoalKind():
            return GoalKind.WORK if value is GoalKind.DEVELOPMENT else GoalKind.DEVELOPMENT
        case str():
            return value + "."
    raise AssertionError(value)


def _with(name: str, value: Any) -> MinutesDocument:
    return replace(DOCUMENT, **{name: value})


def _variants() -> list[tuple[str, MinutesDocument]]:
    """The document with each single value changed once, including those within sections, goals and actions."""
    found = []
    for field in fields(DOCUMENT):
        value = getattr(DOCUMENT, field.name)
        if not isinstance(value, tuple):
            found.append((field.name, _with(field.name, _changed(value))))
            continue
        found.append((f"{field.name} without one", _with(field.name, value[1:])))
        for inner in fields(value[0]):
            part = replace(value[0], **{inner.name: _changed(getattr(value[0], inner.name))})
            found.append((f"{field.name}.{inner.name}", _with(field.name, (part, *value[1:]))))
    goals = DOCUMENT.goals
    found.append(("goals in another order", replace(DOCUMENT, goals=goals[::-1])))
    found.append(("goal without its day", replace(DOCUMENT, goals=(replace(goals[0], target=None), goals[1]))))
    return found


@pytest.mark.parametrize(("what", "variant"), _variants(), ids=[what for what, _ in _variants()])
def test_a_change_anywhere_changes_the_digest(what: str, variant: MinutesDocument) -> None:
    assert sha256_hex(canonical_json(variant)) != sha256_hex(canonical_json(DOCUMENT))


@given(st.text(max_size=50))
def test_accents_are_composed_however_they_were_typed(text: str) -> None:
    apart, together = (unicodedata.normalize(form, text) for form in ("NFD", "NFC"))
    assert canonical_json(replace(DOCUMENT, place=apart)) == canonical_json(replace(DOCUMENT, place=together))
    assert parse_minutes(canonical_json(replace(DOCUMENT, place=apart))).place == together


@given(st.integers(min_value=-14 * 60, max_value=14 * 60))
def test_a_moment_is_the_same_in_every_zone(minutes: int) -> None:
    there = DOCUMENT.signed_at.astimezone(timezone(timedelta(minutes=minutes)))
    assert canonical_json(replace(DOCUMENT, signed_at=there)) == canonical_json(DOCUMENT)


def _without(name: str) -> str:
    data = json.loads(canonical_json(DOCUMENT))
    del data[name]
    return json.dumps(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Minutes",
        "[]",
        "null",
        canonical_json(DOCUMENT)[:-1],
        canonical_json(DOCUMENT).replace("2026-11-23", "the 23rd"),
        canonical_json(DOCUMENT).replace('"work"', '"play"'),
        canonical_json(DOCUMENT).replace('"sections":[', '"sections":[1,'),
        canonical_json(DOCUMENT).replace('"amends"', '"mends"'),
        _without("leader"),
        _without("sections"),
    ],
)
def test_a_text_that_is_not_a_document_can_still_be_shown(text: str) -> None:
    assert [section.text for section in parse_minutes_leniently(text).sections] == [text]


def test_a_valid_text_is_parsed_normally() -> None:
    assert parse_minutes_leniently(canonical_json(DOCUMENT)) == DOCUMENT

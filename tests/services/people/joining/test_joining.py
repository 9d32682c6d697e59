"""Joining two entries of one person: what belongs to the one that stays, on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import peewee as pw
import pytest
from playhouse.fields import EnumField

from tests.conftest import NOW
from tests.services import sample_conversations as conversations
from tests.services.access.world import World
from tests.services.people.joining.entries import join, people_get, person
from tests.services.sample_conversations import Cast
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import conversation_view, preparation
from tui_app.services.maintenance import integrity
from tui_app.services.people import people
from tui_app.services.practice import sessions as practice
from tui_app.storage.database import bypassing_row_security, is_postgres, reading, writing
from tui_app.storage.people import joining as stored
from tui_app.storage.people.combining import COMBINE, unique_key
from tui_app.storage.people.references import person_references
from tui_app.storage.tables import registry as tables

TWIN = 424242
"""An id that nothing else in the database can be mistaken for."""
APART = (tables.Person, tables.StaffImport, tables.StaffImportChange)
OF_ONE = {
    *(tables.Account, tables.Bookmark, tables.FollowUpSchedule, tables.Reminder, tables.ReminderChoice),
    *(tables.Session, tables.AuditEntry, tables.Setting, tables.VersionFloor, tables.ChangeNotice, tables.Person),
}
"""Tables without words of anybody, or of whose rows a person has only one."""


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows, by table."""
    with reading(), bypassing_row_security():
        return {table._meta.table_name: list(table.select().dicts()) for table in tables.ALL_TABLES}


def words_in(rows: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    """Every text that somebody wrote, except where one of two is kept."""
    left_out = {table._meta.table_name for table in OF_ONE}
    found: set[str] = set()
    for name, of_table in rows.items():
        texts = [
            text
            for row in of_table
            for column, text in row.items()
            if column not in ("form", "uid", "sha256", "batch", "session")
        ]
        found |= {text for text in _texts(texts) if " " in text and name not in left_out}
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def twin_of(person: Person) -> None:
    """Store a second entry of a person, with a copy of everything that refers to the first, in other words."""
    with writing(), bypassing_row_security():
        tables.Person.insert(id=TWIN, name="Ola Tvilling", search="ola tvilling", sorting="ola tvilling").execute()
        for field in person_references():
            if field.model in APART:
                continue
            rows = list(field.model.select().where(field == person.id).dicts()) or [made_up(field, person.id)]
            for row in rows:
                copied = {name: other_words(field.model, name, value) for name, value in row.items() if name != "id"}
                if field.model is tables.Session:
                    copied["id"] = f"session-{field.name}"
                field.model.insert({**copied, field.name: TWIN}).on_conflict_ignore().execute()


def other_words(table: Any, column: str, value: Any) -> Any:
    """Other words in a text that is not part of a key."""
    field = table._meta.fields[column]
    if column == "uid":
        return f"uid {len(everything()['conversation'])}"
    if column in ("form", "section", "key", "batch", "half_year", "question"):
        return value
    if isinstance(field, pw.CharField | pw.TextField) and not isinstance(field, EnumField) and value:
        return f"{value} 2"[: getattr(field, "max_length", None) or 1000]
    return value


def made_up(field: Any, person_id: int) -> dict[str, Any]:
    """A row that refers to a person, for a table in which nobody has written yet."""
    row: dict[str, Any] = {}
    for name, other in field.model._meta.fields.items():
        if name == "id" and field.model is not tables.Session:
            continue
        row[name] = made_up_value(other, f"{field.model.__name__} {name}", person_id)
    with reading(), bypassing_row_security():
        made = field.model.insert({**row, field.name: person_id}).on_conflict_ignore()
        made.execute()
    return {**row, field.name: person_id}


def made_up_value(field: Any, words: str, except_id: int) -> Any:
    if isinstance(field, pw.ForeignKeyField):
        others = [TWIN, except_id] if field.rel_model is tables.Person else []
        rows = field.rel_model.select(field.rel_model.id).where(field.rel_model.id.not_in(others))
        return None if field.null else rows.order_by(field.rel_model.id).tuples().first()[0]
    if isinstance(field, EnumField):
        return next(iter(field.enum_class))
    if isinstance(field, pw.JSONField):
        return {"text": words} if "texts" in words else {} if "outcomes" in words else []
    if isinstance(field, pw.BooleanField):
        return False
    if isinstance(field, pw.DateTimeField):
        return NOW
    if isinstance(field, pw.DateField):
        return NOW.date()
    if isinstance(field, pw.IntegerField):
        return 1
    return words[: field.max_length or 100] if isinstance(field, pw.CharField) else words


@pytest.mark.parametrize(
    ("who", "keeps_twin"),
    [("own", False), ("own", True), ("leader", False), ("leader", True), ("earlier", False), ("administrator", False)],
)
def test_everything_of_both_belongs_to_the_one_that_stays(at: World, who: str, *, keeps_twin: bool) -> None:
    first = people_get(at.who[who].id)
    twin_of(first)
    twin = people_get(TWIN)
    if who == "administrator":
        with writing(), bypassing_row_security():  # nobody joins to themselves an entry that somebody signs in with
            tables.Account.update(password_hash="", pin="").where(tables.Account.person == TWIN).execute()
    words = words_in(everything())
    by = at.who["administrator"]
    kept, removed = (twin, first) if keeps_twin else (first, twin)
    joined = join(by, kept, removed)
    assert joined.id == kept.id
    after = everything()
    with reading(), bypassing_row_security():
        assert not stored.what_refers_to(removed.id)
    if removed.id == TWIN:
        apart = ("audit_entry", "setting", "version_floor", "change_notice")
        rows = json.dumps({name: rows for name, rows in after.items() if name not in apart}, default=str)
        assert not re.findall(rf".{{60}}\b{TWIN}\b", rows)
    kept_words = "\n".join(words_in(after))
    assert {text for text in words if text not in kept_words} == set()
    report = integrity.verify()
    assert not report.damage
    assert not report.broken_entries
    assert not report.altered_minutes
    assert not report.missing_minutes


def test_every_table_with_one_row_for_a_person_says_what_becomes_of_two() -> None:
    keyed = {field.model for field in person_references() if unique_key(field)}
    assert keyed == set(COMBINE)


def test_what_is_private_stays_private(at: World, now: datetime) -> None:
    twin_of(people_get(at.lise))
    join(at.who["administrator"], people_get(at.lise), people_get(TWIN))
    private = (tables.PracticeSession, tables.WarmUp, tables.LookBack, tables.ListeningAsked, tables.RemarkDraft)
    if is_postgres():
        for who in ("administrator", "above", "own"):
            with reading(at.who[who]):
                assert all(not table.select().where(owner(table) == at.lise).exists() for table in private)
    assert practice.overview(at.who["leader"], now).done >= 2
    assert practice.overview(at.who["above"], now).done == 0


def owner(table: Any) -> Any:
    return table.writer if table is tables.RemarkDraft else table.person


def test_what_one_entry_had_not_shared_is_not_shared_by_the_other(cast: Cast, now: datetime) -> None:
    """The conversation was handed over from one entry of the leader to the other."""
    talk = conversations.planned(cast, now)
    preparation.save_answer(cast.leader, now, talk, "seen", "Delt", 0)
    preparation.share(cast.leader, now, talk)
    other = person(cast.administrator, "Lise L")
    with writing(), bypassing_row_security():
        mine = tables.Preparation.insert(conversation=talk, writer=other.id).execute()
        tables.Answer.insert(preparation=mine, question="seen", value="Hemmelig", at=now).execute()
    join(cast.administrator, people_get(cast.leader.id), other)
    seen = conversation_view.get_view(cast.employee, now, talk)
    assert "Hemmelig" not in str(seen)
    assert "Delt\\n\\nHemmelig" in str(conversation_view.get_view(cast.leader, now, talk))


def test_fields_that_are_missing_come_from_the_other(kari: Viewer) -> None:
    lise = person(kari, "Lise Lie")
    kept = person(kari, "Ola Hansen", email="ola@x.no", start_date=date(2020, 1, 1), leader_id=kari.id)
    last = {"end_date": date(2026, 12, 31)}
    removed = person(kari, "Ola H", employee_number="7", email="o@x.no", title="Tekniker", leader_id=lise.id, **last)
    joined = join(kari, kept, removed)
    assert (joined.name, joined.employee_number, joined.email) == ("Ola Hansen", "7", "ola@x.no")
    assert (joined.title, joined.leader_id, joined.end_date) == ("Tekniker", kari.id, None)
    assert people.find(kari, NOW, "7") == people.find(kari, NOW, "Ola Hansen")
    assert person(kari, "Oda H", email="o@x.no").email == "o@x.no"

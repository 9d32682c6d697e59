"""Joining two entries of one person, and removing one made by mistake, on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import peewee as pw
import pytest
from playhouse.fields import EnumField

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.access.test_access import World, world
from tests.services.hasher import HASHER, PASSWORD
from tests.services.people.test_staff_import import review
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import ActionFields, EditAction
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.people.joining import Belongings, JoinPreview
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import access_log
from tui_app.services.accounts import accounts, passwords, sessions
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import conversation_view, preparation
from tui_app.services.maintenance import integrity
from tui_app.services.people import goals, joining, people, staff_import, staff_import_undo
from tui_app.services.practice import sessions as practice
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, is_postgres, reading, writing
from tui_app.storage.people import former_identifiers
from tui_app.storage.people import joining as stored
from tui_app.storage.people import people as stored_people
from tui_app.storage.people.combining import COMBINE, unique_key
from tui_app.storage.people.references import person_references
from tui_app.storage.tables import registry as tables
from tui_app.text.administration.joining import preview_text

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


def person(by: Viewer, name: str, **more: Any) -> Person:
    return people.add(by, NOW, validate_draft(PersonDraft, {"name": name, **more}), without_leader=True)


def preview(by: Viewer, one: Person, other: Person, kept: Person | None = None) -> JoinPreview:
    return joining.preview(by, NOW, one.id, other.id, kept.id if kept else None)


def join(by: Viewer, kept: Person, removed: Person) -> Person:
    shown = preview(by, kept, removed, kept)
    return joining.join(by, NOW, shown.kept.person, shown.removed.person)


@pytest.fixture
def at(kari: Viewer, now: datetime) -> World:
    return world(kari, now)


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


def people_get(person_id: int) -> Person:
    with reading():
        found = stored_people.get(person_id)
    assert found is not None
    return found


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


def test_two_who_are_two_people_are_not_joined(at: World) -> None:
    kari = at.who["administrator"]

    def refused(one: int, other: int) -> str:
        with pytest.raises(DomainError) as told:
            join(kari, people_get(one), people_get(other))
        return told.value.code

    assert refused(at.ola.id, at.ola.id) == "join_same"
    assert refused(at.ola.id, at.who["earlier"].id) == "join_conversation"
    assert refused(at.who["above"].id, at.lise) == "join_leads"
    assert refused(at.ola.id, at.who["above"].id) == "join_leads"
    assert refused(at.ola.id, kari.id) == "join_own"


def test_nobody_joins_to_themselves_an_entry_that_somebody_signs_in_with(cast: Cast, now: datetime) -> None:
    administrator = cast.administrator
    other = person(administrator, "Ola H", email="o@x.no")
    passwords.choose_password(viewer_of(other), now, HASHER, "", PASSWORD)
    with pytest.raises(DomainError, match="join_to_own"):
        joining.preview(administrator, now, administrator.id, other.id)
    with pytest.raises(DomainError, match="join_to_own"):
        join(administrator, people_get(administrator.id), other)
    accounts.set_administrator(administrator, now, cast.leader.id, administers=True)
    join(viewer_of(people_get(cast.leader.id)), people_get(administrator.id), other)


def test_the_last_administrator_is_not_joined_away(kari: Viewer) -> None:
    siri, other = person(kari, "Siri"), person(kari, "Siri S")
    accounts.set_administrator(kari, NOW, siri.id, administers=True)
    accounts.set_administrator(viewer_of(people_get(siri.id)), NOW, kari.id, administers=False)
    me = viewer_of(people_get(siri.id))
    with pytest.raises(DomainError, match="join_own"):
        join(me, other, people_get(siri.id))
    third = person(me, "Siri Tredje")
    accounts.set_administrator(me, NOW, third.id, administers=True)
    assert join(me, people_get(siri.id), people_get(third.id)).is_administrator


def test_nor_the_one_who_administers_after_the_others_have_left(kari: Viewer) -> None:
    siri, other = person(kari, "Siri"), person(kari, "Siri S")
    accounts.set_administrator(kari, NOW, siri.id, administers=True)
    leaving = {"name": kari.name, "end_date": NOW.date() + timedelta(days=30)}
    people.edit(kari, NOW, kari.id, people_get(kari.id).version, validate_draft(PersonDraft, leaving))
    with pytest.raises(DomainError, match="last_administrator"):
        join(kari, other, people_get(siri.id))
    with pytest.raises(DomainError, match="last_administrator"):
        joining.remove(kari, NOW, people_get(siri.id))
    assert join(kari, people_get(siri.id), other).is_administrator


def test_reports_and_planned_conversations_follow(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Lise L", leader_id=cast.administrator.id)
    siv = person(cast.administrator, "Siv", leader_id=other.id)
    talk = conversations.planned(Cast(viewer_of(other), viewer_of(siv), cast.stranger, cast.administrator, 1), now)
    join(cast.administrator, people_get(cast.leader.id), other)
    assert people_get(siv.id).leader_id == cast.leader.id
    assert conversation_view.get(cast.leader, now, talk).id == talk
    told = access_log.all_entries(cast.administrator, now, about=siv.id)
    assert told[0].entry.kind is AuditKind.LEADER_CHANGED


def test_the_planned_conversation_of_the_other_entry_moves_to_the_leader_that_stays(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", leader_id=cast.administrator.id)
    talk = conversations.planned(
        Cast(cast.administrator, viewer_of(other), cast.stranger, cast.administrator, cast.template_id), now
    )
    join(cast.administrator, people_get(cast.employee.id), other)
    moved = conversation_view.get(cast.leader, now, talk)
    assert (moved.person_id, moved.leader_id) == (cast.employee.id, cast.leader.id)


def test_the_log_names_the_former_entry_and_shows_who_saw_it(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", leader_id=cast.leader.id)
    talk = conversations.signed(Cast(cast.leader, viewer_of(other), cast.stranger, cast.administrator, 1), now)
    conversation_view.get_view(cast.leader, now, talk)
    join(cast.administrator, people_get(cast.employee.id), other)
    seen = access_log.entries_about_me(cast.employee, now)
    assert talk in [one.entry.conversation_id for one in seen]
    assert {one.person_name for one in seen} == {cast.employee.name}
    assert seen[0].entry.details == {"removed": other.id}


def test_signing_in_is_that_of_the_one_that_stays_unless_it_has_none(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", email="o@x.no")
    passwords.choose_password(viewer_of(other), now, HASHER, "", PASSWORD)
    shown = preview(cast.administrator, people_get(cast.employee.id), other)
    assert shown.kept.person.id == other.id
    join(cast.administrator, people_get(cast.employee.id), other)
    session = sessions.sign_in(now, HASHER, "here", "o@x.no", PASSWORD)
    assert session is not None
    assert session.person_id == cast.employee.id


def test_a_closed_account_shuts_nobody_out_who_had_none(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Ola H", email="o@x.no")
    passwords.choose_password(viewer_of(other), now, HASHER, "", PASSWORD)
    accounts.set_open(cast.administrator, now, other.id, is_open=False)
    join(cast.administrator, people_get(cast.employee.id), people_get(other.id))
    state = accounts.state_of(cast.administrator, now, cast.employee.id)
    assert (state.is_open, state.has_password) == (True, True)


def test_rights_that_end_are_said_before(kari: Viewer) -> None:
    one, other = person(kari, "Siri"), person(kari, "Siri S")
    accounts.set_administrator(kari, NOW, other.id, administers=True)
    shown = preview(kari, one, people_get(other.id), one)
    assert "Administrator rights" in preview_text(shown)
    assert not join(kari, one, people_get(other.id)).is_administrator


def test_an_earlier_change_can_still_be_undone(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Per B", leader_id=cast.leader.id)
    draft = validate_draft(
        ActionDraft, {"text": "Kurs", "responsible_id": other.id, "due": now.date() + timedelta(days=9)}
    )
    action = actions.add(cast.leader, now, cast.employee.id, draft)
    mine = EditAction(ActionFields(responsible_id=cast.employee.id))
    receipt = actions.change(cast.leader, now, [ActionVersion(action.subject_id, 1)], mine)
    join(cast.administrator, people_get(cast.stranger.id), other)
    undo(cast.leader, now, receipt.batch)
    assert actions.get(cast.leader, now, action.subject_id).responsible_id == cast.stranger.id


def test_what_was_shown_is_what_is_joined(kari: Viewer) -> None:
    one, other = person(kari, "Ola Hansen"), person(kari, "Ola H")
    shown = preview(kari, one, other)
    people.edit(kari, NOW, other.id, other.version, validate_draft(PersonDraft, {"name": "Oda Hansen"}))
    with pytest.raises(ConflictError):
        joining.join(kari, NOW, shown.kept.person, shown.removed.person)


def test_an_import_before_cannot_take_back_who_is_joined(kari: Viewer, now: datetime) -> None:
    old = person(kari, "Ola Hansen", employee_number="1")
    staff_import.import_staff(kari, now, review("Navn|Nr", "Ola H|2", "Siv|3"), skip_bad=False)
    new = next(one for one in staff_import.everybody(kari, now) if one.name == "Ola H")
    join(kari, old, new)
    undone = staff_import_undo.undo_import(kari, now)
    assert undone.kept == ("Ola Hansen",)
    assert {one.name for one in staff_import.everybody(kari, now)} == {"Ola Hansen", "Kari Nordmann"}


def test_next_years_list_with_both_numbers_makes_nobody_again(kari: Viewer, now: datetime) -> None:
    kept = person(kari, "Ola Hansen", employee_number="1", start_date=date(2020, 1, 1))
    join(kari, kept, person(kari, "Ola H", employee_number="2"))
    join(kari, people_get(kept.id), person(kari, "Ola Hanssen", employee_number="3"))
    rows = ("Ola Hansen|1|Rådgiver|80|", "Ola H|2|Vakt|20|", "Siv Li|9|||2")
    listed = review("Navn|Nr|Tittel|Prosent|Leder", *rows)
    told = {one.kind.value for one in staff_import.preview(kari, now, listed).plan.findings}
    assert told >= {"joined_number", "two_jobs"}
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).created == 1
    found = {one.name: one for one in staff_import.everybody(kari, now)}
    assert found.keys() == {"Kari Nordmann", "Ola Hansen", "Siv Li"}
    assert (found["Ola Hansen"].employee_number, found["Siv Li"].leader_id) == ("1", kept.id)
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).unchanged == 2
    alone = review("Navn|Nr", "Ola Hansen|3")
    assert staff_import.import_staff(kari, now, alone, skip_bad=False).created == 0


def test_next_years_list_with_both_addresses_makes_nobody_again(kari: Viewer, now: datetime) -> None:
    kept = person(kari, "Ola Hansen", email="ola@x.no")
    join(kari, kept, person(kari, "Ola H", email="ola.hansen@x.no"))
    listed = review(
        "Navn|E-post|Leder", "Ola Hansen|ola@x.no|", "Ola H|Ola.Hansen@x.no|", "Siv Li|s@x.no|ola.hansen@x.no"
    )
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).created == 1
    found = {one.name: one for one in staff_import.everybody(kari, now)}
    assert found.keys() == {"Kari Nordmann", "Ola Hansen", "Siv Li"}
    assert (found["Ola Hansen"].email, found["Siv Li"].leader_id) == ("ola@x.no", kept.id)
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).unchanged == 2


def test_a_joined_number_that_was_given_on_is_another_persons(kari: Viewer, now: datetime) -> None:
    kept = person(kari, "Ola Hansen", employee_number="1")
    join(kari, kept, person(kari, "Ola H", employee_number="2"))
    listed = review("Navn|Nr|Leder", "Ola Hansen|1|", "Tor Lie|2|", "Siv Li|9|2")
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).created == 2
    found = {one.name: one for one in staff_import.everybody(kari, now)}
    assert found["Siv Li"].leader_id == found["Tor Lie"].id
    assert staff_import.import_staff(kari, now, listed, skip_bad=False).unchanged == 3
    staff_import.import_staff(kari, now, review("Navn|Nr", "Ola Hansen|2"), skip_bad=True)
    assert {one.name: one.employee_number for one in staff_import.everybody(kari, now)}["Tor Lie"] == "2"


def test_the_other_number_goes_with_the_person(kari: Viewer) -> None:
    kept = person(kari, "Ola Hansen", employee_number="1")
    join(kari, kept, person(kari, "Ola H", employee_number="2"))
    with reading():
        assert former_identifiers.by_person() == {kept.id: ("2",)}
    joining.remove(kari, NOW, joining.check_removal(kari, NOW, kept.id))
    with reading():
        assert former_identifiers.by_person() == {}


def test_an_entry_made_by_mistake_is_removed(kari: Viewer) -> None:
    mistake = person(kari, "Feil", employee_number="9", email="feil@x.no")
    accounts.issue_code(kari, NOW, HASHER, mistake.id)
    joining.remove(kari, NOW, joining.check_removal(kari, NOW, mistake.id))
    assert [one.name for one in staff_import.everybody(kari, NOW)] == ["Kari Nordmann"]
    again = person(kari, "Riktig", employee_number="9", email="feil@x.no")
    assert again.id != mistake.id


def test_nobody_is_removed_who_has_anything(at: World) -> None:
    kari = at.who["administrator"]
    for who in at.who.values():
        with pytest.raises(DomainError) as told:
            joining.remove(kari, NOW, people_get(who.id))
        assert told.value.code == ("remove_own" if who == kari else "remove_belongings")
    leader = person(kari, "Ny")
    person(kari, "Under", leader_id=leader.id)
    with pytest.raises(DomainError) as told:
        joining.check_removal(kari, NOW, leader.id)
    assert told.value.values["belongings"] == Belongings(reports=1)
    writer = person(kari, "Skriver")
    goals.add(viewer_of(writer), NOW, writer.id, validate_draft_goal())
    with pytest.raises(DomainError, match="remove_belongings"):
        joining.remove(kari, NOW, people_get(writer.id))


def validate_draft_goal() -> Any:
    from tests.services.access.test_access import goal_draft

    return goal_draft()

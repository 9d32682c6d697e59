"""Retention: each kind is erased on its day and not before, holds are respected, and what remains is consistent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.audit import AuditKind
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotFound
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log, undo
from tui_app.services.accounts import passwords, sessions
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import retention
from tui_app.services.conversations import conversation_view, planning, preparation, topics
from tui_app.services.follow_up import follow_ups
from tui_app.services.minutes import amendments, drafting, signing, statements, submission
from tui_app.services.people import goals, people, person_page
from tui_app.storage import audit_log
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.people import former_identifiers
from tui_app.storage.tables import registry as tables

GONE = "Erased person"


def later(now: datetime, months: int, days: int = 0) -> datetime:
    return datetime.combine(add_months(now.date(), months), now.timetz()) + timedelta(days=days)


def run(cast: Cast, now: datetime) -> ErasureReceipt:
    return retention.erase_due(cast.administrator, now, GONE)


def rows(table: type[tables.Table]) -> int:
    with reading(), bypassing_row_security():
        return int(table.select().count())


def agree(cast: Cast, now: datetime, text: str, responsible: Viewer | None = None, **more: object) -> int:
    values = {"text": text, "responsible_id": (responsible or cast.employee).id, "due": now.date(), **more}
    return actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def change(cast: Cast, now: datetime, action: int, wanted: SetStatus | MoveDue | EditAction) -> None:
    there = actions.get(cast.leader, now, action)
    actions.change(cast.leader, now, [ActionVersion(action, there.version)], wanted)


def leave(cast: Cast, now: datetime, viewer: Viewer, last: date) -> Person:
    person = people.get_for_editing(cast.administrator, now, viewer.id)
    values = {"name": person.name, "leader_id": person.leader_id, "end_date": last}
    return people.edit(cast.administrator, now, person.id, person.version, validate_draft(PersonDraft, values))


def hold(cast: Cast, now: datetime, person_id: int) -> int:
    return retention.add_hold(cast.administrator, now, person_id, validate_draft(ReasonDraft, {"reason": "Klagesak"}))


def prepared_and_signed(cast: Cast, now: datetime) -> int:
    conversation_id = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, conversation_id, "how", "Tungt i høst", 0)
    preparation.save_answer(cast.leader, now, conversation_id, "seen", "Flink med de nye", 0)
    preparation.share(cast.leader, now, conversation_id)
    planning.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Vi snakket om kurset.", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    return conversation_id


def test_preparations_are_gone_when_the_minutes_are_signed(cast: Cast, now: datetime) -> None:
    conversation_id = prepared_and_signed(cast, now)
    assert (rows(tables.Preparation), rows(tables.Answer)) == (0, 0)
    for viewer in (cast.employee, cast.leader):
        shown = conversation_view.get_view(viewer, now, conversation_id)
        assert (shown.my_preparation.answers, shown.their_preparation.answers) == ({}, {})
    amendments.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "ahead", "Og mer", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert signing.sign(cast.leader, now, conversation_id).document.number == 2
    lines = access_log.entries_about_me(cast.employee, now)
    erased = [line.entry for line in lines if line.entry.kind is AuditKind.ERASED]
    assert [(one.conversation_id, dict(one.details)) for one in erased] == [(conversation_id, {"preparation": 1})]


def test_preparations_stay_for_a_while_where_the_organisation_says_so(cast: Cast, now: datetime) -> None:
    retention.set_months(cast.administrator, now, {RetentionKind.PREPARATION: 2})
    prepared_and_signed(cast, now)
    assert run(cast, later(now, 2, -1)).counts == {}
    assert run(cast, later(now, 2)).counts == {RetentionKind.PREPARATION: 1}
    assert rows(tables.Answer) == 0


def test_a_hold_keeps_preparations_too_until_it_ends(cast: Cast, now: datetime) -> None:
    held = hold(cast, now, cast.employee.id)
    conversation_id = prepared_and_signed(cast, now)
    assert run(cast, now).held == 1
    assert (
        conversation_view.get_view(cast.employee, now, conversation_id).my_preparation.answers["how"].value
        == "Tungt i høst"
    )
    retention.end_hold(cast.administrator, now, held)
    assert run(cast, now).counts == {RetentionKind.PREPARATION: 1}


def test_signed_minutes_go_with_all_that_belongs_to_them(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Mer om kurset"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    statements.add(cast.employee, now, conversation_id, "Jeg er uenig")
    assert run(cast, later(now, 36, -1)).counts.get(RetentionKind.MINUTES) is None
    assert conversation_view.get_view(cast.leader, now, conversation_id).signed
    assert run(cast, later(now, 36)).counts[RetentionKind.MINUTES] == 1
    with pytest.raises(NotFound):
        conversation_view.get_view(cast.leader, now, conversation_id)
    for table in (tables.Conversation, tables.Minutes, tables.MinutesText, tables.MinutesComment, tables.Statement):
        assert rows(table) == 0
    assert not conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)


def test_an_amendment_lets_the_minutes_stay_from_its_own_signing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    year_later = later(now, 12)
    amendments.start(cast.employee, year_later, conversation_id)
    drafting.save_section(cast.employee, year_later, conversation_id, "ahead", "Og mer", 0)
    assert RetentionKind.MINUTES not in run(cast, later(now, 36)).counts
    submission.submit(cast.employee, year_later, conversation_id, "nb")
    signing.sign(cast.leader, later(now, 13), conversation_id)
    assert RetentionKind.MINUTES not in run(cast, later(now, 49, -1)).counts
    assert run(cast, later(now, 49)).counts[RetentionKind.MINUTES] == 1


def test_what_is_still_open_stays_and_its_history_keeps_no_erased_word(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader, "Bli fagansvarlig")
    action = conversations.agree_action(cast, now, conversation_id, cast.leader, "Kurs i sårstell hos legen")
    actions.comment(cast.employee, now, action, "Legen sier ja")
    drafting.save_section(cast.employee, now, conversation_id, "work", "Om kurset", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    afterwards = later(now, 35)
    actions.comment(cast.employee, afterwards, action, "Nytt forsøk")
    change(cast, afterwards, action, EditAction({"text": "Kurs i sårstell"}))
    there = person_page.get(cast.leader, afterwards, cast.employee.id)
    assert [one.id for one in there.actions] == [action]
    run(cast, later(now, 36))
    page = person_page.get(cast.leader, later(now, 36), cast.employee.id)
    (left,) = page.actions
    assert (left.text, left.conversation_id, left.comments) == ("Kurs i sårstell", None, 1)
    assert [one.id for one in page.goals] == [goal]
    story = conversations.history_of(ChangeSubject.ACTION, action) + conversations.history_of(ChangeSubject.GOAL, goal)
    kept = " ".join(f"{one.before} {one.after} {one.note}" for one in story)
    assert "Nytt forsøk" in kept
    for word in ("legen", "Legen sier", "Bli fagansvarlig"):
        assert word not in kept


def test_unsigned_conversations_go_after_their_last_word(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    planned = conversations.planned(cast, now)
    drafting.save_section(cast.employee, later(now, 3), conversation_id, "work", "Endelig", 0)
    assert RetentionKind.UNSIGNED not in run(cast, later(now, 24, 13)).counts
    assert run(cast, datetime.combine(add_months(conversations.DAY, 24), now.timetz())).counts == {
        RetentionKind.UNSIGNED: 1
    }
    with pytest.raises(NotFound):
        conversation_view.get(cast.leader, now, planned)
    assert run(cast, later(now, 27)).counts[RetentionKind.UNSIGNED] == 1


def test_closed_actions_and_goals_discussed_topics_and_follow_ups_are_erased(cast: Cast, now: datetime) -> None:
    done, dropped, open_one = (agree(cast, now, text) for text in ("Ferdig", "Droppet", "Åpen"))
    change(cast, now, done, SetStatus(ActionStatus.DONE))
    change(cast, later(now, 2), dropped, SetStatus(ActionStatus.DROPPED, "Ikke aktuelt"))
    draft = validate_draft(GoalDraft, {"text": "Bli trygg", "kind": GoalKind.WORK})
    goal = goals.add(cast.leader, now, cast.employee.id, draft).subject_id
    reached = draft.model_copy(update={"status": GoalStatus.REACHED})
    goals.edit(cast.leader, later(now, 1), goal, 1, reached)
    for text in ("Turnus", "Ferie"):
        topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": text}))
    (turnus, _ferie) = person_page.get(cast.leader, now, cast.employee.id).topics
    topics.toggle_discussed(cast.leader, now, turnus.id)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    assert run(cast, later(now, 12)).counts == {RetentionKind.TOPICS: 1}
    assert run(cast, later(now, 24)).counts == {RetentionKind.AGREED: 1}
    assert run(cast, later(now, 25)).counts == {RetentionKind.AGREED: 1}
    assert run(cast, later(now, 26, -1)).counts == {}
    assert run(cast, later(now, 26)).counts == {RetentionKind.AGREED: 1}
    receipt = run(cast, later(now, 36))
    assert receipt.counts[RetentionKind.FOLLOW_UPS] == 1
    page = person_page.get(cast.leader, now, cast.employee.id)
    assert [one.id for one in page.actions] == [open_one]
    assert [one.text for one in page.topics] == ["Ferie"]
    assert not page.goals
    assert not page.follow_ups


def test_a_leaver_goes_a_year_after_the_last_day_and_others_records_name_nobody(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    promise = agree(cast, now, "Sjekke vaktplan", cast.leader)
    leave(cast, now, cast.leader, now.date())
    dry = retention.overview(cast.administrator, later(now, 12))
    assert [(one.name, dict(one.counts)) for one in dry.people] == [(cast.leader.name, {RetentionKind.PERSON: 1})]
    assert run(cast, later(now, 12, -1)).counts == {}
    assert run(cast, later(now, 12)).counts == {RetentionKind.PERSON: 1}
    kept = conversation_view.get_view(cast.employee, later(now, 12), conversation_id)
    assert (kept.conversation.leader_name, kept.signed[0].intact) == (GONE, True)
    assert actions.get(cast.employee, now, promise).responsible_name == GONE
    assert run(cast, later(now, 12, 1)).counts == {}
    with reading():
        assert not audit_log.find_broken_entries()
    # when nothing refers to them any more, the placeholder row is deleted too
    leave(cast, now, cast.employee, now.date())
    assert run(cast, later(now, 12, 2)).counts == {RetentionKind.PERSON: 1}
    with reading():
        names = {row.name for row in tables.Person.select()}
    assert names == {cast.administrator.name, cast.stranger.name}


def test_the_number_of_a_joined_entry_goes_with_the_person(cast: Cast, now: datetime) -> None:
    leave(cast, now, cast.leader, now.date())
    with writing(cast.administrator):
        former_identifiers.add(cast.leader.id, ["77"], 0)
    assert run(cast, later(now, 12)).counts == {RetentionKind.PERSON: 1}
    with reading():
        assert former_identifiers.by_person() == {}


def test_an_employee_who_left_takes_the_leaders_access_along(cast: Cast, now: datetime) -> None:
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    conversation_id = conversations.signed(cast, now)
    agree(cast, now, "Ta kurs")
    leave(cast, now, cast.employee, now.date())
    assert run(cast, later(now, 12)).counts == {RetentionKind.PERSON: 1}
    with pytest.raises(NotFound):
        conversation_view.get_view(cast.leader, later(now, 12), conversation_id)
    for table in (tables.Conversation, tables.Minutes, tables.Action, tables.Account):
        assert rows(table) == 0
    lines = access_log.all_entries(cast.administrator, now, (AuditKind.OPENED, AuditKind.ERASED))
    assert all(line.entry.person_id != cast.employee.id or not line.person_name for line in lines)


def test_a_hold_keeps_everything_about_a_person(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    leave(cast, now, cast.employee, now.date())
    held = hold(cast, now, cast.employee.id)
    with pytest.raises(DomainError, match="hold_exists"):
        hold(cast, now, cast.employee.id)
    much_later = later(now, 60)
    receipt = run(cast, much_later)
    assert (receipt.counts.get(RetentionKind.PERSON), receipt.held) == (None, 1)
    assert conversation_view.get_view(cast.leader, now, conversation_id).signed
    over = retention.overview(cast.administrator, much_later)
    assert [(one.name, dict(one.counts)) for one in over.held_back] == [(cast.employee.name, {RetentionKind.PERSON: 1})]
    assert [(one.reason, one.ended_on) for one in over.holds] == [("Klagesak", None)]
    retention.end_hold(cast.administrator, much_later, held)
    with pytest.raises(NotFound):
        retention.end_hold(cast.administrator, much_later, held)
    assert run(cast, much_later).counts[RetentionKind.PERSON] == 1
    assert rows(tables.Hold) == 0


def test_old_sessions_and_tries_go(cast: Cast, now: datetime) -> None:
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    session = sessions.sign_in(now, HASHER, "ward", cast.employee.id, PASSWORD)
    assert session is not None
    with pytest.raises(DomainError):
        sessions.sign_in(now, HASHER, "ward", cast.stranger.id, "feil")
    sessions.sign_out(now, session)
    assert run(cast, later(now, 6, -1)).counts == {}
    assert set(run(cast, later(now, 6)).counts) == {RetentionKind.SIGN_INS}
    assert (rows(tables.Session), rows(tables.SignInAttempt)) == (0, 0)


def test_values_have_limits_and_changes_are_logged(cast: Cast, now: datetime) -> None:
    kari = cast.administrator
    with pytest.raises(InvalidInput) as caught:
        retention.set_months(kari, now, {RetentionKind.MINUTES: 6, RetentionKind.PERSON: 600})
    assert caught.value.problems == {"minutes": "too_few_months", "person": "too_many_months"}
    with pytest.raises(InvalidInput) as caught:
        retention.set_months(kari, now, {RetentionKind.HISTORY: 12})
    assert caught.value.problems == {"history": "shorter_than_agreed"}
    retention.set_months(kari, now, {RetentionKind.MINUTES: 60})
    assert retention.overview(kari, now).months[RetentionKind.MINUTES] == 60
    (line,) = access_log.all_entries(kari, now, (AuditKind.RETENTION,))
    assert dict(line.entry.details) == {"minutes": [36, 60]}


def test_the_receipt_is_in_the_log_and_remembered(cast: Cast, now: datetime) -> None:
    conversations.signed(cast, now)
    at = later(now, 36)
    receipt = run(cast, at)
    last = retention.overview(cast.administrator, at).last_receipt
    assert receipt.is_purged
    assert last is not None
    assert (last.sha256, last.by_name, last.counts) == (receipt.sha256, cast.administrator.name, receipt.counts)
    whole = access_log.all_entries(cast.administrator, at, (AuditKind.ERASED,))[0].entry
    assert (whole.details["receipt"], whole.person_id) == (receipt.sha256, None)
    assert replace(receipt, people=9).sha256 != receipt.sha256
    timer = retention.erase_due_by_timer(at + timedelta(days=1), GONE)
    assert (timer.by_id, timer.counts) == (None, {})


def test_undo_comes_too_late_after_erasing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    action = agree(cast, now, "Ta kurs")
    there = actions.get(cast.leader, now, action)
    receipt = actions.change(cast.leader, now, [ActionVersion(action, there.version)], SetStatus(ActionStatus.DONE))
    run(cast, later(now, 36))
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo.undo(cast.leader, now, receipt.batch)
    with pytest.raises(NotFound):
        conversation_view.get(cast.leader, now, conversation_id)

"""My data: everything about the viewer and nothing about others, the dates of erasure, and the log entry."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.services import sample_conversations as conversations
from tests.services.administration.erasing import agree, hold
from tests.services.administration.test_retention_of_leavers import leave
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast
from tui_app.domain.audit import AuditKind
from tui_app.domain.conversations.wished_questions import WISHED_QUESTIONS_KEY
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.my_data import MyData, MyDataDocument, MyDataSection, my_data_to_json
from tui_app.domain.practice.sessions import LookBack
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.practice import PracticeFormat
from tui_app.domain.retention import RetentionKind
from tui_app.files.exports.my_data import write_my_data
from tui_app.services import access_log, activity, form_drafts, my_data
from tui_app.services.accounts import passwords
from tui_app.services.actions import actions
from tui_app.services.conversations import conversation_view, preparation, topics
from tui_app.services.follow_up import follow_up_session, follow_ups, requests
from tui_app.services.minutes import comments, statements
from tui_app.services.people import people
from tui_app.services.practice import sessions
from tui_app.services.reminders import choices
from tui_app.text import my_data as text_my_data


def filled(cast: Cast, now: datetime) -> None:
    """Something of every kind about Ola, and words of his leader's that are not for him."""
    conversation_id = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, conversation_id, "proud", "MITT SVAR", 0)
    preparation.save_answer(cast.employee, now, conversation_id, WISHED_QUESTIONS_KEY, "SPØR OM DETTE", 0)
    sessions.record(cast.employee, now, PracticeFormat.SORT, 2)
    sessions.save_warm_up(cast.leader, now, conversation_id, ["LEDERENS SPØRSMÅL"], "LEDERENS REGEL")
    preparation.save_answer(cast.leader, now, conversation_id, "seen", "IKKE DELT", 0)
    signed = conversations.signed(cast, now, "SIGNERT TEKST")
    statements.add(cast.employee, now, signed, "MIN UTTALELSE")
    under_way = conversations.submitted(cast, now, "UNDERVEIS")
    comments.save_comment(cast.leader, now, under_way, "work", "IKKE SENDT", 0)
    action = agree(cast, now, "MITT TILTAK")
    actions.comment(cast.leader, now, action, "EN KOMMENTAR")
    topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": "ET TEMA"}))
    requests.send(cast.employee, now, validate_draft(FollowUpRequestDraft, {"text": "ET ØNSKE"}))
    activity.since_last_visit(cast.employee, now)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "FULGT OPP"}))
    choices.choose(cast.employee, now, HASHER, validate_draft(ReminderDraft, {"rhythm": "daily", "calendar": True}))
    form_drafts.save(cast.employee, now, FormDraftKey("ask-follow-up"), "Be om oppfølging", {"text": "HALVT SKREVET"})
    hold(cast, now, cast.employee.id)


def with_session(cast: Cast, now: datetime) -> None:
    """The leader has started a follow-up session with Ola."""
    follow_up_session.start(cast.leader, now, cast.employee.id)
    follow_up_session.save_note(cast.leader, now, cast.employee.id, "IKKE FERDIG", 1)


MINE = (
    "MITT SVAR", "SIGNERT TEKST", "MIN UTTALELSE", "UNDERVEIS", "MITT TILTAK", "EN KOMMENTAR", "ET TEMA",
    "ET ØNSKE", "FULGT OPP", "Klagesak", "HALVT SKREVET", "SPØR OM DETTE",
)  # fmt: skip


def taken(cast: Cast, now: datetime) -> MyData:
    return my_data.export(cast.employee, now, HASHER, PASSWORD, "here")


def test_everything_about_me_is_there_and_nothing_that_is_not_mine(cast: Cast, now: datetime) -> None:
    filled(cast, now)
    with_session(cast, now)
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    with pytest.raises(DomainError, match="sign_in_refused"):
        my_data.export(cast.employee, now, HASHER, "feil")
    text = json.dumps(my_data_to_json(taken(cast, now)), ensure_ascii=False)
    for word in (*MINE, '"rhythm": "daily"'):
        assert word in text
    for word in ("IKKE DELT", "IKKE SENDT", "IKKE FERDIG", "argon2"):
        assert word not in text
    kinds = [line.entry.kind for line in access_log.entries_about_me(cast.employee, now)]
    assert kinds.count(AuditKind.MY_DATA) == 1


def test_a_leader_takes_out_what_they_wrote_and_not_what_others_did(cast: Cast, now: datetime) -> None:
    filled(cast, now)
    with_session(cast, now)
    text = json.dumps(my_data_to_json(my_data.export(cast.leader, now, HASHER, "")), ensure_ascii=False)
    assert "IKKE DELT" in text
    assert "IKKE SENDT" in text
    assert "IKKE FERDIG" in text
    for word in ("MITT SVAR", "SIGNERT TEKST", "MIN UTTALELSE", "ET TEMA", "Klagesak"):
        assert word not in text


def test_each_thing_has_the_day_on_which_it_goes(cast: Cast, now: datetime) -> None:
    filled(cast, now)
    found = my_data.overview(cast.employee, now)
    days = {one.kind: (one.number, one.first) for one in found.erasure_dates}
    assert days[RetentionKind.MINUTES] == (1, add_months(now.date(), 36))
    assert days[RetentionKind.FOLLOW_UPS] == (3, add_months(now.date(), 36))
    assert (found.still_open, found.erased_on, [one.reason for one in found.holds]) == (2, None, ["Klagesak"])
    leave(cast, now, cast.employee, now.date())
    assert my_data.overview(cast.employee, now).erased_on == add_months(now.date(), 12)
    by_state = {one.conversation.state: one.erased_on for one in taken(cast, now).talks}
    assert by_state[ConversationState.SIGNED] == add_months(now.date(), 36)


def test_the_last_opening_by_somebody_else_is_shown(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    assert my_data.overview(cast.employee, now).last_opened is None
    conversation_view.get_view(cast.employee, now, conversation_id)
    conversation_view.get_view(cast.leader, now + timedelta(hours=1), conversation_id)
    seen = my_data.overview(cast.employee, now).last_opened
    assert seen is not None
    assert seen.by_name == cast.leader.name


def test_the_files_are_readable_by_their_owner_and_hold_text_as_text(cast: Cast, now: datetime, tmp_path: Path) -> None:
    filled(cast, now)
    hostile = "# [x](http://example.com) <b>"
    page = MyDataDocument("Alt", "I dag", (MyDataSection("Del", (hostile,), (("Svar", hostile),)),))
    path = tmp_path / "alt.md"
    write_my_data(taken(cast, now), page, path)
    assert "[x](" not in path.read_text()
    assert "<b>" not in path.read_text().replace("\\<b\\>", "")
    data = json.loads((tmp_path / "alt.json").read_text())
    assert data["person"]["name"] == cast.employee.name
    assert date.fromisoformat(data["at"][:10]) == now.date()
    assert {one.stat().st_mode & 0o777 for one in tmp_path.glob("alt.*")} == {0o600}
    with pytest.raises(DomainError, match="file_exists"):
        write_my_data(taken(cast, now), page, path)


def test_it_says_when_the_password_was_chosen(cast: Cast, now: datetime) -> None:
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    data = my_data.export(cast.employee, now, HASHER, PASSWORD)
    assert data.account.password_at == now
    (who, *_rest) = text_my_data.my_data_document(data).parts
    assert any(item.startswith("Password: chosen Monday 23 November 2026") for item in who.items)
    assert my_data_to_json(data)["account"]["password_at"] == now.isoformat()


def test_it_tells_nobody_the_last_day_of_somebody_else(cast: Cast, now: datetime) -> None:
    filled(cast, now)
    leader = people.get_for_editing(cast.administrator, now, cast.leader.id)
    draft = validate_draft(PersonDraft, {"name": leader.name, "end_date": date(2031, 5, 8)})
    people.edit(cast.administrator, now, leader.id, leader.version, draft)
    assert "2031-05-08" not in json.dumps(my_data_to_json(my_data.export(cast.employee, now, HASHER, "")))


def test_a_leader_takes_their_own_practice_out(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    passwords.choose_password(cast.leader, now, HASHER, "", PASSWORD)
    sessions.save_warm_up(cast.leader, now, conversation_id, ["Hva er viktigst?"], "Vent")
    sessions.save_look_back(cast.leader, now, conversation_id, LookBack("Stillheten"))
    sessions.record(cast.leader, now, PracticeFormat.MIRROR, 7)
    data = my_data.export(cast.leader, now, HASHER, PASSWORD)
    document = text_my_data.my_data_document(data)
    texts = [text for section in document.parts for _, text in section.texts]
    assert {"Hva er viktigst?\nVent", "Stillheten"} <= set(texts)
    assert my_data_to_json(data)["practised"][0]["format"] == "mirror"
    [kept] = [one for one in my_data.overview(cast.leader, now).erasure_dates if one.kind is RetentionKind.PRACTICE]
    assert (kept.number, kept.first.year) == (3, now.year + 1)
    sessions.erase_all(cast.leader, now)
    assert not [one for one in my_data.overview(cast.leader, now).erasure_dates if one.kind is RetentionKind.PRACTICE]

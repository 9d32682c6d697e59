"""Preparations are erased when the minutes are signed, or a while later."""

from __future__ import annotations

from datetime import datetime

from tests.services import sample_conversations as conversations
from tests.services.administration.erasing import hold, later, rows, run
from tests.services.sample_conversations import Cast
from tui_app.domain.audit import AuditKind
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log
from tui_app.services.administration import retention
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.minutes import amendments, drafting, signing, submission
from tui_app.storage.tables import registry as tables


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

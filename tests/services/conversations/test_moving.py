"""Moving and cancelling a conversation, undoing that, and a change of leader; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.conversations.plans import WINTER, one, reason
from tests.services.sample_conversations import DAY, OTHER_FORM, Cast, plan_draft, planned
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed, NotFound
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services import calendars
from tui_app.services.actions import actions
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.minutes import drafting
from tui_app.services.people import people
from tui_app.services.undo import undo


def other_form(cast: Cast, now: datetime) -> int:
    return next(form.id for form in templates.published(cast.leader, now) if form.key == OTHER_FORM.key)


def test_moving_raises_the_sequence_and_keeps_the_uid(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, at="9")
    before = one(cast, now, conversation_id)
    later = DAY + timedelta(days=3)
    draft = plan_draft(cast, on=later, at="10.30", place="Kantina", template_id=other_form(cast, now))
    receipt = planning.edit(cast.leader, now, conversation_id, 1, draft)
    moved = one(cast, now, conversation_id)
    assert (receipt.count, receipt.subject_id) == (1, conversation_id)
    assert (moved.uid, moved.sequence, moved.version) == (before.uid, 1, 2)
    assert (moved.on, moved.starts) == (later, datetime(2026, 12, 10, 10, 30, tzinfo=UTC))
    assert (moved.kind, moved.minutes, moved.title) == (ConversationKind.FOLLOW_UP, 20, OTHER_FORM.title)
    planning.edit(cast.leader, now, conversation_id, 2, plan_draft(cast, on=later))
    assert (one(cast, now, conversation_id).sequence, one(cast, now, conversation_id).starts) == (2, None)


def test_only_the_leader_moves_and_cancels(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    for who in (cast.employee, *cast.outsiders):
        with pytest.raises(NotAllowed):
            planning.edit(who, now, conversation_id, 1, plan_draft(cast, on=DAY + timedelta(days=1)))
        with pytest.raises(NotAllowed):
            planning.cancel(who, now, conversation_id, 1, reason())
    with pytest.raises(NotFound):
        planning.edit(cast.leader, now, 4711, 1, plan_draft(cast))
    assert one(cast, now, conversation_id).version == 1


def test_moving_what_was_moved_elsewhere_is_a_conflict(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, place="Rom 1"))
    changes: list[Callable[[], object]] = [
        lambda: planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, place="Rom 2")),
        lambda: planning.cancel(cast.leader, now, conversation_id, 1, reason()),
    ]
    for change in changes:
        with pytest.raises(ConflictError) as told:
            change()
        assert (told.value.current, told.value.by) == (one(cast, now, conversation_id), "Lise Łukasz")
    assert one(cast, now, conversation_id).place == "Rom 1"


def test_cancelling_keeps_the_reason_and_ends_it(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    planning.cancel(cast.leader, now, conversation_id, 1, reason("Ola er syk"))
    found = one(cast, now, conversation_id)
    assert (found.state, found.reason, found.sequence) == (ConversationState.CANCELLED, "Ola er syk", 1)
    refusals: list[Callable[[], object]] = [
        lambda: planning.cancel(cast.leader, now, conversation_id, 2, reason()),
        lambda: planning.edit(cast.leader, now, conversation_id, 2, plan_draft(cast)),
    ]
    for refused in refusals:
        with pytest.raises(DomainError, match="not_planned_any_more"):
            refused()
    with pytest.raises(DomainError, match="step_impossible"):
        planning.start(cast.employee, now, conversation_id)
    with pytest.raises(DomainError, match="preparation_is_closed"):
        preparation.save_answer(cast.employee, now, conversation_id, "how", "Bra", 0)
    with pytest.raises(DomainError, match="step_impossible"):
        drafting.save_section(cast.employee, now, conversation_id, "work", "Tekst", 0)
    with pytest.raises(DomainError, match="minutes_are_closed"):
        conversations.agree_action(cast, now, conversation_id, cast.leader)


def test_undoing_a_plan_takes_it_away(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast))
    assert undo(cast.leader, now, receipt.batch) == 1
    with pytest.raises(NotFound):
        one(cast, now, receipt.subject_id)


def test_undoing_a_move_brings_back_every_field(cast: Cast) -> None:
    conversation_id = planned(cast, WINTER, on=date(2027, 3, 29), at="9", place="Rom 4", note="Hei")
    before = one(cast, WINTER, conversation_id)
    draft = plan_draft(cast, on=date(2027, 3, 22), at=None, template_id=other_form(cast, WINTER))
    receipt = planning.edit(cast.leader, WINTER, conversation_id, 1, draft)
    assert one(cast, WINTER, conversation_id).starts is None
    undo(cast.leader, WINTER, receipt.batch)
    back = one(cast, WINTER, conversation_id)
    for name in ("on", "starts", "place", "note", "kind", "minutes", "template_id", "title", "uid", "state"):
        assert getattr(back, name) == getattr(before, name), name
    assert back.version == 3


def test_undoing_a_cancellation_makes_it_planned_again(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, at="9")
    receipt = planning.cancel(cast.leader, now, conversation_id, 1, reason())
    undo(cast.leader, now, receipt.batch)
    back = one(cast, now, conversation_id)
    assert (back.state, back.reason, back.starts) == (
        ConversationState.PLANNED,
        "",
        datetime(2026, 12, 7, 9, 0, tzinfo=UTC),
    )
    planning.start(cast.leader, now, conversation_id)


def test_a_calendar_that_got_a_change_gets_its_undoing(cast: Cast, now: datetime) -> None:
    """A calendar ignores an appointment with a lower sequence than the one it has."""
    conversation_id = planned(cast, now, at="9")

    def told() -> int:
        return calendars.appointments(cast.leader, now, [conversation_id], "nb")[0].sequence

    seen = [told()]
    moving = planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast, at="10"))
    seen.append(told())
    undo(cast.leader, now, moving.batch)
    seen.append(told())
    version = one(cast, now, conversation_id).version
    cancelling = planning.cancel(cast.leader, now, conversation_id, version, reason())
    seen.append(told())
    undo(cast.leader, now, cancelling.batch)
    seen.append(told())
    assert seen == sorted(set(seen))


def test_a_started_conversation_is_not_undone(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast))
    moving = planning.edit(cast.leader, now, receipt.subject_id, 1, plan_draft(cast, place="Rom 4"))
    planning.start(cast.employee, now, receipt.subject_id)
    for batch in (receipt.batch, moving.batch):
        with pytest.raises(DomainError, match="undo_too_late"):
            undo(cast.leader, now, batch)


def test_a_plan_is_not_undone_once_somebody_has_prepared(cast: Cast, now: datetime) -> None:
    receipt = planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast))
    preparation.save_answer(cast.employee, now, receipt.subject_id, "proud", "Mye arbeid lagt i dette", 0)
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
    mine = conversation_view.get_view(cast.employee, now, receipt.subject_id).my_preparation
    assert mine.answers["proud"].value == "Mye arbeid lagt i dette"


def test_a_change_of_form_is_not_undone_once_somebody_has_prepared(cast: Cast, now: datetime) -> None:
    """The answers are to the questions of the current form."""
    other = {one.key: one.id for one in templates.published(cast.leader, now)}["other"]
    conversation_id = planned(cast, now, template_id=other)
    changing = planning.edit(cast.leader, now, conversation_id, 1, plan_draft(cast))
    moving = planning.edit(cast.leader, now, conversation_id, 2, plan_draft(cast, place="Rom 4"))
    preparation.save_answer(cast.employee, now, conversation_id, "yes", True, 0)
    undo(cast.leader, now, moving.batch)
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(cast.leader, now, changing.batch)
    assert refused.value.values == {"by": cast.employee.name}
    seen = conversation_view.get_view(cast.employee, now, conversation_id)
    assert (seen.form.question("yes") is not None, seen.my_preparation.answers["yes"].value) == (True, True)


def test_what_was_undone_is_not_in_the_history_of_the_next_record(cast: Cast, now: datetime) -> None:
    """SQLite reuses the id that became free, and the next record may be about somebody else."""
    draft = {"text": "Snakke med legen", "responsible_id": cast.employee.id, "due": DAY}
    taken_back = actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, draft))
    undo(cast.leader, now, taken_back.batch)
    other = {"text": "Ta kurs", "responsible_id": cast.stranger.id, "due": DAY}
    new = actions.add(cast.leader, now, cast.stranger.id, validate_draft(ActionDraft, other)).subject_id
    story = actions.history_of(cast.stranger, now, new)
    assert [change.kind for change in story] == [ChangeKind.CREATED]
    assert "legen" not in repr(story)


def test_a_new_leader_takes_over_what_is_planned_and_not_what_was_held(cast: Cast, now: datetime, kari: Viewer) -> None:
    held = planned(cast, now)
    planning.start(cast.leader, now, held)
    conversation_id = planned(cast, now, at="9")
    before = one(cast, now, conversation_id)
    person = people.get_for_editing(kari, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": person.name, "leader_id": cast.stranger.id})
    people.edit(kari, now, person.id, person.version, draft)
    taken_over = conversation_view.get(cast.stranger, now, conversation_id)
    assert taken_over.uid == before.uid
    assert taken_over.sequence > before.sequence
    with pytest.raises(NotAllowed):
        conversation_view.get(cast.leader, now, conversation_id)
    with pytest.raises(NotAllowed):
        conversation_view.get(cast.stranger, now, held)

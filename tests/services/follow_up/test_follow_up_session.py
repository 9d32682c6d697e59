"""Follow-up sessions: interrupted, continued, and finished; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from tests.conftest import viewer_of
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, NotFound
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.follow_up import follow_up_session, team_session
from tui_app.services.people import people, person_page
from tui_app.services.undo import undo


def agree(kari: Viewer, now: datetime, person: Person, text: str, days: int) -> int:
    draft = {"text": text, "responsible_id": person.id, "due": now.date() + timedelta(days=days)}
    return actions.add(kari, now, person.id, validate_draft(ActionDraft, draft)).subject_id


@pytest.fixture
def three(kari: Viewer, ola: Person, now: datetime) -> list[int]:
    """Three actions of Ola's, by due date."""
    return [agree(kari, now, ola, text, days) for text, days in (("En", -3), ("To", 2), ("Tre", 9))]


def test_it_goes_on_where_it_was_interrupted(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    follow_up_session.start(kari, now, ola.id)
    actions.change(kari, now, [ActionVersion(three[0], 1)], SetStatus(ActionStatus.DONE))
    session = follow_up_session.get(kari, now, ola.id).session
    follow_up_session.save_progress(kari, now, ola.id, session, three, {three[0]: FollowUpOutcome.DONE}, 1)
    follow_up_session.save_note(kari, now, ola.id, "Godt i gang", 1)
    agree(kari, now, ola, "Ny", 1)
    later = now + timedelta(days=2)
    follow_up_session.start(kari, later, ola.id)
    stands = follow_up_session.get(kari, later, ola.id)
    assert [action.text for action in stands.actions] == ["En", "To", "Tre", "Ny"]
    assert (stands.position, stands.outcomes, stands.note.value) == (1, {three[0]: FollowUpOutcome.DONE}, "Godt i gang")
    assert [change.kind for change in stands.histories[three[0]]] == [ChangeKind.STATUS, ChangeKind.CREATED]
    much_later = now + timedelta(days=20)
    follow_up_session.start(kari, much_later, ola.id)
    anew = follow_up_session.get(kari, much_later, ola.id)
    assert ([action.text for action in anew.actions], anew.position) == (["Ny", "To", "Tre"], 0)
    assert anew.note.value == "Godt i gang"


def test_each_has_their_own_session(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    me = viewer_of(ola)
    follow_up_session.start(kari, now, ola.id)
    with pytest.raises(NotFound):
        follow_up_session.get(me, now, ola.id)
    follow_up_session.start(me, now, ola.id)
    follow_up_session.save_note(me, now, ola.id, "Min", 1)
    assert follow_up_session.get(kari, now, ola.id).note.value == ""


def test_a_finished_session_is_in_the_log(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    follow_up_session.start(kari, now, ola.id)
    receipt = follow_up_session.finish(kari, now, ola.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    (entry,) = person_page.get(kari, now, ola.id).follow_ups
    assert (entry.note, entry.due_on) == ("Bra", date(2026, 12, 21))
    with pytest.raises(NotFound):
        follow_up_session.get(kari, now, ola.id)
    undo(kari, now, receipt.batch)
    assert person_page.get(kari, now, ola.id).follow_ups == ()


def test_on_track_is_recorded_and_undone(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    done = actions.change(kari, now, [ActionVersion(three[1], 1)], SetStatus(ActionStatus.STARTED))
    said = actions.mark_on_track(kari, now, three[1])
    assert actions.history_of(kari, now, three[1])[0].kind is ChangeKind.ON_TRACK
    assert actions.get(kari, now, three[1]).version == 2
    undo(kari, now, done.batch)  # comments do not prevent it
    undo(kari, now, said.batch)
    assert [one.undone for one in actions.history_of(kari, now, three[1]) if one.kind is ChangeKind.ON_TRACK] == [True]
    actions.change(kari, now, [ActionVersion(three[1], 3)], SetStatus(ActionStatus.DONE))
    with pytest.raises(DomainError, match="action_is_closed"):
        actions.mark_on_track(kari, now, three[1])


def test_two_terminals_that_write_one_note_get_a_conflict(kari: Viewer, ola: Person, now: datetime) -> None:
    follow_up_session.start(kari, now, ola.id)
    written = follow_up_session.save_note(kari, now, ola.id, "Her", 1)
    with pytest.raises(ConflictError) as clash:
        follow_up_session.save_note(kari, now, ola.id, "Der", 1)
    assert clash.value.current.value == "Her"  # type: ignore[attr-defined]
    assert follow_up_session.save_note(kari, now, ola.id, "Der", written.version).version == written.version + 1


def test_two_terminals_take_nothing_from_each_other(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    follow_up_session.start(kari, now, ola.id)
    one = other = follow_up_session.get(kari, now, ola.id)
    done, moved, skipped = FollowUpOutcome.DONE, FollowUpOutcome.MOVED, FollowUpOutcome.SKIPPED
    save = partial(follow_up_session.save_progress, kari, now, ola.id)
    save(one.session, three, {three[0]: done}, 1)
    save(other.session, three, {three[1]: moved}, 2)
    added = agree(kari, now, ola, "Ny", 30)
    save(one.session, [*three, added], {three[2]: skipped}, 3)
    save(other.session, three, {three[1]: None}, 1)
    stands = follow_up_session.get(kari, now, ola.id)
    assert stands.outcomes == {three[0]: done, three[2]: skipped}
    assert [action.id for action in stands.actions] == [*three, added]


def test_a_session_that_was_finished_elsewhere_is_over(
    kari: Viewer, ola: Person, now: datetime, three: list[int]
) -> None:
    empty = validate_draft(FollowUpDraft, {})
    follow_up_session.start(kari, now, ola.id)
    session = follow_up_session.get(kari, now, ola.id).session
    follow_up_session.finish(kari, now, ola.id, empty, session)
    follow_up_session.start(kari, now, ola.id)
    with pytest.raises(NotFound):
        follow_up_session.save_progress(kari, now, ola.id, session, three, {three[0]: FollowUpOutcome.DONE}, 1)
    with pytest.raises(NotFound):
        follow_up_session.finish(kari, now, ola.id, empty, session)
    anew = follow_up_session.get(kari, now, ola.id)
    assert (anew.outcomes, anew.position) == ({}, 0)


def test_a_team_session_continues_after_an_interruption(
    kari: Viewer, ola: Person, now: datetime, three: list[int]
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, per, "Noe", 5)
    queue = team_session.start_team(kari, now)
    assert (queue.person_ids, queue.position) == ((ola.id, per.id), 0)
    follow_up_session.start(kari, now, ola.id)
    follow_up_session.finish(kari, now, ola.id, validate_draft(FollowUpDraft, {}))
    assert team_session.start_team(kari, now + timedelta(hours=3)).position == 1
    team_session.move_past(kari, now, per.id, 1)
    again = team_session.start_team(kari, now)
    assert (again.person_ids, again.position) == ((per.id,), 0)
    follow_up_session.start(kari, now, per.id)
    follow_up_session.finish(kari, now, per.id, validate_draft(FollowUpDraft, {}))
    assert team_session.start_team(kari, now).is_over

"""Walking through open actions: interrupted and gone on with, and what ends in the log; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tui_app.domain.actions import SetStatus
from tui_app.domain.drafts import ActionDraft, FollowUpDraft, PersonDraft, checked
from tui_app.domain.records import ActionStatus, ChangeKind, Person, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotFound, Refusal
from tui_app.domain.walk import Outcome
from tui_app.services import actions, pages, people, walks
from tui_app.services.actions import Target
from tui_app.services.undo import undo


def agree(kari: Viewer, now: datetime, person: Person, text: str, days: int) -> int:
    draft = {"text": text, "responsible_id": person.id, "due": now.date() + timedelta(days=days)}
    return actions.add(kari, now, person.id, checked(ActionDraft, draft)).subject_id


@pytest.fixture
def three(kari: Viewer, ola: Person, now: datetime) -> list[int]:
    """Three actions of Ola's in the order of their due dates."""
    return [agree(kari, now, ola, text, days) for text, days in (("En", -3), ("To", 2), ("Tre", 9))]


def test_it_goes_on_where_it_was_interrupted(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    walks.begin(kari, now, ola.id)
    actions.change(kari, now, [Target(three[0], 1)], SetStatus(ActionStatus.DONE))
    walks.go_on(kari, now, ola.id, three, {three[0]: Outcome.DONE}, 1)
    walks.write_note(kari, now, ola.id, "Godt i gang", 1)
    agree(kari, now, ola, "Ny", 1)
    later = now + timedelta(days=2)
    walks.begin(kari, later, ola.id)
    stands = walks.walk(kari, later, ola.id)
    assert [action.text for action in stands.actions] == ["En", "To", "Tre", "Ny"]
    assert (stands.place, stands.outcomes, stands.note.value) == (1, {three[0]: Outcome.DONE}, "Godt i gang")
    assert [change.kind for change in stands.stories[three[0]]] == [ChangeKind.STATUS, ChangeKind.CREATED]
    much_later = now + timedelta(days=20)
    walks.begin(kari, much_later, ola.id)
    anew = walks.walk(kari, much_later, ola.id)
    assert ([action.text for action in anew.actions], anew.place) == (["Ny", "To", "Tre"], 0)
    assert anew.note.value == "Godt i gang"


def test_each_walks_for_themselves(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    me = viewer_of(ola)
    walks.begin(kari, now, ola.id)
    with pytest.raises(NotFound):
        walks.walk(me, now, ola.id)
    walks.begin(me, now, ola.id)
    walks.write_note(me, now, ola.id, "Min", 1)
    assert walks.walk(kari, now, ola.id).note.value == ""


def test_at_the_end_it_stands_in_the_log(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    walks.begin(kari, now, ola.id)
    receipt = walks.finish(kari, now, ola.id, checked(FollowUpDraft, {"note": "Bra"}))
    (entry,) = pages.page(kari, now, ola.id).follow_ups
    assert (entry.note, entry.due_on) == ("Bra", date(2026, 12, 21))
    with pytest.raises(NotFound):
        walks.walk(kari, now, ola.id)
    undo(kari, now, receipt.batch)
    assert pages.page(kari, now, ola.id).follow_ups == ()


def test_on_track_is_written_down_and_taken_back(kari: Viewer, ola: Person, now: datetime, three: list[int]) -> None:
    done = actions.change(kari, now, [Target(three[1], 1)], SetStatus(ActionStatus.STARTED))
    said = actions.on_track(kari, now, three[1])
    assert actions.story(kari, now, three[1])[0].kind is ChangeKind.ON_TRACK
    assert actions.one(kari, now, three[1]).version == 2
    undo(kari, now, done.batch)  # what was only said is not in its way
    undo(kari, now, said.batch)
    assert [one.undone for one in actions.story(kari, now, three[1]) if one.kind is ChangeKind.ON_TRACK] == [True]
    actions.change(kari, now, [Target(three[1], 3)], SetStatus(ActionStatus.DONE))
    with pytest.raises(Refusal, match="action_is_closed"):
        actions.on_track(kari, now, three[1])


def test_two_terminals_that_write_one_note_are_told(kari: Viewer, ola: Person, now: datetime) -> None:
    walks.begin(kari, now, ola.id)
    written = walks.write_note(kari, now, ola.id, "Her", 1)
    with pytest.raises(ChangedElsewhere) as clash:
        walks.write_note(kari, now, ola.id, "Der", 1)
    assert clash.value.current.value == "Her"  # type: ignore[attr-defined]
    assert walks.write_note(kari, now, ola.id, "Der", written.version).version == written.version + 1


def test_the_team_is_walked_through_and_an_interruption_costs_nothing(
    kari: Viewer, ola: Person, now: datetime, three: list[int]
) -> None:
    per = people.add(kari, now, checked(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, per, "Noe", 5)
    queue = walks.begin_team(kari, now)
    assert (queue.person_ids, queue.place) == ((ola.id, per.id), 0)
    walks.begin(kari, now, ola.id)
    walks.finish(kari, now, ola.id, checked(FollowUpDraft, {}))
    assert walks.begin_team(kari, now + timedelta(hours=3)).place == 1
    walks.pass_by(kari, now, per.id, 1)
    again = walks.begin_team(kari, now)
    assert (again.person_ids, again.place) == ((per.id,), 0)
    walks.begin(kari, now, per.id)
    walks.finish(kari, now, per.id, checked(FollowUpDraft, {}))
    assert walks.begin_team(kari, now).is_over

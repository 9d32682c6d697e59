"""What is said about a day before it is chosen; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import viewer_of
from tui_app.domain.dates.day_remarks import DayRemarkKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.follow_up.schedule import PauseKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.follow_up import days, schedule
from tui_app.services.people import people
from tui_app.services.undo import undo

THURSDAY = date(2026, 12, 3)


def pause(first: date, last: date, kind: PauseKind = PauseKind.LEAVE) -> PauseDraft:
    return validate_draft(PauseDraft, {"first": first, "last": last, "kind": kind})


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (THURSDAY, []),
        (date(2026, 12, 25), [DayRemarkKind.HOLIDAY]),
        (date(2027, 5, 17), [DayRemarkKind.HOLIDAY]),
        (date(2027, 3, 28), [DayRemarkKind.HOLIDAY]),  # Easter Sunday
        (date(2026, 12, 27), [DayRemarkKind.WEEKEND]),
        (date(2026, 11, 20), [DayRemarkKind.PAST]),
        (date(2199, 6, 4), [DayRemarkKind.FAR_AHEAD]),
        (date(2030, 12, 25), [DayRemarkKind.FAR_AHEAD, DayRemarkKind.HOLIDAY]),
    ],
)
def test_days_off_and_unlikely_days_are_named(
    kari: Viewer, ola: Person, now: datetime, day: date, expected: list[DayRemarkKind]
) -> None:
    assert [remark.kind for remark in days.day_remarks(kari, now, day, [ola.id])] == expected


def test_pauses_are_named_with_their_last_day_and_only_to_those_who_see_the_page(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    schedule.add_pause(kari, now, ola.id, pause(THURSDAY, date(2027, 1, 3)), is_team=False)
    schedule.add_pause(kari, now, kari.id, pause(THURSDAY, THURSDAY), is_team=True)
    found = days.day_remarks(kari, now, THURSDAY, [ola.id, per.id])
    assert [(remark.kind, remark.name, remark.until) for remark in found] == [
        (DayRemarkKind.AWAY, "Ola Hansen", date(2027, 1, 3)),
        (DayRemarkKind.TEAM_AWAY, "", THURSDAY),
    ]
    assert days.day_remarks(kari, now, THURSDAY + timedelta(days=1), [per.id]) == ()
    assert days.day_remarks(viewer_of(per), now, date(2027, 1, 3), [ola.id])[0].kind is DayRemarkKind.WEEKEND


def test_somebody_who_leaves_before_the_day_is_named(kari: Viewer, ola: Person, now: datetime) -> None:
    edited: dict[str, Any] = {"name": ola.name, "end_date": date(2026, 11, 30), "leader_id": kari.id}
    people.edit(kari, now, ola.id, ola.version, validate_draft(PersonDraft, edited))
    assert [remark.kind for remark in days.day_remarks(kari, now, THURSDAY, [ola.id])] == [DayRemarkKind.HAS_LEFT]
    assert days.day_remarks(kari, now, date(2026, 11, 30), [ola.id]) == ()


@pytest.mark.parametrize("is_team", [False, True])
@pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 0), (4, 9), (-9, 9), (1, 2)])
def test_overlapping_pauses_are_refused(
    kari: Viewer, ola: Person, now: datetime, first: int, last: int, *, is_team: bool
) -> None:
    whose = kari.id if is_team else ola.id
    until = THURSDAY + timedelta(days=4)
    kept = schedule.add_pause(kari, now, whose, pause(THURSDAY, until), is_team=is_team)
    again = pause(THURSDAY + timedelta(days=first), THURSDAY + timedelta(days=last), PauseKind.HOLIDAY)
    with pytest.raises(DomainError) as caught:
        schedule.add_pause(kari, now, whose, again, is_team=is_team)
    assert (caught.value.code, caught.value.values) == ("pause_overlaps", {"first": THURSDAY, "last": until})
    undo(kari, now, kept.batch)
    assert schedule.add_pause(kari, now, whose, again, is_team=is_team).count == 1


def test_a_pause_may_follow_another_and_a_person_may_pause_with_the_team(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    next_day = THURSDAY + timedelta(days=1)
    schedule.add_pause(kari, now, ola.id, pause(THURSDAY, THURSDAY), is_team=False)
    assert schedule.add_pause(kari, now, ola.id, pause(next_day, next_day), is_team=False).count == 1
    assert schedule.add_pause(kari, now, kari.id, pause(THURSDAY, next_day), is_team=True).count == 1

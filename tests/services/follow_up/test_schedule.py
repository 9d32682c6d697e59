"""Follow-up schedules of teams and people, pauses, and the next follow-up; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playhouse.test_utils import assert_query_count

from tests.conftest import viewer_of
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpScheduleDraft, PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, InvalidInput
from tui_app.domain.follow_up.schedule import PauseKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.team import AttentionDetail, AttentionReason
from tui_app.services.actions import actions
from tui_app.services.follow_up import follow_ups, schedule
from tui_app.services.people import people, person_page, team
from tui_app.services.undo import undo
from tui_app.storage import database as storage


def agree(kari: Viewer, now: datetime, person: Person) -> None:
    draft = {"text": "Noe", "responsible_id": person.id, "due": now.date() + timedelta(days=200)}
    actions.add(kari, now, person.id, validate_draft(ActionDraft, draft))


def followed_up(kari: Viewer, at: datetime, person: Person, **typed: object) -> None:
    follow_ups.record(kari, at, person.id, validate_draft(FollowUpDraft, typed))


def next_of(kari: Viewer, now: datetime, person: Person) -> date | None:
    rows = team.overview(kari, now, kari.id).rows
    facts = next(row.facts for row in rows if row.person.id == person.id)
    assert person_page.get(kari, now, person.id).schedule.due_on == facts.next_follow_up
    return facts.next_follow_up


def often(text: str, **more: object) -> FollowUpScheduleDraft:
    return validate_draft(FollowUpScheduleDraft, {"often": text} | more)


def away(first: date, last: date, kind: PauseKind = PauseKind.AWAY) -> PauseDraft:
    return validate_draft(PauseDraft, {"first": first, "last": last, "kind": kind})


def test_a_new_team_is_followed_up_four_weeks_after_something_was_agreed(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    assert next_of(kari, now, ola) is None
    agree(kari, now, ola)
    assert next_of(kari, now, ola) == date(2026, 12, 21)
    reasons = {row.person.id: row.reasons for row in team.overview(kari, now + timedelta(days=30), kari.id).rows}
    assert AttentionDetail(AttentionReason.FOLLOW_UP_DUE, days=2) in reasons[ola.id]


def test_the_day_counts_in_the_zone_of_the_organisation(kari: Viewer, ola: Person) -> None:
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("UTC"))  # the 23rd, a Monday, in Oslo
    agree(kari, evening.astimezone(ZoneInfo("Europe/Oslo")), ola)
    assert next_of(kari, evening.astimezone(ZoneInfo("Europe/Oslo")), ola) == date(2026, 12, 21)


def test_a_persons_own_schedule_replaces_the_teams(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    for person in (ola, per):
        followed_up(kari, now, person)
    set_team = schedule.set_team_schedule(kari, now, kari.id, 0, often("2", months="6"))
    set_own = schedule.set_person_schedule(kari, now, ola.id, 0, often("1"))
    assert (next_of(kari, now, ola), next_of(kari, now, per)) == (date(2026, 11, 30), date(2026, 12, 7))
    (mine,) = schedule.team_schedules(kari, now)
    assert (mine.schedule.weeks, mine.schedule.months, [held.is_individual for held in mine.people]) == (
        2,
        6,
        [True, False],
    )
    own = next(held.schedule for held in mine.people if held.is_individual)
    schedule.set_person_schedule(kari, now, ola.id, own.version, often(""))
    assert next_of(kari, now, ola) == date(2026, 12, 7)
    assert undo(kari, now, set_team.batch) == 1
    assert next_of(kari, now, per) == date(2026, 12, 21)
    with pytest.raises(Exception, match="undo_too_late"):
        undo(kari, now, set_own.batch)


def test_fixed_days_are_a_schedule_too(kari: Viewer, ola: Person, now: datetime) -> None:
    followed_up(kari, now, ola)
    schedule.set_team_schedule(kari, now, kari.id, 0, often("15.1, 1.9"))
    assert next_of(kari, now, ola) == date(2027, 1, 15)


def test_pauses_of_a_person_and_of_the_whole_team(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    for person in (ola, per):
        followed_up(kari, now, person)
    schedule.set_team_schedule(kari, now, kari.id, 0, often("2"))
    own = schedule.add_pause(
        kari, now, ola.id, away(date(2026, 12, 1), date(2026, 12, 11), PauseKind.LEAVE), is_team=False
    )
    assert (next_of(kari, now, ola), next_of(kari, now, per)) == (date(2026, 12, 14), date(2026, 12, 7))
    everybody = schedule.add_pause(kari, now, kari.id, away(date(2026, 12, 7), date(2026, 12, 15)), is_team=True)
    assert (next_of(kari, now, ola), next_of(kari, now, per)) == (date(2026, 12, 16), date(2026, 12, 16))
    on_the_8th = team.overview(kari, now + timedelta(days=15), kari.id).rows
    assert {row.facts.away_until for row in on_the_8th} == {date(2026, 12, 15)}
    schedule.withdraw_pause(kari, now, everybody.subject_id, 1)
    undo(kari, now, own.batch)
    assert (next_of(kari, now, ola), next_of(kari, now, per)) == (date(2026, 12, 7), date(2026, 12, 7))


def test_a_chosen_date_replaces_the_schedule_and_the_due_date_is_stored(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    followed_up(kari, now, ola, next_on=date(2026, 12, 2))
    assert next_of(kari, now, ola) == date(2026, 12, 2)
    followed_up(kari, now + timedelta(days=11), ola)
    followed_up(kari, now + timedelta(days=14), ola)
    log = person_page.get(kari, now, ola.id).follow_ups
    assert [entry.due_on for entry in log] == [date(2027, 1, 4), date(2026, 12, 2), None]


def test_an_employees_own_follow_up_is_logged_but_does_not_count(kari: Viewer, ola: Person, now: datetime) -> None:
    followed_up(kari, now, ola)
    followed_up(viewer_of(ola), now + timedelta(days=20), ola, next_on=date(2027, 6, 1))
    assert next_of(kari, now + timedelta(days=20), ola) == date(2026, 12, 21)
    assert [entry.by_name for entry in person_page.get(kari, now, ola.id).follow_ups] == ["Ola Hansen", "Kari Nordmann"]


def test_two_who_set_a_schedule_get_a_conflict(kari: Viewer, ola: Person, now: datetime) -> None:
    schedule.set_team_schedule(kari, now, kari.id, 0, often("2"))
    with pytest.raises(ConflictError) as clash:
        schedule.set_team_schedule(kari, now, kari.id, 0, often("3"))
    assert clash.value.by == "Kari Nordmann"
    with pytest.raises(InvalidInput):
        schedule.set_team_schedule(kari, now, kari.id, 1, often(""))
    assert schedule.set_team_schedule(kari, now, kari.id, 1, often("2")).count == 0


def test_public_holidays_are_worked_out_once_for_all(
    kari: Viewer, ola: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(kari, now, ola)
    team.overview(kari, now, kari.id)

    def not_again(country: str, year: int) -> Any:
        raise AssertionError(year)

    monkeypatch.setattr("tui_app.domain.dates.public_holidays.holidays_in_year", not_again)
    assert next_of(kari, now, ola) == date(2026, 12, 21)


def test_reading_the_schedules_takes_as_many_queries_for_a_large_team(kari: Viewer, now: datetime) -> None:
    for number in range(12):
        agree(kari, now, people.add(kari, now, validate_draft(PersonDraft, {"name": f"Person {number}"})))
    schedule.team_schedules(kari, now)  # stores the year's public holidays once
    with storage.reading(kari), assert_query_count(7):
        schedule.team_schedules(kari, now)

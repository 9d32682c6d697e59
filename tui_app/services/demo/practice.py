"""What the demonstration team's leaders have practised, and what their employees answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tui_app.domain.demo_team import DemoTeam
from tui_app.domain.practice.listening import LOWEST, half_year_of, half_year_start, may_release
from tui_app.services.demo.history import StoredConversations
from tui_app.storage import demo_data


def store_practice(team: DemoTeam, ids: Mapping[str, int], conversations: StoredConversations, today: date) -> None:
    """Store sessions, warm-ups, and the counters of the answers."""
    sessions = [
        {"person": ids[person.key], "format": one.format, "on": one.on, "minutes": one.minutes}
        for person in team.people
        for one in person.practice
    ]
    demo_data.add_practice(sessions, list(_warm_ups(team, ids, conversations)), list(_answers(team, ids, today)))


def _warm_ups(
    team: DemoTeam, ids: Mapping[str, int], conversations: StoredConversations
) -> Iterator[demo_data.ColumnValues]:
    for person in team.people:
        for one in person.conversations:
            if one.is_warmed_up and person.leader is not None:
                stored = conversations[person.key, one.on]
                yield {
                    "conversation": stored.id,
                    "person": ids[person.leader],
                    "questions": [],
                    "rule": "",
                    "on": one.noted_on,
                }


def _answers(team: DemoTeam, ids: Mapping[str, int], today: date) -> Iterator[demo_data.ColumnValues]:
    """A leader with enough employees has been shown them; those of the others wait."""
    for half_year in (half_year_of(today), half_year_of(half_year_start(today) - timedelta(days=1))):
        for person in team.people:
            reports = len(team.reports(person.key))
            for counts in person.heard:
                is_released = may_release(counts.answers, reports)
                for value, count in enumerate(counts.counts, LOWEST):
                    yield {
                        "leader": ids[person.key],
                        "half_year": half_year,
                        "item": counts.item,
                        "value": value,
                        "waiting": 0 if is_released else count,
                        "released": count if is_released else 0,
                    }

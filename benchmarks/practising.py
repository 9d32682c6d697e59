"""Fills a large database with what leaders practise, with conversations, and with what employees answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tui_app.domain.practice.listening import HIGHEST, LOWEST, half_year_of
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.practice import ListeningItem, PracticeFormat
from tui_app.storage.tables import registry as tables

UNITS = 200
SESSIONS_EACH = 4
Rows = Iterator[dict[str, object]]


def tables_of(people: int, team: int, today: date) -> Iterator[tuple[Any, Rows]]:
    """Each table with its rows: four conversations for everybody in two years, four sessions and answers a leader."""
    leaders = range(1, 1 + max(1, (people - 2) // team + 1))
    yield tables.Conversation, _conversations(people, team, today)
    yield tables.PracticeSession, _sessions(leaders, today)
    yield tables.ListeningCount, _answers(leaders, today)


def unit_of(number: int) -> str:
    """The unit of the person with this number."""
    return f"Unit {number // 14 % UNITS}"


def _conversations(people: int, team: int, today: date) -> Rows:
    states = (  # none is signed: nobody has written minutes here
        ConversationState.HELD,
        ConversationState.DRAFTING,
        ConversationState.HELD,
        ConversationState.SUBMITTED,
    )
    for number in range(2, people + 1):
        for turn, state in enumerate(states):
            yield {
                "person": number,
                "leader": 1 + (number - 2) // team,
                "kind": ConversationKind.YEARLY,
                "state": state,
                "on": today - timedelta(days=turn * 180 + (number * 7919 + turn * 104_729) % 180),
                "uid": f"{number}-{turn}",
            }


def _sessions(leaders: range, today: date) -> Rows:
    formats = list(PracticeFormat)
    for leader in leaders:
        for turn in range(leader % (SESSIONS_EACH + 2)):
            on = today - timedelta(days=turn * 90 + leader % 90)
            yield {"person": leader, "format": formats[(leader + turn) % len(formats)], "on": on, "minutes": 5}


def _answers(leaders: range, today: date) -> Rows:
    for back in range(4):
        half_year = half_year_of(today - timedelta(days=182 * back))
        for leader in leaders:
            for item in ListeningItem:
                for value in range(LOWEST, HIGHEST + 1):
                    released = (leader + value) % 4
                    yield {
                        "leader": leader,
                        "half_year": half_year,
                        "item": item,
                        "value": value,
                        "waiting": (leader + value) % 2,
                        "released": released,
                    }

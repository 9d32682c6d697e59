"""Shares of leaders who practise, and of conversations with a warm-up, without anybody's name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.privacy import MIN_GROUP_SIZE
from tui_app.domain.figures.records import Figure, FigureValue

KEPT_MONTHS = 12
"""Practice is erased after at most this many months, so older periods have no figures."""


class MonthOfPractice(Struct, frozen=True):
    """One leader's sessions in one month."""

    leader_id: int
    month: date
    sessions: int
    together: int


class MonthOfConversations(Struct, frozen=True):
    """The conversations that one leader held in one month, and how many of them had a warm-up."""

    leader_id: int
    month: date
    held: int
    warmed_up: int


def practice_figures(
    periods: Sequence[FigurePeriod],
    today: date,
    leaders: Collection[int],
    planned: int,
    sessions: Iterable[MonthOfPractice],
    conversations: Iterable[MonthOfConversations],
) -> tuple[Mapping[Figure, FigureValue], ...]:
    """The figures of each period; None in those about fewer than five leaders, or of which some is erased.

    Args:
        periods: the quarters, then their year.
        leaders: ids of the leaders, without the viewer, whose own practice is no secret to them.
        planned: how many sessions a year the organisation asks for.
    """
    is_counted = [period.is_year or period.first > add_months(today, -KEPT_MONTHS) for period in periods]
    if len(leaders) < MIN_GROUP_SIZE:
        is_counted = [False] * len(periods)
    by_month: dict[date, list[MonthOfPractice]] = {}
    for one in sessions:
        if one.leader_id in leaders:
            by_month.setdefault(one.month, []).append(one)
    warm_ups = _warm_up_shares(periods, conversations)
    return tuple(
        {**_session_shares(period, len(leaders), planned, by_month), Figure.WARMED_UP: share} if counted else {}
        for period, counted, share in zip(periods, is_counted, warm_ups, strict=True)
    )


def _session_shares(
    period: FigurePeriod, leaders: int, planned: int, by_month: Mapping[date, Sequence[MonthOfPractice]]
) -> dict[Figure, FigureValue]:
    done: dict[int, int] = {}
    together: set[int] = set()
    for month, sessions in by_month.items():
        for one in sessions if period.covers(month) else ():
            done[one.leader_id] = done.get(one.leader_id, 0) + one.sessions
            if one.together:
                together.add(one.leader_id)
    as_planned = sum(count >= planned for count in done.values()) / leaders
    return {
        Figure.PRACTISED: sum(count > 0 for count in done.values()) / leaders,
        Figure.PRACTISED_AS_PLANNED: as_planned if planned and period.is_year else None,
        Figure.PRACTISED_TOGETHER: len(together) / leaders,
    }


def _warm_up_shares(
    periods: Sequence[FigurePeriod], conversations: Iterable[MonthOfConversations]
) -> list[float | None]:
    months: dict[date, list[MonthOfConversations]] = {}
    for one in conversations:
        months.setdefault(one.month, []).append(one)
    shares: list[float | None] = []
    year = periods[-1]
    is_year_shown = True
    for period in periods:
        there = [one for month, found in months.items() if period.covers(month) for one in found]
        is_enough = len({one.leader_id for one in there}) >= MIN_GROUP_SIZE
        if not is_enough and there and year.covers(period.first):
            is_year_shown = False  # the other quarters, subtracted from it, would tell
        held = sum(one.held for one in there)
        shares.append(sum(one.warmed_up for one in there) / held if is_enough and held else None)
    if not is_year_shown:
        shares[-1] = None
    return shares

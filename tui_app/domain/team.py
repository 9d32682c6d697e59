"""The Team overview: counts, who needs attention and why, and the share of actions done in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct, field

from tui_app.domain.follow_up.schedule import DEFAULT_CONVERSATION_MONTHS, is_conversation_due
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Person, StandIn

MANY_REPORTS = 15
"""The most direct reports that one leader can follow well."""
NEW_EMPLOYEE_GRACE = timedelta(days=60)
"""A person who started less than this ago needs no conversation yet."""
DONE_COUNTED_FOR = timedelta(days=365)
"""How long a done action counts on the Team and Actions screens: one yearly cycle of conversations."""
TREND_MONTHS = 6
"""Number of months in the trend of actions done in time."""


class AttentionReason(StrEnum):
    """Why a person needs attention, the strongest reason first."""

    CONVERSATION_TODAY = "conversation_today"
    OVERDUE = "overdue"
    FOLLOW_UP_REQUESTED = "asked"
    MINUTES_WAITING = "minutes_waiting"
    FOLLOW_UP_DUE = "follow_up_due"
    NO_CONVERSATION = "no_conversation"
    NOTHING_AGREED = "nothing_agreed"


_RANK = {reason: rank for rank, reason in enumerate(AttentionReason)}
_NO_ATTENTION = len(_RANK)


class AttentionDetail(Struct, frozen=True):
    """One reason with its numbers.

    Attributes:
        count: how many actions; 0 if the reason has none.
        days: for how many days; 0 if the reason has none, -1 for never.
    """

    reason: AttentionReason
    count: int = 0
    days: int = 0


class ActionCounts(Struct, frozen=True):
    """A person's actions in four groups that never overlap. Dropped actions are not counted.

    Overdue actions are not counted as open or started; done ones count for a year (`DONE_COUNTED_FOR`).
    """

    done: int = 0
    started: int = 0
    open: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """The sum of all four groups."""
        return self.done + self.started + self.open + self.overdue

    @property
    def remaining(self) -> int:
        """The actions that are not done."""
        return self.total - self.done

    def __add__(self, other: ActionCounts) -> ActionCounts:
        return ActionCounts(
            self.done + other.done,
            self.started + other.started,
            self.open + other.open,
            self.overdue + other.overdue,
        )


class TeamFacts(Struct, frozen=True):
    """What the database knows about one report.

    Attributes:
        next_follow_up: the date set at the last follow-up, else the date by the schedule (`follow_up/schedule.py`).
        next_conversation: the first one planned from today on; one that was planned and not held does not count.
        minutes_state: state of the latest conversation with a form; submitted while any minutes wait for the leader.
        conversation_months: months between two conversations in this team.
        away_until: the last day of the person's current pause.
        asked_on: the day they asked for a follow-up that they have not got yet.
    """

    person: Person
    counts: ActionCounts
    next_due: date | None = None
    last_conversation: date | None = None
    next_conversation: date | None = None
    next_follow_up: date | None = None
    last_follow_up: date | None = None
    minutes_state: ConversationState | None = None
    reports: int = 0
    conversation_months: int = DEFAULT_CONVERSATION_MONTHS
    away_until: date | None = None
    asked_on: date | None = None


class TeamRow(Struct, frozen=True):
    """One report as the Team screen shows it; `reasons` is empty when all is well."""

    facts: TeamFacts
    reasons: tuple[AttentionDetail, ...]

    @property
    def person(self) -> Person:
        """The report."""
        return self.facts.person

    @property
    def counts(self) -> ActionCounts:
        """The report's actions by group."""
        return self.facts.counts


class TrendMonth(Struct, frozen=True):
    """How many actions were due in one month, and how many of them were done by their due date."""

    month: date
    due: int
    in_time: int


class TeamOverview(Struct, frozen=True):
    """Everything that the Team screen shows.

    Attributes:
        open_actions: person id -> open actions by due date; empty if the viewer may only see figures.
        figures_only: the team is below the viewer's own, so they see numbers without content.
        unacknowledged: person id -> actions that others have done and the viewer has not acknowledged yet.
        stand_ins: whom the viewer covers for and who covers for them, today and later.
    """

    leader: Person
    rows: tuple[TeamRow, ...]
    open_actions: dict[int, tuple[Action, ...]] = field(default_factory=dict)
    trend: tuple[TrendMonth, ...] = ()
    figures_only: bool = False
    stand_ins: tuple[StandIn, ...] = ()
    unacknowledged: dict[int, tuple[Action, ...]] = field(default_factory=dict)

    @property
    def person_ids(self) -> frozenset[int]:
        """The people of the team, and its leader, whose own conversations the line on top is about."""
        return frozenset((self.leader.id, *(row.person.id for row in self.rows)))

    @property
    def counts(self) -> ActionCounts:
        """The sums below the table."""
        return sum((row.counts for row in self.rows), ActionCounts())

    def has_unacknowledged(self, row: TeamRow | None) -> bool:
        """True if the person of a row has done something that the viewer has not acknowledged yet."""
        return row is not None and bool(self.unacknowledged.get(row.person.id))

    @property
    def is_large(self) -> bool:
        """True if the leader has more reports than one can follow well."""
        return len(self.rows) > MANY_REPORTS

    @property
    def in_time_percent(self) -> int | None:
        """Percentage of the actions due in the trend's months that were done in time; None if none were due."""
        due = sum(month.due for month in self.trend)
        return round(100 * sum(month.in_time for month in self.trend) / due) if due else None


def attention_reasons(facts: TeamFacts, today: date) -> tuple[AttentionDetail, ...]:
    """Why this person needs attention, the strongest reason first:

    1. A conversation is planned for today.
    2. Actions are overdue; with their number and the days since the oldest due date.
    3. The person has asked for a follow-up; with the days since.
    4. Minutes are submitted and wait for the leader.
    5. The next follow-up is due, on the date set at the last one or by the schedule; with the days since.
    6. No conversation was held within the team's months (a year unless it chose otherwise) and none is planned. People
       who started within the last 60 days are exempt.
    7. A conversation was held, but nothing is agreed: there is no action, open or done.
    """
    found: list[AttentionDetail] = []
    if facts.next_conversation == today:
        found.append(AttentionDetail(AttentionReason.CONVERSATION_TODAY))
    if facts.counts.overdue and facts.next_due:
        found.append(AttentionDetail(AttentionReason.OVERDUE, facts.counts.overdue, (today - facts.next_due).days))
    if facts.asked_on is not None:
        found.append(AttentionDetail(AttentionReason.FOLLOW_UP_REQUESTED, days=max(0, (today - facts.asked_on).days)))
    if facts.minutes_state is ConversationState.SUBMITTED:
        found.append(AttentionDetail(AttentionReason.MINUTES_WAITING))
    if facts.next_follow_up and facts.next_follow_up <= today:
        found.append(AttentionDetail(AttentionReason.FOLLOW_UP_DUE, days=(today - facts.next_follow_up).days))
    if facts.next_conversation is None and _needs_conversation(facts, today):
        days = max(-1, (today - facts.last_conversation).days) if facts.last_conversation else -1
        found.append(AttentionDetail(AttentionReason.NO_CONVERSATION, days=days))
    if facts.counts.total == 0 and facts.last_conversation is not None:
        found.append(AttentionDetail(AttentionReason.NOTHING_AGREED))
    return tuple(found)


def _needs_conversation(facts: TeamFacts, today: date) -> bool:
    started = facts.person.start_date
    if started is not None and today - started < NEW_EMPLOYEE_GRACE:
        return False
    return is_conversation_due(facts.last_conversation, facts.conversation_months, today)


def attention_sort_key(row: TeamRow) -> tuple[int, int, int]:
    """Sort key that puts those who need attention first: by the strongest reason, its days and its number."""
    if not row.reasons:
        return (_NO_ATTENTION, 0, 0)
    first = row.reasons[0]
    days = 100_000 if first.days < 0 else first.days
    return (_RANK[first.reason], -days, -first.count)


def sort_by_attention(facts: Iterable[TeamFacts], today: date) -> tuple[TeamRow, ...]:
    """The rows of the Team screen by attention; rows that are equal keep their order (by name)."""
    rows = (TeamRow(each, attention_reasons(each, today)) for each in facts)
    return tuple(sorted(rows, key=attention_sort_key))


def trend_months(today: date) -> tuple[date, ...]:
    """First days of the months in the trend, the oldest first and the current month last."""
    months: list[date] = []
    first = today.replace(day=1)
    for _ in range(TREND_MONTHS):
        months.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(reversed(months))


def in_time_trend(dues: Iterable[tuple[date, date | None]], today: date) -> tuple[TrendMonth, ...]:
    """Count by month how many actions were due before today, and how many of them were done in time.

    Args:
        dues: due date and day done (None while open) of every action that was not dropped.
        today: an action that is due today is not counted yet.
    """
    months = {month: [0, 0] for month in trend_months(today)}
    for due, done_on in dues:
        counts = months.get(due.replace(day=1))
        if counts is not None and due < today:
            counts[0] += 1
            counts[1] += done_on is not None and done_on <= due
    return tuple(TrendMonth(month, due, in_time) for month, (due, in_time) in months.items())

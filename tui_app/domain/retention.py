"""Retention: the kinds of data with a retention period, when each item is due for erasure, and holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.errors import InvalidInput


class RetentionKind(StrEnum):
    """What is kept for a limited time.

    The audit log has no kind: it contains nothing that anybody wrote, and stays whole.
    """

    PREPARATION = "preparation"
    MINUTES = "minutes"
    UNSIGNED = "unsigned"
    AGREED = "agreed"
    TOPICS = "topics"
    FOLLOW_UPS = "follow_ups"
    HISTORY = "history"
    SIGN_INS = "sign_ins"
    PRACTICE = "practice"
    PERSON = "person"


class RetentionPeriod(Struct, frozen=True):
    """The months that a kind is kept: the default, and the limits within which an organisation may change it."""

    default: int
    minimum: int
    maximum: int


_ORDER = {kind: place for place, kind in enumerate(RetentionKind)}
RETENTION_PERIODS: Mapping[RetentionKind, RetentionPeriod] = {
    # at the first signing; 0 erases it at that moment
    RetentionKind.PREPARATION: RetentionPeriod(0, 0, 12),
    # at the last signing; includes statements, comments and the rest of the conversation
    RetentionKind.MINUTES: RetentionPeriod(36, 12, 120),
    # conversations without signed minutes: on their day, or when something was last written in them
    RetentionKind.UNSIGNED: RetentionPeriod(24, 6, 60),
    # actions and goals: on the day they were done, reached or dropped
    RetentionKind.AGREED: RetentionPeriod(24, 6, 120),
    # on the day they were discussed
    RetentionKind.TOPICS: RetentionPeriod(12, 1, 60),
    # on the day of a log entry; includes pauses that are over and sessions that were never finished
    RetentionKind.FOLLOW_UPS: RetentionPeriod(36, 6, 120),
    # changes with comments and earlier texts: on their day; stand-ins and holds: when they end
    RetentionKind.HISTORY: RetentionPeriod(36, 6, 120),
    # sessions, failed attempts, and when a person last looked at what others did
    RetentionKind.SIGN_INS: RetentionPeriod(6, 1, 24),
    # practice sessions, warm-ups and what one noted after a conversation: on their day
    RetentionKind.PRACTICE: RetentionPeriod(12, 1, 12),
    # everything about a person: on the last working day
    RetentionKind.PERSON: RetentionPeriod(12, 1, 60),
}
"""Kind -> how long it is kept. The comments say when the period starts."""


class StoredItemKind(StrEnum):
    """The kind of record that an item is."""

    CONVERSATION = "conversation"
    PREPARATION = "preparation"
    ACTION = "action"
    GOAL = "goal"
    TOPIC = "topic"
    FOLLOW_UP = "follow_up"
    PAUSE = "pause"
    FOLLOW_UP_SESSION = "walk"
    FORM_DRAFT = "unfinished"
    REQUEST = "request"
    CHANGE = "change"
    STAND_IN = "stand_in"
    HOLD = "hold"
    SESSION = "session"
    VISIT = "visit"
    SIGN_IN_ATTEMPT = "try"
    PRACTICE_SESSION = "practice_session"
    PRACTICE_INVITATION = "practice_invitation"
    WARM_UP = "warm_up"
    LOOK_BACK = "look_back"
    PERSON = "person"


class StoredItem(Struct, frozen=True):
    """A record that is kept for a limited time.

    Attributes:
        id: its number or key; for a preparation, the number of the conversation.
        person_id: the person it is about; 0 if the person is not known.
        since: the day on which its retention period starts.
        is_planned: somebody has planned that day; the others are the day on which something was stored.
    """

    kind: RetentionKind
    item_kind: StoredItemKind
    id: int | str
    person_id: int
    since: date
    is_planned: bool = False


class PeriodLimits(Struct, frozen=True):
    """The periods of items that can be due: those that started before a day, or after one that has not come yet."""

    before: date
    after: date


FirstNoticed = Mapping[str, date]
"""Items that a wrong clock has dated in the future, by kind and day -> the day on which that was first noticed."""


def latest_stored_day(today: date) -> date:
    """The last day on which something can have been stored: days are stored by UTC."""
    return today + timedelta(days=1)


def count_from_first_noticed(
    items: Iterable[StoredItem], noticed: FirstNoticed, today: date
) -> tuple[list[StoredItem], dict[str, date]]:
    """The items, with periods that would start in the future starting when that was first noticed.

    Returns:
        The items, and those of the future that were noticed by now.
    """
    counted: list[StoredItem] = []
    found: dict[str, date] = {}
    for one in items:
        item = one
        if not item.is_planned and item.since > latest_stored_day(today):
            key = f"{item.item_kind}:{item.since.isoformat()}"
            found[key] = noticed.get(key, today)
            item = replace(item, since=found[key])
        counted.append(item)
    return counted, found


RetentionMonths = Mapping[RetentionKind, int]
"""Kind -> months that this organisation keeps it."""


def effective_months(stored: Mapping[str, object] | None) -> dict[RetentionKind, int]:
    """The organisation's values, with defaults for those it has not set."""
    values = stored or {}
    return {
        kind: value if isinstance(value := values.get(kind.value), int) else period.default
        for kind, period in RETENTION_PERIODS.items()
    }


def validate_months(months: RetentionMonths) -> None:
    """Check that these values may be set.

    Raises:
        InvalidInput: kind -> `too_few_months`, `too_many_months` or `shorter_than_agreed`. The history shows when an
            action was closed, so it must be kept at least as long as actions are.
    """
    problems: dict[str, str] = {}
    for kind, value in months.items():
        if value < RETENTION_PERIODS[kind].minimum:
            problems[kind.value] = "too_few_months"
        elif value > RETENTION_PERIODS[kind].maximum:
            problems[kind.value] = "too_many_months"
    if not problems and months[RetentionKind.HISTORY] < months[RetentionKind.AGREED]:
        problems[RetentionKind.HISTORY.value] = "shorter_than_agreed"
    if problems:
        raise InvalidInput(problems)


@lru_cache(maxsize=4096)
def _months_later(day: date, months: int) -> date:
    return add_months(day, months)


def erasure_date(kind: RetentionKind, since: date, months: RetentionMonths) -> date:
    """The day on which an item is to be erased."""
    return _months_later(since, months[kind])


def oldest_kept_day(kind: RetentionKind, today: date, months: RetentionMonths) -> date:
    """A day after which no item of this kind can be due yet. Older items need to be checked one by one."""
    # 28 to 31 January plus one month are all 28 February, so three later days are due too
    return date.fromordinal(add_months(today, -months[kind]).toordinal() + 4)


class DueForErasure(Struct, frozen=True):
    """What is to be erased, and what only a hold protects."""

    items: tuple[StoredItem, ...]
    held_items: tuple[StoredItem, ...]

    @property
    def counts(self) -> dict[RetentionKind, int]:
        """The number of items of each kind, without kinds that have none."""
        return count_by_kind(self.items)


def count_by_kind(items: Iterable[StoredItem]) -> dict[RetentionKind, int]:
    """Kind -> number of items, in the order of the kinds; without kinds that have none."""
    found: dict[RetentionKind, int] = {}
    for item in items:
        found[item.kind] = found.get(item.kind, 0) + 1
    return dict(sorted(found.items(), key=lambda one: _ORDER[one[0]])) if len(found) > 1 else found


def find_due(
    items: Iterable[StoredItem], held_person_ids: Collection[int], months: RetentionMonths, today: date
) -> DueForErasure:
    """The items that are due for erasure.

    Everything about a person who is to be erased goes with them and is not listed separately.

    Args:
        items: what is stored.
        held_person_ids: people with a hold, whose items are kept.
        months: the retention periods.
        today: an item that is due today counts.
    """
    due = [item for item in items if erasure_date(item.kind, item.since, months) <= today]
    erased_person_ids = {item.person_id for item in due if item.kind is RetentionKind.PERSON}
    due = [item for item in due if item.kind is RetentionKind.PERSON or item.person_id not in erased_person_ids]
    return DueForErasure(
        tuple(item for item in due if item.person_id not in held_person_ids),
        tuple(item for item in due if item.person_id in held_person_ids),
    )


class RetentionHold(Struct, frozen=True):
    """While it lasts, nothing about this person is erased.

    Attributes:
        ended_on: the first day on which it no longer holds.
        person_end: the person's last working day; `by_end` that of whoever set the hold.
    """

    id: int
    person_id: int
    person_name: str
    by_name: str
    reason: str
    since: date
    ended_on: date | None = None
    person_end: date | None = None
    by_end: date | None = None

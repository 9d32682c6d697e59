"""Practice sessions: the formats, how many a year, invitations, and what a leader keeps for the next conversation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.records.practice import PracticeFormat

DEFAULT_SESSIONS_PER_YEAR = 4
"""How often leaders practise unless the organisation decides otherwise: a few short sessions, not one long course."""
MAX_SESSIONS_PER_YEAR = 12
"""The most sessions a year that an organisation can ask for."""
WARM_UP_QUESTIONS = 3
"""How many questions one chooses for the next conversation."""
WARM_UP_DAYS = 2
"""The warm-up is offered at most this many days before a conversation."""

LOOK_BACK_DAYS = 7
"""Looking back is offered for this many days after a conversation."""


class PracticeOffer(StrEnum):
    """What a leader is offered beside a conversation; never more than offered."""

    NONE = "none"
    WARM_UP = "warm_up"
    LOOK_BACK = "look_back"


class FormatFacts(Struct, frozen=True):
    """What a format needs.

    Attributes:
        minutes: how long it takes.
        fewest: the fewest people who take part.
        most: the most people who take part.
    """

    minutes: int
    fewest: int = 1
    most: int = 1

    @property
    def is_shared(self) -> bool:
        """True if several people practise together."""
        return self.most > 1


FORMATS: Mapping[PracticeFormat, FormatFacts] = {
    PracticeFormat.OPEN_UP: FormatFacts(5),
    PracticeFormat.SORT: FormatFacts(2),
    PracticeFormat.MIRROR: FormatFacts(7),
    PracticeFormat.NEXT_CONVERSATION: FormatFacts(5),
    PracticeFormat.PAIR: FormatFacts(10, 2, 2),
    PracticeFormat.TRIAD: FormatFacts(15, 3, 3),
    PracticeFormat.FEEDFORWARD: FormatFacts(10, 2, 2),
    PracticeFormat.SHARE: FormatFacts(10, 2, 2),
    PracticeFormat.CIRCLE: FormatFacts(15, 4, 10),
    PracticeFormat.PEER_SUPERVISION: FormatFacts(45, 4, 8),
}
"""Format -> what it needs."""
INVITATION_DAYS = 14
"""An invitation is shown for this many days."""
PAIR_FORMATS = tuple(one for one, facts in FORMATS.items() if facts.most == 2)
"""What an employee can be invited to."""


class PracticeSession(Struct, frozen=True):
    """A session that somebody finished."""

    format: PracticeFormat
    on: date
    minutes: int


class Partner(Struct, frozen=True):
    """A leader with whom one can practise.

    Attributes:
        leads_leaders: they lead other leaders; training transfers when superiors take part.
    """

    id: int
    name: str
    leads_leaders: bool = False


class WarmUp(Struct, frozen=True):
    """What a leader chose for one conversation.

    Attributes:
        questions: the questions to ask, which come first in the conversation.
        rule: one rule for oneself.
    """

    questions: tuple[str, ...] = ()
    rule: str = ""


class LookBack(Struct, frozen=True):
    """What a leader noted after a conversation, for the next warm-up only.

    Attributes:
        opened_up: what made the other open up.
        took_over: where the leader took over.
        next_time: one thing for next time.
    """

    opened_up: str = ""
    took_over: str = ""
    next_time: str = ""

    @property
    def is_empty(self) -> bool:
        """True if nothing was noted."""
        return not (self.opened_up or self.took_over or self.next_time)


def fewest_that_count(planned: int) -> int:
    """How much of what a session has must be done for it to count: half, so that leafing through does not."""
    return (planned + 1) // 2


def counts_as_session(done: float, planned: float) -> bool:
    """True if enough was done for a session to count."""
    return 2 * done >= planned


def is_warm_up_offered(conversation_on: date, today: date) -> bool:
    """True if the warm-up for a planned conversation is offered today: from two days before, to its day."""
    return 0 <= (conversation_on - today).days <= WARM_UP_DAYS


def is_look_back_offered(held_on: date, today: date) -> bool:
    """True if looking back on a conversation that has ended is offered today: for a week."""
    return 0 <= (today - held_on).days <= LOOK_BACK_DAYS


class PracticeInvitation(Struct, frozen=True):
    """An invitation. That it was followed is stored nowhere.

    Attributes:
        person_id: who is invited.
        by_name: who invites.
    """

    id: int
    person_id: int
    person_name: str
    by_id: int
    by_name: str
    format: PracticeFormat
    on: date


def first_shown_day(today: date) -> date:
    """The day of the oldest invitation that is shown today."""
    return today - timedelta(days=INVITATION_DAYS)

"""How a conversation goes from planned to signed: its steps, who takes them, and whose turn it is.

planned → held → drafting → submitted → returned (→ submitted) or signed; from planned also cancelled. An amendment of
signed minutes goes the same way from drafting on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tui_app.domain.forms import Answer, Form
from tui_app.domain.minutes import MinutesDocument, SignedMinutes
from tui_app.domain.records import Action, Conversation, ConversationState, Goal, GoalStatus, Role, Topic
from tui_app.domain.refusals import NotAllowed, Refusal


class Step(StrEnum):
    """What somebody does with a conversation or with its minutes."""

    BEGIN = "begin"
    CANCEL = "cancel"
    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"


_S = ConversationState
_EITHER = frozenset(Role)
_EMPLOYEE, _LEADER = frozenset({Role.EMPLOYEE}), frozenset({Role.LEADER})
STEPS: Mapping[tuple[ConversationState, Step], tuple[ConversationState, frozenset[Role]]] = {
    (_S.PLANNED, Step.BEGIN): (_S.HELD, _EITHER),
    (_S.PLANNED, Step.CANCEL): (_S.CANCELLED, _LEADER),
    (_S.HELD, Step.WRITE): (_S.DRAFTING, _EMPLOYEE),
    (_S.DRAFTING, Step.SUBMIT): (_S.SUBMITTED, _EMPLOYEE),
    (_S.RETURNED, Step.SUBMIT): (_S.SUBMITTED, _EMPLOYEE),
    (_S.SUBMITTED, Step.RETURN): (_S.RETURNED, _LEADER),
    (_S.SUBMITTED, Step.SIGN): (_S.SIGNED, _LEADER),
}
"""State and step -> the state after it, and who may take it. What is not here cannot be done."""

WRITABLE = (_S.DRAFTING, _S.RETURNED)
"""States in which the employee writes the minutes; the leader sees them then only if the employee shows them."""

UNSIGNED = (_S.HELD, _S.DRAFTING, _S.SUBMITTED, _S.RETURNED)
"""States of a held conversation, or of an amendment, that is not ended: the employee may hand it to a new leader."""


def after(state: ConversationState, step: Step, role: Role) -> ConversationState:
    """The state after a step.

    Raises:
        NotAllowed: the step is there, but for the other one to take.
        Refusal: `step_impossible` in this state.
    """
    if (state, step) not in STEPS:
        raise Refusal("step_impossible", state=state, step=step)
    next_state, roles = STEPS[state, step]
    if role not in roles:
        raise NotAllowed()
    return next_state


class Turn(StrEnum):
    """Whose turn it is, as the lists and the Team screen tell it."""

    NOBODY = "nobody"
    EMPLOYEE = "employee"
    LEADER = "leader"


_TURNS = {
    _S.HELD: Turn.EMPLOYEE,
    _S.DRAFTING: Turn.EMPLOYEE,
    _S.RETURNED: Turn.EMPLOYEE,
    _S.SUBMITTED: Turn.LEADER,
}


def turn(state: ConversationState) -> Turn:
    """Whose turn it is in this state of a conversation or of its minutes."""
    return _TURNS.get(state, Turn.NOBODY)


@dataclass(frozen=True, slots=True)
class Written:
    """One saved text or answer.

    Attributes:
        value: what was written.
        version: counts the savings; a saving names the version it was based on, 0 for the first.
        at: when it was saved last.
    """

    value: Answer
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Preparation:
    """What one side prepared; `answers` by question key, empty for the other side until it is shared."""

    answers: Mapping[str, Written]
    shared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What the leader says about one section of the minutes when returning them; section "" is the whole."""

    section: str
    by_name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """Minutes that are being written: number 1, or an amendment.

    Attributes:
        texts: section key -> text.
        comments: the leader's, the newest last.
    """

    id: int
    number: int
    state: ConversationState
    texts: Mapping[str, Written]
    comments: tuple[Comment, ...] = ()
    submitted_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody has before them when they submit: versions of texts by section, of goals and actions by id."""

    texts: Mapping[str, int]
    goals: Mapping[int, int]
    actions: Mapping[int, int]


def seen_in(texts: Mapping[str, Written], goals: Iterable[Goal], actions: Iterable[Action]) -> Seen:
    """The versions of what makes up minutes that are being written."""
    return Seen(
        {section: one.version for section, one in texts.items()},
        {goal.id: goal.version for goal in goals},
        {action.id: action.version for action in actions},
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one party sees of one conversation.

    Attributes:
        role: whose eyes these are.
        mine, theirs: preparations; the other's answers are there once shared.
        agreed_goals, agreed_actions: agreed in this conversation.
        goals, actions: what stood open before it: last time's.
        draft: minutes being written, as far as this role may see them.
        submitted: what the employee submitted, while the leader reads it or has returned it; it is what is signed.
        comments: the leader's, on minutes that are submitted or returned.
        my_comments: one's own on submitted minutes, by section, which nobody else sees until they are returned.
        my_statement: what one has written to stand beside signed minutes, and not added yet.
        had_shared_with: the earlier leader with whom the employee had shared the preparation that nobody sees now.
        later_leader: who leads the employee now, where that is somebody else, who may be shown signed minutes.
        is_shown: whether they are.
        leader_has_left: whether the leader with whom it was held is there no more.
        writing: whether there are minutes being written that this role may not see yet.
        erases_preparation: whether there are preparations, which are erased when the minutes are signed.
        signed: the signed versions, the oldest first.
        place: the section or question where this person was last, "" for the beginning.
    """

    conversation: Conversation
    role: Role
    form: Form
    mine: Preparation
    theirs: Preparation
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    agreed_goals: tuple[Goal, ...]
    agreed_actions: tuple[Action, ...]
    topics: tuple[Topic, ...]
    draft: MinutesDraft | None = None
    submitted: MinutesDocument | None = None
    comments: tuple[Comment, ...] = ()
    my_comments: Mapping[str, Written] = field(default_factory=dict)
    my_statement: Written | None = None
    had_shared_with: str = ""
    leader_has_left: bool = False
    later_leader: str = ""
    is_shown: bool = False
    writing: bool = False
    erases_preparation: bool = False
    signed: tuple[SignedMinutes, ...] = ()
    place: str = ""

    @property
    def new_leader(self) -> str:
        """The later leader, where the employee may hand them what is not signed; else empty."""
        return self.later_leader if self.conversation.waits_as in UNSIGNED else ""

    @property
    def seen(self) -> Seen:
        """What one who looks at this sheet submits."""
        return seen_in(self.draft.texts if self.draft else {}, self.agreed_goals, self.agreed_actions)


class Gap(StrEnum):
    """What is pointed out before minutes are submitted; they may be submitted all the same."""

    NO_ACTION = "no_action"
    GOAL_WITHOUT_ACTION = "goal_without_action"
    EMPTY = "empty"


def gaps(texts: Iterable[str], goals: Sequence[Goal], actions: Sequence[Action]) -> tuple[tuple[Gap, str], ...]:
    """What minutes lack, with the goal's text where it is about one.

    Args:
        texts: the sections' texts.
        goals: agreed in this conversation.
        actions: agreed in this conversation, or serving one of its goals.
    """
    found: list[tuple[Gap, str]] = []
    if not any(text.strip() for text in texts):
        found.append((Gap.EMPTY, ""))
    if not actions:
        found.append((Gap.NO_ACTION, ""))
    served = {action.goal_id for action in actions}
    found += [
        (Gap.GOAL_WITHOUT_ACTION, goal.text)
        for goal in goals
        if goal.status is GoalStatus.OPEN and goal.id not in served and not goal.actions
    ]
    return tuple(found)

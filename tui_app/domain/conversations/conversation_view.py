"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tui_app.domain.conversations.submission import SubmittedVersions, submitted_versions
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.workflow import UNSIGNED_STATES
from tui_app.domain.forms.form import Form
from tui_app.domain.minutes.signed_minutes import MinutesDocument, SignedMinutes
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal


@dataclass(frozen=True, slots=True)
class Preparation:
    """What one side prepared; `answers` by question key, empty for the other side until it is shared."""

    answers: Mapping[str, Versioned]
    shared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MinutesComment:
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
    texts: Mapping[str, Versioned]
    comments: tuple[MinutesComment, ...] = ()
    submitted_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ConversationView:
    """All that one party sees of one conversation.

    Attributes:
        role: whose eyes these are.
        my_preparation, their_preparation: preparations; the other's answers are there once shared.
        agreed_goals, agreed_actions: agreed in this conversation.
        goals, actions: what stood open before it: last time's.
        draft: minutes being written, as far as this role may see them.
        submitted: what the employee submitted, while the leader reads it or has returned it; it is what is signed.
        comments: the leader's, on minutes that are submitted or returned.
        my_comments: one's own on submitted minutes, by section, which nobody else sees until they are returned.
        my_statement: what one has written to stand beside signed minutes, and not added yet.
        previously_shared_with: the earlier leader with whom the employee had shared the preparation that nobody sees now.
        later_leader: who leads the employee now, where that is somebody else, who may be shown signed minutes.
        is_shown: whether they are.
        leader_has_left: whether the leader with whom it was held is there no more.
        has_hidden_draft: whether there are minutes being written that this role may not see yet.
        signing_erases_preparation: whether there are preparations, which are erased when the minutes are signed.
        signed: the signed versions, the oldest first.
        bookmark: the section or question where this person was last, "" for the beginning.
    """

    conversation: Conversation
    role: Role
    form: Form
    my_preparation: Preparation
    their_preparation: Preparation
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    agreed_goals: tuple[Goal, ...]
    agreed_actions: tuple[Action, ...]
    topics: tuple[Topic, ...]
    draft: MinutesDraft | None = None
    submitted: MinutesDocument | None = None
    comments: tuple[MinutesComment, ...] = ()
    my_comments: Mapping[str, Versioned] = field(default_factory=dict)
    my_statement: Versioned | None = None
    previously_shared_with: str = ""
    leader_has_left: bool = False
    later_leader: str = ""
    is_shown: bool = False
    has_hidden_draft: bool = False
    signing_erases_preparation: bool = False
    signed: tuple[SignedMinutes, ...] = ()
    bookmark: str = ""

    @property
    def new_leader(self) -> str:
        """The later leader, where the employee may hand them what is not signed; else empty."""
        return self.later_leader if self.conversation.pending_state in UNSIGNED_STATES else ""

    @property
    def submitted_versions(self) -> SubmittedVersions:
        """What one who looks at this sheet submits."""
        return submitted_versions(self.draft.texts if self.draft else {}, self.agreed_goals, self.agreed_actions)

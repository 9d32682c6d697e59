"""The conversation as one participant sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, field

from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.submission import SubmittedVersions, submitted_versions
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.workflow import UNSIGNED_STATES
from tui_app.domain.forms.form import Form
from tui_app.domain.minutes.later_changes import LaterChanges
from tui_app.domain.minutes.signed_minutes import MinutesDocument, SignedMinutes
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal


class MinutesComment(Struct, frozen=True):
    """The leader's comment on one section of returned minutes; section "" stands for the minutes as a whole.

    Attributes:
        by_end: the last working day of whoever wrote it.
    """

    section: str
    by_name: str
    at: datetime
    text: str
    by_end: date | None = None


class MinutesDraft(Struct, frozen=True):
    """Minutes that are being written, or an amendment of them.

    Attributes:
        number: 1 for the minutes, 2 and up for amendments.
        texts: section key -> text.
        comments: the leader's comments, newest last.
    """

    id: int
    number: int
    state: ConversationState
    texts: Mapping[str, Versioned]
    comments: tuple[MinutesComment, ...] = ()
    submitted_at: datetime | None = None
    version: int = 1


class ConversationView(Struct, frozen=True):
    """Everything that one participant sees of a conversation.

    Attributes:
        role: the participant's role.
        my_preparation: the participant's own answers.
        their_preparation: the other side's answers, once shared.
        goals: goals that were open before the conversation.
        actions: actions that were open before the conversation.
        agreed_goals: goals agreed in this conversation.
        agreed_actions: actions agreed in this conversation.
        draft: the minutes being written, as far as this role may see them.
        submitted: what the employee submitted, while the leader reads it or has returned it. This is what gets signed.
        returned: what the leader returned before that, while the leader reads what is submitted now.
        later_changes: what changed about the agreements since it was submitted, for the leader who decides about it.
        comments: the leader's comments on submitted or returned minutes.
        my_comments: section -> the leader's own comments on submitted minutes, private until the minutes are returned.
        my_statement: the participant's own statement about signed minutes that they have not added yet.
        previously_shared_with: the earlier leader who saw the employee's preparation, which nobody else sees now.
        leader_has_left: the leader who held the conversation has left.
        employee_has_left: the employee has left, so nobody writes or reads on their side.
        later_leader: name of the employee's current leader, if that is somebody else who may be shown signed minutes.
        later_leader_id: their id; 0 if there is none.
        is_shown: the signed minutes are shared with that leader.
        has_hidden_draft: minutes are being written that this role may not see yet.
        signing_erases_preparation: there are preparations, which are erased when the minutes are signed.
        signed: the signed versions, oldest first.
        bookmark: the section or question where this participant was last; "" for the beginning.
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
    returned: MinutesDocument | None = None
    later_changes: LaterChanges = field(default_factory=LaterChanges)
    comments: tuple[MinutesComment, ...] = ()
    my_comments: Mapping[str, Versioned] = field(default_factory=dict)
    my_statement: Versioned | None = None
    previously_shared_with: str = ""
    leader_has_left: bool = False
    employee_has_left: bool = False
    later_leader: str = ""
    later_leader_id: int = 0
    is_shown: bool = False
    has_hidden_draft: bool = False
    signing_erases_preparation: bool = False
    signed: tuple[SignedMinutes, ...] = ()
    bookmark: str = ""

    @property
    def person_ids(self) -> frozenset[int]:
        """The employee, on whose page the conversation is."""
        return frozenset((self.conversation.person_id,))

    @property
    def other_party_id(self) -> int:
        """Who reads what this participant shares."""
        return self.conversation.leader_id if self.role is Role.EMPLOYEE else self.conversation.person_id

    @property
    def new_leader(self) -> str:
        """The later leader if the employee may hand the unsigned conversation over to them; else empty."""
        return self.later_leader if self.conversation.pending_state in UNSIGNED_STATES else ""

    @property
    def submitted_versions(self) -> SubmittedVersions:
        """The versions that a submission from this view refers to."""
        return submitted_versions(self.draft.texts if self.draft else {}, self.agreed_goals, self.agreed_actions)

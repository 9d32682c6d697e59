"""What a screen, a dialog or a flow asks the application for. A subject's package refers to other subjects by these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_app.domain.accounts.records import PeopleFilter
    from tui_app.domain.follow_up.requests import FollowUpRequest
    from tui_app.domain.records.action import Action
    from tui_app.domain.records.conversation import Conversation
    from tui_app.domain.records.follow_up import Topic
    from tui_app.domain.records.goal import Goal
    from tui_app.domain.records.person import Person


class Request(Message):
    """Asks for a screen or a flow; `navigation` has the one table of which. A flow's answer is had by `ctx.perform`."""


@dataclass
class OpenPerson(Request):
    """Show a person's page, with the cursor on one action if named."""

    person_id: int
    action_id: int = 0


@dataclass
class OpenConversation(Request):
    """Show the form of a conversation that the signed-in person is a party to."""

    conversation_id: int


@dataclass
class ReadConversation(Request):
    """Show what the signed-in person may see of a conversation: its form, its note, or its shared minutes."""

    conversation: Conversation | int
    """The conversation, or only its number."""


@dataclass
class OpenAction(Request):
    """Show everything about an action."""

    action: Action | int
    """The action, or only its number."""


@dataclass
class OpenImport(Request):
    """Read a staff list."""


@dataclass
class OpenRetention(Request):
    """Show how long things are kept."""


@dataclass
class OpenMyData(Request):
    """Show what is stored about the signed-in person."""


@dataclass
class OpenPeople(Request):
    """Show everybody with their accounts, or only some."""

    which: PeopleFilter | None = None


@dataclass
class OpenStandIns(Request):
    """Show who covers for whom."""


@dataclass
class OpenForms(Request):
    """Show the organisation's forms."""


@dataclass
class OpenAuditLog(Request):
    """Show who did what: about the signed-in person, of one conversation if named, or the whole log."""

    whole: bool = False
    conversation_id: int = 0


@dataclass
class OpenSchedule(Request):
    """Show the team's follow-up schedule, with the cursor on one person if named."""

    person_id: int = 0


@dataclass
class OpenFollowUpSession(Request):
    """Go through a person's open actions, or continue where it was interrupted."""

    person_id: int


@dataclass
class FollowUpTeam(Request):
    """Go through the team's open actions, most urgent first, or continue where it was interrupted."""


@dataclass
class OpenTimeline(Request):
    """Show what happened on a person's page."""

    person: Person


class ActionVerb(StrEnum):
    """What a key does with actions."""

    TICK = "tick"
    START = "start"
    MOVE = "move"
    EDIT = "edit"
    COMMENT = "comment"
    DROP = "drop"
    REASSIGN = "reassign"
    ACKNOWLEDGE = "acknowledge"
    THANK = "thank"
    NUDGE = "nudge"


@dataclass
class ChangeActions(Request):
    """Do one thing with one or several actions. Answers whether it was done."""

    verb: ActionVerb
    actions: tuple[Action, ...]


@dataclass
class NewAction(Request):
    """Agree who does what by when; in a conversation it becomes part of the minutes.

    Attributes:
        person: whom the action concerns; where None, the one with the number `about_id`, else it is asked.
    """

    person: Person | None
    conversation_id: int | None = None
    about_id: int = 0


@dataclass
class EditGoal(Request):
    """Change a goal, or set a new one; one set in a conversation becomes part of the minutes."""

    person: Person
    goal: Goal | None = None
    conversation_id: int | None = None


@dataclass
class NewTeamMember(Request):
    """Add somebody to the team of the signed-in person."""


@dataclass
class EditTeamMember(Request):
    """Change name, title or dates of somebody in the team."""

    person: Person


@dataclass
class NewCode(Request):
    """Make a one-time code; None asks for whom."""

    person: Person | None = None


@dataclass
class PlanConversation(Request):
    """Plan a conversation; None asks with whom."""

    person: Person | None = None


@dataclass
class PlanRound(Request):
    """Plan one conversation with each member of the team."""


@dataclass
class NewTopic(Request):
    """Put something on the list for the next conversation."""

    person: Person


@dataclass
class TickTopic(Request):
    """A topic was talked about."""

    topic: Topic


@dataclass
class AcknowledgeAll(Request):
    """Acknowledge everything that one person has done."""

    person: Person


@dataclass
class AskForFollowUp(Request):
    """Ask one's leader for a follow-up."""


@dataclass
class WithdrawFollowUpRequest(Request):
    """No follow-up is needed any more."""

    request: FollowUpRequest


@dataclass
class AnswerFollowUpRequest(Request):
    """Tell somebody that their wish for a follow-up was seen."""

    request: FollowUpRequest


@dataclass
class ChooseReminders(Request):
    """Choose one's own reminders and calendar."""


@dataclass
class SetOrganisationReminders(Request):
    """Set how everybody is reminded who has not chosen for themselves."""


@dataclass
class ChoosePassword(Request):
    """Choose a password. Answers whether one was chosen."""


@dataclass
class ChoosePin(Request):
    """Choose a PIN that unlocks one's own locked session."""


@dataclass
class SetComputerUse(Request):
    """Change who uses this computer: one person, or several who take turns. Answers whether it was changed."""

    several: bool


@dataclass
class AskComputerUse(Request):
    """At the first sign-in on a computer: does it belong to one person, or do several take turns?"""


@dataclass
class ReviewUsedCodes(Request):
    """Ask whether it was the signed-in person who used a one-time code.

    Attributes:
        on_own_computer: on a computer that asks for no password; else after a sign-in.
    """

    on_own_computer: bool

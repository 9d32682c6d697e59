"""Requests for screens and flows. The packages of the subjects refer to each other only by these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_app.domain.accounts.accounts import PeopleFilter
    from tui_app.domain.follow_up.requests import FollowUpRequest
    from tui_app.domain.practice.listening import ListeningQuestion
    from tui_app.domain.records.action import Action
    from tui_app.domain.records.conversation import Conversation
    from tui_app.domain.records.follow_up import Topic
    from tui_app.domain.records.goal import Goal
    from tui_app.domain.records.person import Person
    from tui_app.domain.records.practice import PracticeFormat


class Request(Message):
    """Asks for a screen (see `navigation`) or a flow (see `flow_table`); `ctx.perform` returns the flow's result."""


@dataclass(eq=False, repr=False)
class OpenPerson(Request):
    """Show a person's page, with the cursor on an action if one is given."""

    person_id: int
    action_id: int = 0


@dataclass(eq=False, repr=False)
class OpenConversation(Request):
    """Show the form of one of the signed-in person's own conversations."""

    conversation_id: int


@dataclass(eq=False, repr=False)
class ReadConversation(Request):
    """Show what the signed-in person may see of a conversation: its form, its note, or its shared minutes."""

    conversation: Conversation | int
    """The conversation, or its id."""


@dataclass(eq=False, repr=False)
class OpenPractice(Request):
    """Practise in a format; the warm-up is for one of the signed-in person's conversations if it is given."""

    format: PracticeFormat
    conversation_id: int = 0


@dataclass(eq=False, repr=False)
class LookBackOn(Request):
    """Note for oneself, after a conversation that one led, what to remember at the next warm-up."""

    conversation_id: int


@dataclass(eq=False, repr=False)
class OpenAction(Request):
    """Show everything about an action."""

    action: Action | int
    """The action, or its id."""


@dataclass(eq=False, repr=False)
class OpenImport(Request):
    """Import a staff list."""


@dataclass(eq=False, repr=False)
class OpenRetention(Request):
    """Show the retention periods."""


@dataclass(eq=False, repr=False)
class OpenMyData(Request):
    """Show what is stored about the signed-in person."""


@dataclass(eq=False, repr=False)
class OpenPeople(Request):
    """Show people and their accounts, all or a part of them."""

    which: PeopleFilter | None = None


@dataclass(eq=False, repr=False)
class OpenStandIns(Request):
    """Show the stand-ins."""


@dataclass(eq=False, repr=False)
class OpenForms(Request):
    """Show the organisation's forms, or one version of a form."""

    template_id: int = 0


@dataclass(eq=False, repr=False)
class OpenAuditLog(Request):
    """Show the audit log: about the signed-in person, about one conversation, or all of it."""

    whole: bool = False
    conversation_id: int = 0


@dataclass(eq=False, repr=False)
class OpenSchedule(Request):
    """Show the team's follow-up schedule, with the cursor on a person if one is given."""

    person_id: int = 0


@dataclass(eq=False, repr=False)
class OpenFollowUpSession(Request):
    """Go through a person's open actions, or continue where it was interrupted."""

    person_id: int


@dataclass(eq=False, repr=False)
class FollowUpTeam(Request):
    """Go through the team's open actions, most urgent first, or continue where it was interrupted."""


@dataclass(eq=False, repr=False)
class OpenTimeline(Request):
    """Show the history of a person's page."""

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


@dataclass(eq=False, repr=False)
class ChangeActions(Request):
    """Do one thing with one or several actions. Returns True if it was done."""

    verb: ActionVerb
    actions: tuple[Action, ...]


@dataclass(eq=False, repr=False)
class NewAction(Request):
    """Agree an action; in a conversation it becomes part of the minutes.

    It concerns `person`; where that is None, the one with the number `about_id`, else it is asked.
    """

    person: Person | None
    conversation_id: int | None = None
    about_id: int = 0


@dataclass(eq=False, repr=False)
class EditGoal(Request):
    """Change a goal, or add one; in a conversation it becomes part of the minutes."""

    person: Person
    goal: Goal | None = None
    conversation_id: int | None = None


@dataclass(eq=False, repr=False)
class NewTeamMember(Request):
    """Add a person to the signed-in person's team."""


@dataclass(eq=False, repr=False)
class EditTeamMember(Request):
    """Edit a person: name, title, dates."""

    person: Person


@dataclass(eq=False, repr=False)
class NewCode(Request):
    """Make a one-time code; without a person, ask for whom."""

    person: Person | None = None


@dataclass(eq=False, repr=False)
class PlanConversation(Request):
    """Plan a conversation; without a person, ask with whom."""

    person: Person | None = None


@dataclass(eq=False, repr=False)
class PlanRound(Request):
    """Plan one conversation with each member of the team."""


@dataclass(eq=False, repr=False)
class NewTopic(Request):
    """Add a topic for the next conversation."""

    person: Person


@dataclass(eq=False, repr=False)
class TickTopic(Request):
    """Mark a topic as discussed."""

    topic: Topic


@dataclass(eq=False, repr=False)
class AcknowledgeAll(Request):
    """Acknowledge all that a person has done."""

    person: Person


@dataclass(eq=False, repr=False)
class AskForFollowUp(Request):
    """Ask the leader for a follow-up."""


@dataclass(eq=False, repr=False)
class WithdrawFollowUpRequest(Request):
    """Withdraw the request for a follow-up."""

    request: FollowUpRequest


@dataclass(eq=False, repr=False)
class AnswerFollowUpRequest(Request):
    """Tell a person that their request for a follow-up was seen."""

    request: FollowUpRequest


@dataclass(eq=False, repr=False)
class ChooseReminders(Request):
    """Edit the signed-in person's reminders and calendar."""


@dataclass(eq=False, repr=False)
class SetOrganisationReminders(Request):
    """Edit the reminders of everybody who has not chosen their own."""


@dataclass(eq=False, repr=False)
class ChoosePassword(Request):
    """Choose a password. Returns True if one was chosen."""


@dataclass(eq=False, repr=False)
class ChoosePin(Request):
    """Choose a PIN that unlocks the person's own locked session."""


@dataclass(eq=False, repr=False)
class SetComputerUse(Request):
    """Change who uses this computer: one person, or several who take turns. Returns True if it was changed."""

    several: bool


@dataclass(eq=False, repr=False)
class AskComputerUse(Request):
    """Ask, at the first sign-in on a computer, if it has one user or several who take turns."""


@dataclass(eq=False, repr=False)
class ReviewUsedCodes(Request):
    """Ask whether it was the signed-in person who used a one-time code."""

    on_own_computer: bool
    """On a computer that asks for no password; else after a sign-in."""


@dataclass(eq=False, repr=False)
class AnswerWhetherHeard(Request):
    """Let the signed-in person say whether they were listened to."""

    question: ListeningQuestion

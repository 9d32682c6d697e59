"""Requests for screens and flows. The packages of the subjects refer to each other only by these."""

from __future__ import annotations

import inspect
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

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


@dataclass_transform(eq_default=False)
class MessageWithFields(Message):
    """A message whose annotated fields are the parameters of its constructor, as in a dataclass.

    A dataclass compiles its methods at import, and every start makes fifty of these.

    Raises:
        TypeError: a field without a default is missing, or there is no such field.
    """

    field_names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Note the fields of a kind of message."""
        super().__init_subclass__(**options)
        cls.field_names += tuple(inspect.get_annotations(cls))

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__()
        given = dict(zip(self.field_names, values, strict=False)) | named
        missing = [name for name in self.field_names if name not in given and not hasattr(type(self), name)]
        if missing or len(given) < len(values) + len(named) or not given.keys() <= set(self.field_names):
            raise TypeError(f"{type(self).__name__} takes {self.field_names}, not {values} and {named}")
        for name, value in given.items():
            setattr(self, name, value)


class Request(MessageWithFields):
    """Asks for a screen (see `navigation`) or a flow (see `flow_table`); `ctx.perform` returns the flow's result."""


class OpenPerson(Request):
    """Show a person's page, with the cursor on an action if one is given."""

    person_id: int
    action_id: int = 0


class OpenConversation(Request):
    """Show the form of one of the signed-in person's own conversations."""

    conversation_id: int


class ReadConversation(Request):
    """Show what the signed-in person may see of a conversation: its form, its note, or its shared minutes."""

    conversation: Conversation | int
    """The conversation, or its id."""


class OpenPractice(Request):
    """Practise in a format; the warm-up is for one of the signed-in person's conversations if it is given."""

    format: PracticeFormat
    conversation_id: int = 0


class LookBackOn(Request):
    """Note for oneself, after a conversation that one led, what to remember at the next warm-up."""

    conversation_id: int


class OpenAction(Request):
    """Show everything about an action."""

    action: Action | int
    """The action, or its id."""


class OpenImport(Request):
    """Import a staff list."""


class OpenRetention(Request):
    """Show the retention periods."""


class OpenMyData(Request):
    """Show what is stored about the signed-in person."""


class OpenPeople(Request):
    """Show people and their accounts, all or a part of them."""

    which: PeopleFilter | None = None


class OpenStandIns(Request):
    """Show the stand-ins."""


class OpenForms(Request):
    """Show the organisation's forms, or one version of a form."""

    template_id: int = 0


class OpenAuditLog(Request):
    """Show the audit log: about the signed-in person, about one conversation, or all of it."""

    whole: bool = False
    conversation_id: int = 0


class OpenSchedule(Request):
    """Show the team's follow-up schedule, with the cursor on a person if one is given."""

    person_id: int = 0


class OpenFollowUpSession(Request):
    """Go through a person's open actions, or continue where it was interrupted."""

    person_id: int


class FollowUpTeam(Request):
    """Go through the team's open actions, most urgent first, or continue where it was interrupted."""


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


class ChangeActions(Request):
    """Do one thing with one or several actions. Returns True if it was done."""

    verb: ActionVerb
    actions: tuple[Action, ...]


class NewAction(Request):
    """Agree an action; in a conversation it becomes part of the minutes.

    It concerns `person`; where that is None, the one with the number `about_id`, else it is asked.
    """

    person: Person | None
    conversation_id: int | None = None
    about_id: int = 0


class EditGoal(Request):
    """Change a goal, or add one; in a conversation it becomes part of the minutes."""

    person: Person
    goal: Goal | None = None
    conversation_id: int | None = None


class NewTeamMember(Request):
    """Add a person to the signed-in person's team."""


class EditTeamMember(Request):
    """Edit a person: name, title, dates."""

    person: Person


class NewCode(Request):
    """Make a one-time code; without a person, ask for whom."""

    person: Person | None = None


class PlanConversation(Request):
    """Plan a conversation; without a person, ask with whom."""

    person: Person | None = None


class PlanRound(Request):
    """Plan one conversation with each member of the team."""


class NewTopic(Request):
    """Add a topic for the next conversation."""

    person: Person


class TickTopic(Request):
    """Mark a topic as discussed."""

    topic: Topic


class AcknowledgeAll(Request):
    """Acknowledge all that a person has done."""

    person: Person


class AskForFollowUp(Request):
    """Ask the leader for a follow-up."""


class WithdrawFollowUpRequest(Request):
    """Withdraw the request for a follow-up."""

    request: FollowUpRequest


class AnswerFollowUpRequest(Request):
    """Tell a person that their request for a follow-up was seen."""

    request: FollowUpRequest


class ChooseReminders(Request):
    """Edit the signed-in person's reminders and calendar."""


class SetOrganisationReminders(Request):
    """Edit the reminders of everybody who has not chosen their own."""


class ChoosePassword(Request):
    """Choose a password. Returns True if one was chosen."""


class ChoosePin(Request):
    """Choose a PIN that unlocks the person's own locked session."""


class SetComputerUse(Request):
    """Change who uses this computer: one person, or several who take turns. Returns True if it was changed."""

    several: bool


class AskComputerUse(Request):
    """Ask, at the first sign-in on a computer, if it has one user or several who take turns."""


class ReviewUsedCodes(Request):
    """Ask whether it was the signed-in person who used a one-time code."""

    on_own_computer: bool
    """On a computer that asks for no password; else after a sign-in."""


class AnswerWhetherHeard(Request):
    """Let the signed-in person say whether they were listened to."""

    question: ListeningQuestion

"""Conversations for tests: the people, a small form, and conversations in each state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from tests.conftest import viewer_of
from tests.domain.forms.sample_forms import both
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Respondent, Scale, Section
from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import comments, drafting, signing, submission
from tui_app.services.people import goals, people
from tui_app.storage.conversations import bookmarks
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.history import history

FORM = Form(
    "small",
    ConversationKind.YEARLY,
    both("Årssamtale"),
    (
        Section(
            "work",
            both("Arbeidet"),
            20,
            (
                Question("how", both("Hvordan går det?"), required=True),
                Question("proud", both("Hva er du stolt av?"), who=Respondent.EMPLOYEE),
                Question("seen", both("Hva har du sett?"), who=Respondent.LEADER),
            ),
        ),
        Section(
            "ahead",
            both("Fremover"),
            25,
            (
                Question("well", both("Hvor godt?"), QuestionKind.SCALE, scale=Scale(0, 4, both("Lite"), both("Mye"))),
                Question("yes", both("Ja?"), QuestionKind.YES_NO),
                Question(
                    "which",
                    both("Hvilke?"),
                    QuestionKind.SEVERAL_OF,
                    options=(Option("few", both("Få")), Option("many", both("Mange"))),
                ),
            ),
        ),
    ),
)
OTHER_FORM = Form("other", ConversationKind.FOLLOW_UP, both("Oppfølging"), FORM.sections[:1])
DAY = date(2026, 12, 7)
DUE = date(2027, 1, 15)
STEPS = (ChangeKind.CREATED, ChangeKind.STATUS, ChangeKind.STEP)


class Cast(Struct, frozen=True):
    """The people: the leader and the employee; their leader's leader, who administers; and a colleague."""

    leader: Viewer
    employee: Viewer
    stranger: Viewer
    administrator: Viewer
    template_id: int

    @property
    def outsiders(self) -> tuple[Viewer, ...]:
        """People who do not take part in the conversation."""
        return (self.stranger, self.administrator)


def cast_of(administrator: Viewer, now: datetime) -> Cast:
    """The cast and a published form, in a database with only an administrator."""
    leader = people.add(
        administrator, now, validate_draft(PersonDraft, {"name": "Lise Łukasz", "email": "lise@example.org"})
    )
    under = {"leader_id": leader.id}
    employee = people.add(administrator, now, validate_draft(PersonDraft, {"name": "Ola Hansen", **under}))
    stranger = people.add(administrator, now, validate_draft(PersonDraft, {"name": "Per Berg", **under}))
    in_use = {one.key: one.id for one in templates.install_shipped(administrator, now, (FORM, OTHER_FORM))}
    return Cast(viewer_of(leader), viewer_of(employee), viewer_of(stranger), administrator, in_use["small"])


def plan_draft(cast: Cast, **more: object) -> ConversationPlanDraft:
    """A plan for `DAY`."""
    return validate_draft(ConversationPlanDraft, {"template_id": cast.template_id, "on": DAY} | more)


def planned(cast: Cast, now: datetime, **more: object) -> int:
    """A planned conversation; its id."""
    return planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, **more)).subject_id


def set_bookmark(viewer: Viewer, conversation_id: int, place: str) -> None:
    """Let the conversation open again at a place, as if `viewer` had written something there."""
    with writing(viewer):
        bookmarks.save_bookmark(viewer.id, conversation_id, place)


def held(cast: Cast, now: datetime) -> int:
    """A conversation that was held; its id."""
    conversation_id = planned(cast, now)
    planning.start(cast.leader, now, conversation_id)
    return conversation_id


def drafted(cast: Cast, now: datetime, text: str = "Vi snakket om kurset.") -> int:
    """A conversation whose minutes are being written; its id."""
    conversation_id = held(cast, now)
    drafting.save_section(cast.employee, now, conversation_id, "work", text, 0)
    return conversation_id


def submitted(cast: Cast, now: datetime, text: str = "Vi snakket om kurset.") -> int:
    """A conversation whose minutes are submitted to the leader; its id."""
    conversation_id = drafted(cast, now, text)
    submission.submit(cast.employee, now, conversation_id, "nb")
    return conversation_id


def return_minutes(viewer: Viewer, now: datetime, conversation_id: int, texts: Mapping[str, str]) -> None:
    """Return the minutes with comments: section -> text; "" is the minutes as a whole."""
    for section, text in texts.items():
        saved = conversation_view.get_view(viewer, now, conversation_id).my_comments.get(section)
        comments.save_comment(viewer, now, conversation_id, section, text, saved.version if saved else 0)
    signing.return_minutes(viewer, now, conversation_id)


def signed(cast: Cast, now: datetime, text: str = "Vi snakket om kurset.") -> int:
    """A conversation whose minutes are signed; its id."""
    conversation_id = submitted(cast, now, text)
    signing.sign(cast.leader, now, conversation_id)
    return conversation_id


def agree_action(
    cast: Cast, now: datetime, conversation_id: int, by: Viewer, text: str = "Ta kurs", **more: object
) -> int:
    """An action agreed in the conversation; its id."""
    values = {"text": text, "responsible_id": cast.employee.id, "due": DUE, "conversation_id": conversation_id} | more
    return actions.add(by, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def agree_goal(cast: Cast, now: datetime, conversation_id: int, by: Viewer, text: str = "Bli trygg") -> int:
    """A goal agreed in the conversation; its id."""
    draft = validate_draft(GoalDraft, {"text": text, "kind": GoalKind.DEVELOPMENT, "conversation_id": conversation_id})
    return goals.add(by, now, cast.employee.id, draft).subject_id


def state(cast: Cast, now: datetime, conversation_id: int) -> ConversationState:
    """The state of the conversation."""
    return conversation_view.get(cast.leader, now, conversation_id).state


def history_of(subject: ChangeSubject, subject_id: int) -> list[Change]:
    """The history of one record, the oldest change first."""
    with reading(), bypassing_row_security():
        return list(reversed(history.of_subject(subject, subject_id)))


def states_of(changes: list[Change]) -> list[tuple[object, object]]:
    """The states before and after each change that has any."""
    return [
        (one.before.get("state", ""), one.after.get("state", ""))
        for one in changes
        if "state" in {*one.before, *one.after}
    ]

"""Conversations for the tests of services: who takes part, one small form, and how far a conversation has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tests.conftest import viewer_of
from tests.domain.made_forms import both
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
from tui_app.services.conversations import conversation_view as sheet
from tui_app.services.minutes import comments as remarks
from tui_app.services.minutes import drafting, signing, submission
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


@dataclass(frozen=True)
class Cast:
    """Who is there: the administrator is the leader's leader and has no part, the stranger is a colleague."""

    leader: Viewer
    employee: Viewer
    stranger: Viewer
    administrator: Viewer
    template_id: int

    @property
    def outsiders(self) -> tuple[Viewer, ...]:
        """Those who have no part in the conversation."""
        return (self.stranger, self.administrator)


def cast_of(administrator: Viewer, now: datetime) -> Cast:
    """Everybody, and a published form, in a database with nobody but its administrator."""
    leader = people.add(
        administrator, now, validate_draft(PersonDraft, {"name": "Lise Łukasz", "email": "lise@example.org"})
    )
    under = {"leader_id": leader.id}
    employee = people.add(administrator, now, validate_draft(PersonDraft, {"name": "Ola Hansen", **under}))
    stranger = people.add(administrator, now, validate_draft(PersonDraft, {"name": "Per Berg", **under}))
    in_use = {one.key: one.id for one in templates.install_shipped(administrator, now, (FORM, OTHER_FORM))}
    return Cast(viewer_of(leader), viewer_of(employee), viewer_of(stranger), administrator, in_use["small"])


def plan_draft(cast: Cast, **more: object) -> ConversationPlanDraft:
    """A plan for the day of these tests."""
    return validate_draft(ConversationPlanDraft, {"template_id": cast.template_id, "on": DAY} | more)


def planned(cast: Cast, now: datetime, **more: object) -> int:
    """A planned conversation; its id."""
    return planning.plan(cast.leader, now, cast.employee.id, plan_draft(cast, **more)).subject_id


def set_bookmark(viewer: Viewer, conversation_id: int, place: str) -> None:
    """Let the conversation open again at a place, as if `viewer` had written something there."""
    with writing(viewer):
        bookmarks.save_bookmark(viewer.id, conversation_id, place)


def held(cast: Cast, now: datetime) -> int:
    """A conversation that was held."""
    talk = planned(cast, now)
    planning.start(cast.leader, now, talk)
    return talk


def drafted(cast: Cast, now: datetime, text: str = "Vi snakket om kurset.") -> int:
    """A conversation whose minutes are being written."""
    talk = held(cast, now)
    drafting.save_section(cast.employee, now, talk, "work", text, 0)
    return talk


def submitted(cast: Cast, now: datetime, text: str = "Vi snakket om kurset.") -> int:
    """A conversation whose minutes wait for the leader."""
    talk = drafted(cast, now, text)
    submission.submit(cast.employee, now, talk, "nb")
    return talk


def give_back(viewer: Viewer, now: datetime, talk: int, comments: Mapping[str, str]) -> None:
    """Return the minutes with comments on sections ("" is the whole)."""
    for section, text in comments.items():
        there = sheet.get_view(viewer, now, talk).my_comments.get(section)
        remarks.save_comment(viewer, now, talk, section, text, there.version if there else 0)
    signing.return_minutes(viewer, now, talk)


def signed(cast: Cast, now: datetime, text: str = "Vi snakket om kurset.") -> int:
    """A conversation whose minutes both have signed."""
    talk = submitted(cast, now, text)
    signing.sign(cast.leader, now, talk)
    return talk


def agree_action(cast: Cast, now: datetime, talk: int, by: Viewer, text: str = "Ta kurs", **more: object) -> int:
    """An action agreed in the conversation; its id."""
    values = {"text": text, "responsible_id": cast.employee.id, "due": DUE, "conversation_id": talk} | more
    return actions.add(by, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def agree_goal(cast: Cast, now: datetime, talk: int, by: Viewer, text: str = "Bli trygg") -> int:
    """A goal agreed in the conversation; its id."""
    draft = validate_draft(GoalDraft, {"text": text, "kind": GoalKind.DEVELOPMENT, "conversation_id": talk})
    return goals.add(by, now, cast.employee.id, draft).subject_id


def state(cast: Cast, now: datetime, talk: int) -> ConversationState:
    """Where the conversation stands."""
    return conversation_view.get(cast.leader, now, talk).state


def story(subject: ChangeSubject, subject_id: int) -> list[Change]:
    """What happened to one thing, the oldest first."""
    with reading(), bypassing_row_security():
        return list(reversed(history.of_subject(subject, subject_id)))


def states_of(changes: list[Change]) -> list[tuple[object, object]]:
    """The states before and after of each change that is about one."""
    return [
        (one.before.get("state", ""), one.after.get("state", ""))
        for one in changes
        if "state" in {*one.before, *one.after}
    ]

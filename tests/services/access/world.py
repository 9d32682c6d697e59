"""Everybody, and something of every kind about Ola."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import FORM, OTHER_FORM, Cast
from tui_app.domain.accounts.records import Session
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft, RoundDraft, TopicDraft
from tui_app.domain.drafts.follow_up import PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import signed_in
from tui_app.services.actions import actions
from tui_app.services.administration import retention, stand_ins, templates
from tui_app.services.conversations import topics
from tui_app.services.follow_up import schedule
from tui_app.services.minutes import amendments
from tui_app.services.people import goals, people

DAY = NOW.date() + timedelta(days=10)


@dataclass
class World:
    """Everybody, and something of every kind about Ola."""

    who: dict[str, Viewer]
    ola: Person
    template: int
    draft: int
    goal: int
    action: int
    promise: int
    batch: str
    topic: int
    planned: int
    held: int
    drafted: int
    submitted: int
    signed: int
    amended: int
    older: int
    older_held: int
    stand_in: int
    hold: int
    pause: int

    def is_above(self, me: Viewer) -> bool:
        """True if this person leads Ola's leader."""
        return me.id == self.who["above"].id

    @property
    def lise(self) -> int:
        """The id of Ola's leader."""
        return self.who["leader"].id


def world(kari: Viewer, now: datetime) -> World:
    """Create everybody, and something of every kind about Ola."""

    def person(name: str, leader: Viewer | Person | None = None) -> Person:
        leader_id = leader.id if leader else None
        return people.add(kari, now, validate_draft(PersonDraft, {"name": name, "leader_id": leader_id}))

    tor = person("Tor Topp")
    tor = people.edit(kari, now, tor.id, tor.version, validate_draft(PersonDraft, {"name": tor.name}))
    lise, nina, egil = person("Lise Leder", tor), person("Nina Ny", tor), person("Egil Eldre", tor)
    ola, per = person("Ola Hansen", egil), person("Per Berg", nina)
    siri = person("Siri Vikar", tor)
    in_use = {one.key: one.id for one in templates.install_shipped(kari, now, (FORM, OTHER_FORM))}
    draft = templates.start_draft(kari, now, in_use["other"]).id
    before = Cast(viewer_of(egil), viewer_of(ola), viewer_of(per), kari, in_use["small"])
    older, older_held = (
        conversations.signed(before, now, "Om gamle dager"),
        conversations.submitted(before, now, "Ikke signert"),
    )
    ola = people.edit(
        kari, now, ola.id, ola.version, validate_draft(PersonDraft, {"name": ola.name, "leader_id": lise.id})
    )
    cast = replace(before, leader=viewer_of(lise))
    goal = goals.add(cast.leader, now, ola.id, goal_draft()).subject_id
    agreed = actions.add(cast.leader, now, ola.id, action_draft(ola.id))
    late = validate_draft(
        ActionDraft, {"text": "Rydde", "responsible_id": per.id, "due": now.date() - timedelta(days=9)}
    )
    promised = actions.add(cast.leader, now, ola.id, late)
    topic = topics.add(cast.employee, now, ola.id, validate_draft(TopicDraft, {"text": "Turnus"})).subject_id
    amended = conversations.signed(cast, now)
    amendments.start(cast.employee, now, amended)
    stand_in = stand_ins.add(kari, now, lise.id, siri.id, now.date(), now.date())
    return World(
        who={
            "own": cast.employee,
            "leader": cast.leader,
            "stand_in": signed_in.get_viewer(Session(siri.id), now),
            "later": viewer_of(nina),
            "earlier": viewer_of(egil),
            "above": viewer_of(tor),
            "colleague": viewer_of(per),
            "administrator": kari,
        },
        ola=ola,
        template=in_use["small"],
        draft=draft,
        goal=goal,
        action=agreed.subject_id,
        promise=promised.subject_id,
        batch=agreed.batch,
        topic=topic,
        planned=conversations.planned(cast, now),
        held=conversations.held(cast, now),
        drafted=conversations.drafted(cast, now),
        submitted=conversations.submitted(cast, now),
        signed=conversations.signed(cast, now),
        amended=amended,
        older=older,
        older_held=older_held,
        stand_in=stand_in,
        hold=retention.add_hold(kari, now, per.id, reason_draft()),
        pause=schedule.add_pause(cast.leader, now, ola.id, pause_draft(), is_team=False).subject_id,
    )


def goal_draft() -> GoalDraft:
    return validate_draft(GoalDraft, {"text": "Bli fagansvarlig", "kind": GoalKind.DEVELOPMENT})


def action_draft(responsible: int) -> ActionDraft:
    return validate_draft(ActionDraft, {"text": "Kurs", "responsible_id": responsible, "due": DAY})


def plan_draft(at: World) -> ConversationPlanDraft:
    return validate_draft(ConversationPlanDraft, {"template_id": at.template, "on": DAY})


def pause_draft(after: int = 0) -> PauseDraft:
    first = DAY + timedelta(days=after)
    return validate_draft(PauseDraft, {"first": first, "last": first + timedelta(days=20)})


def round_draft(at: World) -> RoundDraft:
    return validate_draft(RoundDraft, {"template_id": at.template, "first": DAY, "last": DAY + timedelta(days=4)})


def person_draft(at: World, **more: object) -> PersonDraft:
    return validate_draft(PersonDraft, {"name": at.ola.name, "leader_id": at.lise} | more)


def twin(at: World) -> Person:
    """A second entry of Ola's."""
    return people.add(at.who["administrator"], NOW, validate_draft(PersonDraft, {"name": "Ola H"}))


def reason_draft() -> ReasonDraft:
    return validate_draft(ReasonDraft, {"reason": "Klagesak"})

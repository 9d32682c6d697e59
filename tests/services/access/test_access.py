"""Who may do what: each service function, and who of these may, about Ola.

own           Ola himself
leader        Lise, his direct leader
stand_in      Siri, who stands in for Lise today
later         Nina, a leader in another team
earlier       Egil, who led Ola before and signed a conversation with him
above         Tor, who leads Lise: figures of teams below, nothing more
colleague     Per, in the same organisation
administrator Kari, who has no part in any of it

A service function without a row fails the test.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER
from tests.services.sample_conversations import FORM, OTHER_FORM, Cast
from tui_app import services
from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.accounts.records import Session
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.conversations.rounds import RoundSlot
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft, RoundDraft, TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft, FollowUpScheduleDraft, PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.drafts.settings import OrganisationDraft, OrganisationReminderDraft, ReminderDraft
from tui_app.domain.errors import NotAllowed, NotFound
from tui_app.domain.figures.records import Figure, FigureScope
from tui_app.domain.form_drafts import FormDraftKey, unsaved_text_key
from tui_app.domain.practice.listening import ITEMS, ListeningOccasion, ListeningQuestion, half_year_of
from tui_app.domain.practice.sessions import LookBack, PracticeFormat, PracticeInvitation
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services import access_log, activity, calendars, figures, form_drafts, my_data, search, undo
from tui_app.services.accounts import account_events, accounts, codes, credentials, passwords, sessions
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.administration import organisation, overview, retention, stand_ins, templates
from tui_app.services.conversations import (
    bookmark,
    conversation_view,
    leader_handover,
    next_step,
    planning,
    preparation,
    rounds,
    topics,
)
from tui_app.services.follow_up import days, follow_up_session, follow_ups, requests, schedule, team_session
from tui_app.services.minutes import amendments, comments, drafting, export, sharing, signing, statements, submission
from tui_app.services.people import (
    goals,
    joining,
    open_items,
    people,
    person_page,
    staff_import,
    staff_import_undo,
    team,
)
from tui_app.services.practice import invitations, listening
from tui_app.services.practice import sessions as practice_sessions
from tui_app.services.reminders import choices, content
from tui_app.storage.database import writing

EVERYBODY = "own leader stand_in later earlier above colleague administrator"
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
            "stand_in": sessions.get_viewer(Session(siri.id), now),
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


STAFF = StaffTable(("Navn",), (StaffTableRow(2, ("Ny Ansatt",)),))
NAMES = (StaffField.NAME,)
FORM_KEY = FormDraftKey("action-new:1:0")
UNSAVED_KEY = unsaved_text_key("m-work", 1, NOW, 1)

Call = Callable[[World, Viewer], Any]
Sees = Callable[[World, Any], bool]
"""For functions that everybody may call: true if the result contains something of Ola's."""

MUTUAL = "own leader stand_in"
"""The page about Ola is the same for him and for the people who lead him today."""
BOTH = "own leader"
"""A conversation belongs to its two parties."""

ROWS: dict[str, tuple[str, Call] | tuple[str, Call, Sees]] = {
    # the page about Ola
    "people.person_page.get": (MUTUAL, lambda at, me: person_page.get(me, NOW, at.ola.id)),
    "people.goals.list_goals": (MUTUAL, lambda at, me: goals.list_goals(me, NOW, at.ola.id)),
    "people.goals.add": (MUTUAL, lambda at, me: goals.add(me, NOW, at.ola.id, goal_draft())),
    "people.goals.edit": (MUTUAL, lambda at, me: goals.edit(me, NOW, at.goal, 1, goal_draft())),
    "follow_up.follow_ups.record": (
        MUTUAL,
        lambda at, me: follow_ups.record(me, NOW, at.ola.id, validate_draft(FollowUpDraft, {})),
    ),
    "actions.actions.checklist": (MUTUAL, lambda at, me: actions.checklist(me, NOW, ChecklistScope.PERSON, at.ola.id)),
    "actions.actions.get": (MUTUAL, lambda at, me: actions.get(me, NOW, at.action)),
    "actions.actions.add": (MUTUAL, lambda at, me: actions.add(me, NOW, at.ola.id, action_draft(me.id))),
    "actions.actions.change": (
        MUTUAL,
        lambda at, me: actions.change(me, NOW, [ActionVersion(at.action, 1)], MoveDue(DAY, "")),
    ),
    "actions.actions.comment": (MUTUAL, lambda at, me: actions.comment(me, NOW, at.action, "Bra")),
    "actions.actions.history_of": (MUTUAL, lambda at, me: actions.history_of(me, NOW, at.action)),
    "actions.actions.mark_on_track": (MUTUAL, lambda at, me: actions.mark_on_track(me, NOW, at.action)),
    "follow_up.follow_up_session.start": (MUTUAL, lambda at, me: follow_up_session.start(me, NOW, at.ola.id)),
    "follow_up.follow_up_session.get": (MUTUAL, lambda at, me: in_session(at, me, follow_up_session.get)),
    "follow_up.follow_up_session.save_progress": (
        MUTUAL,
        lambda at, me: in_session(at, me, save_progress),
    ),
    "follow_up.follow_up_session.save_note": (
        MUTUAL,
        lambda at, me: in_session(at, me, partial(follow_up_session.save_note, text="Bra", base_version=1)),
    ),
    "follow_up.follow_up_session.finish": (
        MUTUAL,
        lambda at, me: follow_up_session.finish(me, NOW, at.ola.id, validate_draft(FollowUpDraft, {})),
    ),
    "follow_up.team_session.start_team": (
        "leader stand_in",
        lambda at, me: team_session.start_team(me, NOW),
        lambda at, found: at.ola.id in found.person_ids,
    ),
    "follow_up.team_session.move_past": (
        EVERYBODY,
        lambda at, me: team_session.move_past(me, NOW, at.ola.id, 1),
    ),  # only in one's own session
    "follow_up.requests.withdraw": ("own", lambda at, me: requests.withdraw(me, NOW, requested(at))),
    "follow_up.requests.last_answer": (MUTUAL, lambda at, me: requests.last_answer(me, NOW, at.ola.id)),
    "follow_up.requests.acknowledge": ("leader stand_in", lambda at, me: requests.acknowledge(me, NOW, requested(at))),
    "actions.acknowledgements.own_notices": (
        "colleague",  # he is responsible for it
        lambda at, me: notices_after_reminder(at, me),
        lambda at, found: at.promise in found,
    ),
    "actions.acknowledgements.remind_responsible": (
        MUTUAL,
        lambda at, me: acknowledgements.remind_responsible(me, NOW, at.promise),
    ),
    "actions.acknowledgements.acknowledge_all": (
        MUTUAL,
        lambda at, me: acknowledgements.acknowledge_all(me, NOW, at.ola.id),
    ),
    "activity.timeline": (MUTUAL, lambda at, me: activity.timeline(me, NOW, at.ola.id)),
    "activity.since_last_visit": (
        "own leader stand_in colleague",  # the colleague is responsible for one of the actions
        lambda at, me: after_first_visit(me),
        lambda at, found: any(one.person_id == at.ola.id for one in found.events),
    ),
    "conversations.topics.add": (
        MUTUAL,
        lambda at, me: topics.add(me, NOW, at.ola.id, validate_draft(TopicDraft, {"text": "Vakter"})),
    ),
    "conversations.topics.toggle_discussed": (MUTUAL, lambda at, me: topics.toggle_discussed(me, NOW, at.topic)),
    "search.search": (
        MUTUAL,
        lambda at, me: search.search(me, NOW, "Ola Hansen"),
        lambda at, found: any(one.id == at.ola.id for one in found.people),
    ),
    "search.everything": (
        MUTUAL,
        lambda at, me: search.everything(me, NOW),
        lambda at, found: any(one.id == at.ola.id for one in found.people),
    ),
    "people.people.visible_people": (
        MUTUAL,
        lambda at, me: people.visible_people(me, NOW),
        lambda at, found: any(one.id == at.ola.id for one in found),
    ),
    "undo.undo": ("leader", lambda at, me: undo.undo(me, NOW, at.batch)),
    # planning: the people who lead
    "conversations.planning.plan": (
        "leader stand_in",
        lambda at, me: planning.plan(me, NOW, at.ola.id, plan_draft(at)),
    ),
    "conversations.rounds.plan_round": (
        "leader stand_in",
        lambda at, me: rounds.plan_round(me, NOW, round_draft(at), [RoundSlot(at.ola, DAY)]),
    ),
    "conversations.rounds.propose_round": (
        "leader stand_in",
        lambda at, me: rounds.propose_round(me, NOW, round_draft(at)),
        lambda at, found: at.ola.id in [person.id for person in found.away],  # he is in a pause all the time
    ),
    "conversations.planning.edit": ("leader", lambda at, me: planning.edit(me, NOW, at.planned, 1, plan_draft(at))),
    "conversations.planning.cancel": (
        "leader",
        lambda at, me: planning.cancel(me, NOW, at.planned, 1, validate_draft(ReasonDraft, {"reason": "Syk"})),
    ),
    # a conversation: between two
    "conversations.next_step.returned_to_me": (
        "own leader stand_in later earlier above colleague administrator",
        lambda at, me: next_step.returned_to_me(me, NOW),
    ),
    "conversations.conversation_view.own_conversations": (
        BOTH,
        lambda at, me: conversation_view.own_conversations(me, NOW),
        lambda at, found: any(one.id == at.signed for one in found),
    ),
    "conversations.conversation_view.get": (BOTH, lambda at, me: conversation_view.get(me, NOW, at.planned)),
    "conversations.planning.start": (BOTH, lambda at, me: planning.start(me, NOW, at.planned)),
    "conversations.planning.take_back": (BOTH, lambda at, me: planning.take_back(me, NOW, at.held)),
    "calendars.appointments": (BOTH, lambda at, me: calendars.appointments(me, NOW, [at.planned], "nb")),
    "conversations.conversation_view.get_view": (BOTH, lambda at, me: conversation_view.get_view(me, NOW, at.drafted)),
    "conversations.preparation.save_answer": (
        BOTH,
        lambda at, me: preparation.save_answer(me, NOW, at.planned, "how", "Godt", 0),
    ),
    "conversations.preparation.share": (BOTH, lambda at, me: preparation.share(me, NOW, at.planned)),
    "minutes.drafting.save_section": (
        "own",
        lambda at, me: drafting.save_section(me, NOW, at.held, "work", "Vi snakket", 0),
    ),
    "minutes.drafting.share_draft": ("own", lambda at, me: drafting.share_draft(me, NOW, at.drafted, shared=True)),
    "minutes.submission.list_gaps": ("own", lambda at, me: submission.list_gaps(me, NOW, at.drafted)),
    "minutes.submission.submit": ("own", lambda at, me: submission.submit(me, NOW, at.drafted, "nb")),
    "minutes.signing.return_minutes": ("leader", lambda at, me: signing.return_minutes(me, NOW, commented(at, me))),
    "minutes.signing.sign": ("leader", lambda at, me: signing.sign(me, NOW, at.submitted)),
    "minutes.amendments.start": (BOTH, lambda at, me: amendments.start(me, NOW, at.signed)),
    "minutes.amendments.discard": ("own", lambda at, me: amendments.discard(me, NOW, at.amended)),
    "minutes.statements.add": (BOTH, lambda at, me: statements.add(me, NOW, at.signed, "Jeg er uenig")),
    "minutes.export.export_conversation": (BOTH, lambda at, me: export.export_conversation(me, NOW, at.signed)),
    "minutes.export.export_all": (
        "own leader earlier",
        lambda at, me: export.export_all(me, NOW, "Ola Hansen"),
        lambda at, found: bool(found),
    ),
    "minutes.comments.save_comment": (
        "leader",
        lambda at, me: comments.save_comment(me, NOW, at.submitted, "work", "Fint", 0),
    ),
    "minutes.statements.save_draft": (
        BOTH,
        lambda at, me: statements.save_draft(me, NOW, at.signed, "Jeg er uenig", 0),
    ),
    # conversations with an earlier leader
    "conversations.conversation_view.get_view of an older one": (
        "own earlier",
        lambda at, me: conversation_view.get_view(me, NOW, at.older),
    ),
    "minutes.export.export_conversation of an older one": (
        "own earlier",
        lambda at, me: export.export_conversation(me, NOW, at.older),
    ),
    "conversations.leader_handover.hand_over": (
        "own",
        lambda at, me: leader_handover.hand_over(me, NOW, at.older_held),
    ),
    "minutes.sharing.set_shared": ("own", lambda at, me: sharing.set_shared(me, NOW, at.older, shared=True)),
    "minutes.sharing.read_shared": ("", lambda at, me: sharing.read_shared(me, NOW, at.older)),
    "minutes.sharing.read_shared of one that is shown": ("leader stand_in", lambda at, me: read_shared_minutes(at, me)),
    # practice: everybody's own; a leader's choice of questions for a conversation is theirs alone
    "practice.sessions.overview": (
        EVERYBODY,
        lambda at, me: practice_sessions.overview(me, NOW),
    ),
    "practice.sessions.warm_ups_offered": (
        "leader",
        lambda at, me: practice_sessions.warm_ups_offered(me, NOW + timedelta(days=13)),
        lambda at, found: at.planned in {one.id for one in found},
    ),
    "practice.sessions.record": (
        EVERYBODY,
        lambda at, me: practice_sessions.record(me, NOW, PracticeFormat.SORT, 2),
    ),
    "practice.sessions.save_warm_up": (
        "leader",
        lambda at, me: practice_sessions.save_warm_up(me, NOW, at.planned, ["Hva?"], ""),
    ),
    "practice.sessions.warm_up": ("leader", lambda at, me: practice_sessions.warm_up(me, NOW, at.planned)),
    "practice.sessions.practice_for_conversation": (
        "own leader",
        lambda at, me: practice_sessions.practice_for_conversation(me, NOW, at.planned),
    ),
    "practice.sessions.save_look_back": (
        "leader",
        lambda at, me: practice_sessions.save_look_back(me, NOW, at.held, LookBack("Stillheten")),
    ),
    "practice.sessions.look_back": ("leader", lambda at, me: practice_sessions.look_back(me, NOW, at.held)),
    "practice.sessions.erase_all": (EVERYBODY, lambda at, me: practice_sessions.erase_all(me, NOW)),
    "practice.sessions.set_sessions_per_year": (
        "administrator",
        lambda at, me: practice_sessions.set_sessions_per_year(me, NOW, 6),
    ),
    "practice.invitations.invite": (
        "leader stand_in",
        lambda at, me: invitations.invite(me, NOW, at.ola.id, PracticeFormat.FEEDFORWARD),
    ),
    "practice.invitations.waiting": (
        "own",
        lambda at, me: invited(at, me),
        lambda at, found: bool(found),
    ),
    "practice.invitations.put_aside": (EVERYBODY, lambda at, me: invitations.put_aside(me, NOW, 1)),
    # whether employees felt listened to
    "practice.listening.next_question": (
        "own",
        lambda at, me: listening.next_question(me, NOW),
        lambda at, found: found is not None,
    ),
    "conversations.next_step.of_viewer": (
        "own leader earlier",  # each of their own conversations with him
        lambda at, me: next_step.of_viewer(me, NOW, at.ola.id),
        lambda at, found: found is not None,
    ),
    "practice.listening.answer": ("own", lambda at, me: answered(at, me)),
    "practice.listening.skip": (EVERYBODY, lambda at, me: listening.skip(me, NOW, listening_question(at))),
    "practice.listening.results": (
        "administrator",
        lambda at, me: listening.results(me, [half_year_of(NOW.date())]),
    ),
    "practice.listening.results_by_unit": (
        "administrator",
        lambda at, me: listening.results_by_unit(me, half_year_of(NOW.date())),
    ),
    # people and teams
    "people.people.find": (EVERYBODY, lambda at, me: people.find(me, NOW, "Ola")),
    "people.people.leads_anybody": (
        "leader stand_in later above",
        lambda at, me: people.leads_anybody(me, NOW),
        lambda at, found: found,
    ),
    "people.people.get_for_editing": (
        "leader stand_in administrator",
        lambda at, me: people.get_for_editing(me, NOW, at.ola.id),
    ),
    "people.people.check_new_leader": (
        "administrator",
        lambda at, me: people.check_new_leader(me, NOW, at.ola.id, at.who["later"].id),
    ),
    "people.open_items.of_person": (
        "leader stand_in administrator",
        lambda at, me: open_items.of_person(me, NOW, at.ola.id),
    ),
    "people.people.edit": (
        "leader stand_in administrator",
        lambda at, me: people.edit(me, NOW, at.ola.id, at.ola.version, person_draft(at, title="Vernepleier")),
    ),
    "people.people.edit to another leader": (
        "administrator",
        lambda at, me: people.edit(me, NOW, at.ola.id, at.ola.version, person_draft(at, leader_id=at.who["later"].id)),
    ),
    "people.people.add": (
        "leader stand_in administrator",
        lambda at, me: people.add(me, NOW, validate_draft(PersonDraft, {"name": "Ny", "leader_id": at.lise})),
    ),
    "people.team.overview": ("leader stand_in above", lambda at, me: team.overview(me, NOW, at.lise)),
    "people.team.overview with what is open": (
        "leader stand_in",
        lambda at, me: team.overview(me, NOW, at.lise),
        lambda at, found: bool(found.open_actions),
    ),
    "figures.overview of the organisation": (
        "administrator",
        lambda at, me: figures.overview(me, NOW, FigureScope.ORGANISATION),
    ),
    "figures.overview with what is about Ola": (
        "leader stand_in",  # with those seen from above, they would reveal two people
        lambda at, me: figures.overview(me, NOW, FigureScope.LINE if at.is_above(me) else FigureScope.TEAM),
        lambda at, found: bool(found.year.values.get(Figure.AGREED)),
    ),
    # schedules: the people who lead
    "follow_up.schedule.team_schedules": (
        "leader stand_in",
        lambda at, me: schedule.team_schedules(me, NOW),
        lambda at, found: any(held.person.id == at.ola.id for team in found for held in team.people),
    ),
    "follow_up.schedule.set_team_schedule": (
        "leader stand_in",
        lambda at, me: schedule.set_team_schedule(
            me, NOW, at.lise, 0, validate_draft(FollowUpScheduleDraft, {"often": "2"})
        ),
    ),
    "follow_up.schedule.set_person_schedule": (
        "leader stand_in",
        lambda at, me: schedule.set_person_schedule(
            me, NOW, at.ola.id, 0, validate_draft(FollowUpScheduleDraft, {"often": "2"})
        ),
    ),
    "follow_up.days.day_remarks with their pauses": (
        "own leader stand_in",
        lambda at, me: days.day_remarks(me, NOW, pause_draft().first, [at.ola.id]),
        lambda at, found: any(remark.name == at.ola.name for remark in found),
    ),
    "follow_up.schedule.add_pause": (
        "leader stand_in",
        lambda at, me: schedule.add_pause(me, NOW, at.ola.id, pause_draft(30), is_team=False),
    ),
    "follow_up.schedule.add_pause of a whole team": (
        "leader stand_in",
        lambda at, me: schedule.add_pause(me, NOW, at.lise, pause_draft(), is_team=True),
    ),
    "follow_up.schedule.withdraw_pause": (
        "leader stand_in",
        lambda at, me: schedule.withdraw_pause(me, NOW, at.pause, 1),
    ),
    "people.people.namesakes": (EVERYBODY, lambda at, me: people.namesakes(me, NOW, "Ola")),
    "people.people.reports_of": ("administrator", lambda at, me: people.reports_of(me, NOW, at.lise)),
    "people.people.change_leaders": (
        "administrator",
        lambda at, me: people.change_leaders(me, NOW, [(at.ola, at.who["later"].id)]),
    ),
    "people.joining.preview": ("administrator", lambda at, me: joining.preview(me, NOW, at.ola.id, twin(at).id)),
    "people.joining.join": ("administrator", lambda at, me: joining.join(me, NOW, at.ola, twin(at))),
    "people.joining.check_removal": ("administrator", lambda at, me: joining.check_removal(me, NOW, twin(at).id)),
    "people.joining.remove": ("administrator", lambda at, me: joining.remove(me, NOW, twin(at))),
    "people.staff_import.everybody": ("administrator", lambda at, me: staff_import.everybody(me, NOW)),
    "people.staff_import_undo.last_import": ("administrator", lambda at, me: staff_import_undo.last_import(me, NOW)),
    "people.staff_import_undo.undo_import": (
        "administrator",
        lambda at, me: undone_import(at, me),
    ),
    "people.staff_import.preview": (
        "administrator",
        lambda at, me: staff_import.preview(me, NOW, ListReview(STAFF, NAMES)),
    ),
    "people.staff_import.import_staff": (
        "administrator",
        lambda at, me: staff_import.import_staff(me, NOW, ListReview(STAFF, NAMES), skip_bad=False),
    ),
    # forms
    "administration.templates.published": (EVERYBODY, lambda at, me: templates.published(me, NOW)),
    "administration.templates.install_shipped": (EVERYBODY, lambda at, me: templates.install_shipped(me, NOW, (FORM,))),
    "administration.templates.get": (EVERYBODY, lambda at, me: templates.get(me, NOW, at.template)),
    "administration.templates.get of a draft": ("administrator", lambda at, me: templates.get(me, NOW, at.draft)),
    "administration.templates.all_versions": ("administrator", lambda at, me: templates.all_versions(me, NOW)),
    "administration.templates.start_draft": (
        "administrator",
        lambda at, me: templates.start_draft(me, NOW, at.template),
    ),
    "administration.templates.copy": (
        "administrator",
        lambda at, me: templates.copy(me, NOW, at.template, {"nb": "Ny"}),
    ),
    "administration.templates.create": (
        "administrator",
        lambda at, me: templates.create(me, NOW, {"nb": "Ny"}, ConversationKind.OTHER, FORM.sections[0]),
    ),
    "administration.templates.import_form": (
        "administrator",
        lambda at, me: templates.import_form(me, NOW, replace(FORM, key="n")),
    ),
    "administration.templates.save": ("administrator", lambda at, me: templates.save(me, NOW, at.draft, 1, OTHER_FORM)),
    "administration.templates.publish": ("administrator", lambda at, me: templates.publish(me, NOW, at.draft, 1)),
    "administration.templates.is_unchanged": (
        "administrator",
        lambda at, me: templates.is_unchanged(me, NOW, at.draft),
    ),
    "administration.templates.bring_back": (
        "administrator",
        lambda at, me: templates.bring_back(me, NOW, at.draft, 1),
    ),
    "administration.templates.retire": ("administrator", lambda at, me: templates.retire(me, NOW, at.template, 1)),
    "administration.templates.remove_draft": (
        "administrator",
        lambda at, me: templates.remove_draft(me, NOW, at.draft, 1),
    ),
    # accounts
    "accounts.accounts.state_of": (
        "leader stand_in administrator",
        lambda at, me: accounts.state_of(me, NOW, at.ola.id),
    ),
    "accounts.accounts.issue_code": (
        "leader stand_in administrator",
        lambda at, me: accounts.issue_code(me, NOW, HASHER, at.ola.id),
    ),
    "accounts.codes.issue_codes": (
        "leader stand_in administrator",
        lambda at, me: codes.issue_codes(me, NOW, HASHER, [at.ola.id]),
    ),
    "accounts.codes.without_password": (
        "leader stand_in",
        lambda at, me: codes.without_password(me, NOW, CodeScope.TEAM),
        lambda at, found: any(one.person.id == at.ola.id for one in found),
    ),
    "accounts.codes.waiting_for_code": (
        "administrator",
        lambda at, me: codes.waiting_for_code(me, NOW, CodeScope.ALL, True),
    ),
    "accounts.accounts.search": ("administrator", lambda at, me: accounts.search(me, NOW, "")),
    "accounts.accounts.set_open": (
        "administrator",
        lambda at, me: accounts.set_open(me, NOW, at.ola.id, is_open=False),
    ),
    "accounts.accounts.end_sessions": ("administrator", lambda at, me: accounts.end_sessions(me, NOW, at.ola.id)),
    "accounts.accounts.set_administrator": (
        "administrator",
        lambda at, me: accounts.set_administrator(me, NOW, at.ola.id, administers=True),
    ),
    "administration.stand_ins.current_and_upcoming": (
        "administrator",
        lambda at, me: stand_ins.current_and_upcoming(me, NOW),
    ),
    "administration.overview.overview": ("administrator", lambda at, me: overview.overview(me, NOW)),
    "administration.stand_ins.add": (
        "administrator",
        lambda at, me: stand_ins.add(me, NOW, at.lise, at.ola.id, DAY, DAY),
    ),
    "administration.stand_ins.end": ("administrator", lambda at, me: stand_ins.end(me, NOW, at.stand_in)),
    "access_log.all_entries": ("administrator", lambda at, me: access_log.all_entries(me, NOW)),
    "access_log.entries_about_me": (
        "own",
        lambda at, me: access_log.entries_about_me(me, NOW),
        lambda at, found: any(line.entry.person_id == at.ola.id for line in found),
    ),
    # how long things are kept
    "administration.retention.overview": ("administrator", lambda at, me: retention.overview(me, NOW)),
    "administration.retention.set_months": (
        "administrator",
        lambda at, me: retention.set_months(me, NOW, {RetentionKind.MINUTES: 60}),
    ),
    "administration.retention.erase_due": (
        "administrator",
        lambda at, me: retention.erase_due(me, NOW, "Erased person"),
    ),
    "administration.retention.add_hold": (
        "administrator",
        lambda at, me: retention.add_hold(me, NOW, at.ola.id, reason_draft()),
    ),
    "administration.retention.end_hold": ("administrator", lambda at, me: retention.end_hold(me, NOW, at.hold)),
    "administration.organisation.get": ("administrator", lambda at, me: organisation.get(me, NOW)),
    "administration.organisation.update": (
        "administrator",
        lambda at, me: organisation.update(me, NOW, validate_draft(OrganisationDraft, {"country": "SE"})),
    ),
    "reminders.choices.organisation_defaults": ("administrator", lambda at, me: choices.organisation_defaults(me, NOW)),
    "reminders.choices.undelivered": ("administrator", lambda at, me: choices.undelivered(me, NOW)),
    "reminders.choices.set_organisation_defaults": (
        "administrator",
        lambda at, me: choices.set_organisation_defaults(
            me, NOW, validate_draft(OrganisationReminderDraft, {"rhythm": "never", "language": "nb"})
        ),
    ),
    # the viewer's own things
    "reminders.choices.own_choice": (EVERYBODY, lambda at, me: choices.own_choice(me, NOW)),
    "reminders.choices.choose": (
        EVERYBODY,
        lambda at, me: choices.choose(me, NOW, HASHER, validate_draft(ReminderDraft, {"rhythm": "never"})),
    ),
    "reminders.content.collect": (
        BOTH,
        lambda at, me: content.collect(me, NOW),
        lambda at, found: any(one.id in (at.drafted, at.submitted) for one in (*found.to_write, *found.to_sign)),
    ),
    "calendars.own_calendar": (
        BOTH,
        lambda at, me: calendars.own_calendar(me, NOW, bare=False),
        lambda at, found: any(one.key == f"talk-{at.planned}" for one in found),
    ),
    "activity.mark_seen": (EVERYBODY, lambda at, me: activity.mark_seen(me, NOW, 1)),
    "follow_up.requests.send": (
        "own leader stand_in later earlier colleague",
        lambda at, me: requests.send(me, NOW, validate_draft(FollowUpRequestDraft, {})),
    ),
    "accounts.accounts.own_state": (EVERYBODY, lambda at, me: accounts.own_state(me, NOW)),
    "accounts.passwords.choose_password": (
        EVERYBODY,
        lambda at, me: passwords.choose_password(me, NOW, HASHER, "", "ku og katt på tur"),
    ),
    "accounts.passwords.choose_pin": (EVERYBODY, lambda at, me: passwords.choose_pin(me, NOW, HASHER, "", "")),
    "accounts.account_events.since_last_sign_in": (
        EVERYBODY,
        lambda at, me: account_events.since_last_sign_in(me, NOW),
    ),
    "accounts.account_events.take_untold": (EVERYBODY, lambda at, me: account_events.take_untold(me, NOW)),
    "accounts.account_events.codes_used": (EVERYBODY, lambda at, me: account_events.codes_used(me, NOW)),
    "my_data.overview": (EVERYBODY, lambda at, me: my_data.overview(me, NOW)),
    "my_data.export": (EVERYBODY, lambda at, me: my_data.export(me, NOW, HASHER, "")),
    "my_data.export with anything about Ola's conversations": (
        "own",
        lambda at, me: my_data.export(me, NOW, HASHER, ""),
        lambda at, found: any(one.conversation.person_id == at.ola.id for one in found.talks),
    ),
    "form_drafts.save": (
        EVERYBODY,
        lambda at, me: form_drafts.save(me, NOW, FORM_KEY, "Nytt tiltak", {"text": "Kurs"}),
    ),
    "form_drafts.get": (
        "own",
        lambda at, me: form_drafts.get(me, NOW, drafted_by_ola(at)),
        lambda at, found: found is not None,
    ),
    "form_drafts.discard": (EVERYBODY, lambda at, me: form_drafts.discard(me, NOW, drafted_by_ola(at))),
    "form_drafts.unannounced_titles": (
        "own",
        lambda at, me: drafted_by_ola(at) and form_drafts.unannounced_titles(me, NOW),
        lambda at, found: bool(found),
    ),
    "form_drafts.mark_announced": (
        EVERYBODY,
        lambda at, me: form_drafts.mark_announced(me, NOW, [drafted_by_ola(at).name]),
    ),
    "form_drafts.save_unsaved_text": (
        EVERYBODY,
        lambda at, me: form_drafts.save_unsaved_text(me, NOW, UNSAVED_KEY, "Referat", "Ord", ""),
    ),
    "form_drafts.unsaved_texts": (
        "own",
        lambda at, me: unsaved_by_ola(at) or form_drafts.unsaved_texts(me, NOW),
        lambda at, found: any(one.text == "Olas ord" for one in found),
    ),
    "accounts.credentials.confirm_password": (
        EVERYBODY,
        lambda at, me: credentials.confirm_password(me, NOW, HASHER, ""),
    ),
    "conversations.bookmark.clear": (EVERYBODY, lambda at, me: bookmark.clear(me, NOW)),
    "conversations.bookmark.open_conversation_id": (EVERYBODY, lambda at, me: bookmark.open_conversation_id(me, NOW)),
}


def requested(at: World) -> int:
    """A follow-up that Ola asks for; its id."""
    return requests.send(at.who["own"], NOW, validate_draft(FollowUpRequestDraft, {"text": "Turnus"})).subject_id


def drafted_by_ola(at: World) -> FormDraftKey:
    """A form with a draft of Ola's."""
    form_drafts.save(at.who["own"], NOW, FORM_KEY, "Nytt tiltak", {"text": "Kurs"})
    return FORM_KEY


def unsaved_by_ola(at: World) -> Any:
    """Keep a text that Ola could not save."""
    form_drafts.save_unsaved_text(at.who["own"], NOW, UNSAVED_KEY, "Referat", "Olas ord", "Referatet er levert.")


def notices_after_reminder(at: World, me: Viewer) -> Any:
    """The viewer's notices after Per was reminded of what he promised Ola."""
    acknowledgements.remind_responsible(at.who["own"], NOW, at.promise)
    return acknowledgements.own_notices(me, NOW)


def save_progress(me: Viewer, now: datetime, person_id: int) -> None:
    """Save the progress of the session that is under way."""
    session = follow_up_session.get(me, now, person_id).session
    follow_up_session.save_progress(me, now, person_id, session, action_ids=[], changed={}, position=0)


def in_session(at: World, me: Viewer, use_case: Callable[..., Any]) -> Any:
    """Call a use case in a follow-up session that has been started."""
    follow_up_session.start(me, NOW, at.ola.id)
    return use_case(me, NOW, at.ola.id)


def after_first_visit(me: Viewer) -> Any:
    """What somebody sees who was here before everything happened."""
    activity.mark_seen(me, NOW, 0)
    return activity.since_last_visit(me, NOW)


def commented(at: World, me: Viewer) -> int:
    """Submitted minutes with an unsent comment."""
    comments.save_comment(at.who["leader"], NOW, at.submitted, "work", "Mer om kurset", 0)
    return at.submitted


def undone_import(at: World, me: Viewer) -> Any:
    """Take back the import of a new person."""
    if me.is_administrator:
        staff_import.import_staff(me, NOW, ListReview(STAFF, NAMES), skip_bad=True)
    return staff_import_undo.undo_import(me, NOW)


def read_shared_minutes(at: World, me: Viewer) -> Any:
    """Read an older conversation that Ola shares with his current leader."""
    sharing.set_shared(at.who["own"], NOW, at.older, shared=True)
    return sharing.read_shared(me, NOW, at.older)


class _RolledBack(Exception):
    """Raised to undo everything that was done in a transaction."""


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is always rolled back."""
    try:
        with writing():
            yield
            raise _RolledBack
    except _RolledBack:
        pass


def listening_question(at: World) -> ListeningQuestion:
    return ListeningQuestion(at.lise, "Lise Leder", ListeningOccasion.CONVERSATION, half_year_of(NOW.date()))


def invited(at: World, me: Viewer) -> tuple[PracticeInvitation, ...]:
    """What somebody is invited to, after Ola's leader has invited Ola."""
    leader = Viewer(at.lise, "Lise Leder")
    invitations.invite(leader, NOW, at.ola.id, PracticeFormat.FEEDFORWARD)
    return invitations.waiting(me, NOW)


def answered(at: World, me: Viewer) -> None:
    """Answer what only Ola is asked."""
    if not (question := listening.next_question(me, NOW)):
        raise NotAllowed()
    listening.answer(me, NOW, question, dict.fromkeys(ITEMS[question.occasion], 4))


def may(at: World, name: str, role: str) -> bool:
    """True if a person may call the function, or with `Sees`, sees something of Ola's."""
    _expected, call, *sees = ROWS[name]
    outcome = False
    with rolled_back():
        try:
            result = call(at, at.who[role])
        except (NotAllowed, NotFound):
            outcome = False
        except Exception as error:
            if getattr(error, "code", "") not in NOT_ABOUT_ACCESS:
                raise
            outcome = NOT_ABOUT_ACCESS[error.code]  # type: ignore[attr-defined]
        else:
            outcome = bool(sees[0](at, result)) if sees else True
    return outcome


NOT_ABOUT_ACCESS = {
    "nothing_to_undo": False,  # nobody can undo somebody else's batch
    "no_leader": False,
    "not_overdue": False,  # nobody reminds themselves
    "form_not_retired": True,
    "no_password_yet": True,  # a PIN without a password: allowed, but refused for another reason
}


def every_function() -> dict[str, bool]:
    """Every function of the services, and whether it takes a viewer."""
    found = {}
    for module in pkgutil.walk_packages(services.__path__, "tui_app.services."):
        if module.name.startswith("tui_app.services.demo"):
            continue
        room = importlib.import_module(module.name)
        for name, function in inspect.getmembers(room, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == room.__name__ and not name.startswith("_"):
                found[f"{module.name.removeprefix('tui_app.services.')}.{name}"] = first == "viewer"
    return found


HELPERS = {
    "practice.figures.values_of_periods",
    "actions.actions.for_reader",
    "authorize.require_account_administrator",
    "change_stamp.change_stamp",
    "conversations.planning.store_plan",
    "follow_up.team_session.advance",
    "minutes.comments.save_remark",
    "minutes.steps.change_conversation",
    "minutes.steps.get_own_draft",
    "minutes.steps.start_minutes",
    "minutes.steps.step_conversation",
    "minutes.steps.step_minutes",
    "people.people.record_new_leaders",
    "conversations.leader_handover.move_planned_conversations",
    "administration.retention.erase_preparations_at_signing",
    "authorize.get_page_person",
    "authorize.get_workable_action",
    "authorize.get_own_conversation",
    "authorize.require_open_minutes",
    "people.open_items.of_leavers",
    "access_log.record",
    "access_log.record_opening",
}
"""Called by services inside a scope, never by a screen."""


BEFORE_SIGN_IN = {
    "accounts.first_start.passwords_in_use",
    "accounts.first_start.is_empty",
    "accounts.first_start.identify",
    "accounts.first_start.create_first_person",
    "accounts.sessions.call_as",
    "accounts.sessions.choose_password_with_code",
    "accounts.sessions.suggest_people",
    "accounts.sessions.sign_in",
    "accounts.sessions.sign_out",
    "accounts.sessions.unlock",
    "accounts.sessions.get_viewer",
}
"""Called before anybody is signed in; `test_sessions.py` and `test_people.py` check what they return."""

COMMAND_LINE_ONLY = {
    "maintenance.moving.give_codes_to_administrators",
    "maintenance.moving.way_to_sign_in",
    "accounts.administrators.appoint_at_prompt",
    "accounts.administrators.nobody_administers",
    "maintenance.backup.create",
    "maintenance.backup.backup_name",
    "maintenance.backup.restore",
    "maintenance.doctor.diagnose",
    "administration.organisation.set_initial_time_zone",
    "reminders.delivery.claim",
    "reminders.delivery.record_nothing_to_send",
    "reminders.delivery.recipients",
    "reminders.delivery.record_rejection",
    "reminders.delivery.record_result",
    "reminders.delivery.subscribers",
    "reminders.delivery.undelivered",
    "administration.retention.erase_due_by_timer",
    "administration.retention.overview_for_timer",
    "maintenance.integrity.contents",
    "access_log.record_maintenance",
    "maintenance.rekey.replace_sign_in_key",
    "maintenance.integrity.verify",
}
"""For the person who operates the database, or their timer; no screen calls them."""

WITHOUT_VIEWER = {
    "accounts.administrators.has_way_in",
    "people.people.told_of_stand_ins",
    "administration.organisation.conversation_minutes",
    "accounts.administrators.keeping_an_administrator",
    "accounts.credentials.count_attempt",
    "accounts.credentials.find_by_identifier",
    "accounts.credentials.verify_attempt",
    "authorize.get_person",
    "authorize.require",
    "change_stamp.change_or_conflict",
    "change_stamp.conflict",
    "administration.public_holidays.save_learned",
    "administration.public_holidays.load",
    "actions.acknowledgements.notices_for",
    "administration.organisation.time_zone_name",
    "practice.sessions.sessions_per_year",
    "authorize.find_new_leader",
    "administration.retention.erases_at_signing",
    "administration.retention.purge_after_signing",
    "administration.retention.last_receipt",
    "administration.retention.current_months",
    "administration.retention.count_from_first_noticed",
    "people.open_items.of_people_leaving",
    "people.open_items.leaders_leaving",
    "follow_up.schedule.with_due_dates",
    "follow_up.schedule.schedules_of",
    "follow_up.schedule.pauses_by_person",
    "accounts.credentials.check_password_rules",
    "accounts.credentials.require_unchanged",
    "accounts.credentials.check_sign_in_key",
    "conversations.conversation_form.check_sections",
    "validation.checked_note",
    "conversations.conversation_form.form_of",
    "conversations.conversation_form.preparation_form_of",
    "conversations.conversation_view.may_see_draft",
}
"""For the whole organisation, or for records whose access has been checked."""


def test_every_service_function_has_a_row() -> None:
    found = every_function()
    acting = {name for name, acts in found.items() if acts} - HELPERS
    named = {name.split(" ")[0] for name in ROWS}
    assert (acting - named, named - acting) == (set(), set())
    assert {name for name, acts in found.items() if not acts} == BEFORE_SIGN_IN | COMMAND_LINE_ONLY | WITHOUT_VIEWER


def test_no_screen_does_what_belongs_at_the_prompt() -> None:
    ui = Path(services.__file__).parent.parent / "ui"
    source = "\n".join(path.read_text() for path in ui.rglob("*.py"))
    calls = {".".join(name.split(".")[-2:]) for name in COMMAND_LINE_ONLY}
    assert not [call for call in calls if re.search(rf"\b{re.escape(call)}\b", source)]


def test_who_may_do_what(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    found = {name: {role for role in at.who if may(at, name, role)} for name in ROWS}
    assert found == {name: set(row[0].split()) for name, row in ROWS.items()}


def test_a_stand_in_of_yesterday_is_a_colleague(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    tomorrow = now + timedelta(days=1)
    at.who["stand_in"] = sessions.get_viewer(Session(at.who["stand_in"].id), tomorrow)
    with pytest.raises(NotAllowed):
        person_page.get(at.who["stand_in"], tomorrow, at.ola.id)


def test_a_leader_who_has_left_acts_no_more(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    lise = people.get_for_editing(kari, now, at.lise)
    gone = validate_draft(PersonDraft, {"name": lise.name, "leader_id": lise.leader_id, "end_date": date(2026, 11, 1)})
    people.edit(kari, now, lise.id, lise.version, gone)
    with pytest.raises(Exception, match="session_ended"):
        sessions.call_as(Session(at.lise), person_page.get, now, at.ola.id)

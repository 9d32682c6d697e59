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
from tests.services import talks
from tests.services.locks import SMITH
from tests.services.talks import FORM, OTHER_FORM, Cast
from tui_app import services
from tui_app.domain.accounts import Session
from tui_app.domain.actions import MoveDue
from tui_app.domain.drafts import (
    ActionDraft,
    FollowUpDraft,
    GoalDraft,
    OrganisationDraft,
    OrganisationReminderDraft,
    PauseDraft,
    PersonDraft,
    PlanDraft,
    ReasonDraft,
    ReminderDraft,
    RequestDraft,
    RhythmDraft,
    RoundDraft,
    TopicDraft,
    checked,
)
from tui_app.domain.figures import Figure
from tui_app.domain.figures import Scope as FiguresOf
from tui_app.domain.records import ConversationKind, GoalKind, Person, Viewer
from tui_app.domain.refusals import NotAllowed, NotFound
from tui_app.domain.retention import Kept
from tui_app.domain.rounds import Slot
from tui_app.domain.staff_list import StaffField, Table, TableRow
from tui_app.domain.unfinished import FormKey, aside_key
from tui_app.services import (
    accounts,
    actions,
    administration,
    calendars,
    conversations,
    figures,
    handing_on,
    minutes,
    mutual,
    my_data,
    news,
    organisation,
    pages,
    people,
    remarks,
    reminders,
    retention,
    rhythms,
    search,
    sessions,
    sheet,
    showing,
    staff_import,
    team,
    templates,
    topics,
    undo,
    unfinished,
    walks,
)
from tui_app.services.actions import Scope, Target
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
        """Whether it is the one who leads Ola's leader."""
        return me.id == self.who["above"].id

    @property
    def lise(self) -> int:
        """Ola's leader."""
        return self.who["leader"].id


def world(kari: Viewer, now: datetime) -> World:
    """Make it."""

    def person(name: str, leader: Viewer | Person | None = None) -> Person:
        leader_id = leader.id if leader else None
        return people.add(kari, now, checked(PersonDraft, {"name": name, "leader_id": leader_id}))

    tor = person("Tor Topp")
    tor = people.edit(kari, now, tor.id, tor.version, checked(PersonDraft, {"name": tor.name}))
    lise, nina, egil = person("Lise Leder", tor), person("Nina Ny", tor), person("Egil Eldre", tor)
    ola, per = person("Ola Hansen", egil), person("Per Berg", nina)
    siri = person("Siri Vikar", tor)
    in_use = {one.key: one.id for one in templates.install(kari, now, (FORM, OTHER_FORM))}
    draft = templates.begin_draft(kari, now, in_use["other"]).id
    before = Cast(viewer_of(egil), viewer_of(ola), viewer_of(per), kari, in_use["small"])
    older, older_held = talks.signed(before, now, "Om gamle dager"), talks.submitted(before, now, "Ikke signert")
    ola = people.edit(kari, now, ola.id, ola.version, checked(PersonDraft, {"name": ola.name, "leader_id": lise.id}))
    cast = replace(before, leader=viewer_of(lise))
    goal = pages.add_goal(cast.leader, now, ola.id, goal_draft()).subject_id
    agreed = actions.add(cast.leader, now, ola.id, action_draft(ola.id))
    late = checked(ActionDraft, {"text": "Rydde", "responsible_id": per.id, "due": now.date() - timedelta(days=9)})
    promised = actions.add(cast.leader, now, ola.id, late)
    topic = topics.add(cast.employee, now, ola.id, checked(TopicDraft, {"text": "Turnus"})).subject_id
    amended = talks.signed(cast, now)
    minutes.amend(cast.employee, now, amended)
    stand_in = accounts.let_stand_in(kari, now, lise.id, siri.id, now.date(), now.date())
    return World(
        who={
            "own": cast.employee,
            "leader": cast.leader,
            "stand_in": sessions.viewer_of(Session(siri.id), now),
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
        planned=talks.planned(cast, now),
        held=talks.held(cast, now),
        drafted=talks.drafted(cast, now),
        submitted=talks.submitted(cast, now),
        signed=talks.signed(cast, now),
        amended=amended,
        older=older,
        older_held=older_held,
        stand_in=stand_in,
        hold=retention.hold(kari, now, per.id, reason_draft()),
        pause=rhythms.pause(cast.leader, now, ola.id, pause_draft(), is_team=False).subject_id,
    )


def goal_draft() -> GoalDraft:
    return checked(GoalDraft, {"text": "Bli fagansvarlig", "kind": GoalKind.DEVELOPMENT})


def action_draft(responsible: int) -> ActionDraft:
    return checked(ActionDraft, {"text": "Kurs", "responsible_id": responsible, "due": DAY})


def plan_draft(at: World) -> PlanDraft:
    return checked(PlanDraft, {"template_id": at.template, "on": DAY})


def pause_draft() -> PauseDraft:
    return checked(PauseDraft, {"first": DAY, "last": DAY + timedelta(days=20)})


def round_draft(at: World) -> RoundDraft:
    return checked(RoundDraft, {"template_id": at.template, "first": DAY, "last": DAY + timedelta(days=4)})


def person_draft(at: World, **more: object) -> PersonDraft:
    return checked(PersonDraft, {"name": at.ola.name, "leader_id": at.lise} | more)


def reason_draft() -> ReasonDraft:
    return checked(ReasonDraft, {"reason": "Klagesak"})


STAFF = Table(("Navn",), (TableRow(2, ("Ny Ansatt",)),))
NAMES = [StaffField.NAME]
FORM_KEY = FormKey("action-new:1:0")

Call = Callable[[World, Viewer], Any]
Sees = Callable[[World, Any], bool]
"""For functions that everybody may call: whether something of Ola's is in what they hand back."""

MUTUAL = "own leader stand_in"
"""The page about Ola: the employee and whoever leads them today look at the same."""
BOTH = "own leader"
"""A conversation is between two."""

ROWS: dict[str, tuple[str, Call] | tuple[str, Call, Sees]] = {
    # the page about Ola
    "pages.page": (MUTUAL, lambda at, me: pages.page(me, NOW, at.ola.id)),
    "pages.goals": (MUTUAL, lambda at, me: pages.goals(me, NOW, at.ola.id)),
    "pages.add_goal": (MUTUAL, lambda at, me: pages.add_goal(me, NOW, at.ola.id, goal_draft())),
    "pages.edit_goal": (MUTUAL, lambda at, me: pages.edit_goal(me, NOW, at.goal, 1, goal_draft())),
    "pages.follow_up": (MUTUAL, lambda at, me: pages.follow_up(me, NOW, at.ola.id, checked(FollowUpDraft, {}))),
    "actions.checklist": (MUTUAL, lambda at, me: actions.checklist(me, NOW, Scope.PERSON, at.ola.id)),
    "actions.one": (MUTUAL, lambda at, me: actions.one(me, NOW, at.action)),
    "actions.add": (MUTUAL, lambda at, me: actions.add(me, NOW, at.ola.id, action_draft(me.id))),
    "actions.change": (MUTUAL, lambda at, me: actions.change(me, NOW, [Target(at.action, 1)], MoveDue(DAY, ""))),
    "actions.comment": (MUTUAL, lambda at, me: actions.comment(me, NOW, at.action, "Bra")),
    "actions.story": (MUTUAL, lambda at, me: actions.story(me, NOW, at.action)),
    "actions.on_track": (MUTUAL, lambda at, me: actions.on_track(me, NOW, at.action)),
    "walks.begin": (MUTUAL, lambda at, me: walks.begin(me, NOW, at.ola.id)),
    "walks.walk": (MUTUAL, lambda at, me: walked(at, me, walks.walk)),
    "walks.go_on": (MUTUAL, lambda at, me: walked(at, me, partial(walks.go_on, action_ids=[], outcomes={}, place=0))),
    "walks.write_note": (MUTUAL, lambda at, me: walked(at, me, partial(walks.write_note, text="Bra", seen_version=1))),
    "walks.finish": (MUTUAL, lambda at, me: walks.finish(me, NOW, at.ola.id, checked(FollowUpDraft, {}))),
    "walks.begin_team": (
        "leader stand_in",
        lambda at, me: walks.begin_team(me, NOW),
        lambda at, found: at.ola.id in found.person_ids,
    ),
    "walks.pass_by": (EVERYBODY, lambda at, me: walks.pass_by(me, NOW, at.ola.id, 1)),  # in one's own walk only
    "mutual.take_back": ("own", lambda at, me: mutual.take_back(me, NOW, asked(at))),
    "mutual.answer_request": ("leader stand_in", lambda at, me: mutual.answer_request(me, NOW, asked(at))),
    "mutual.calls": (
        "colleague",  # it is his promise
        lambda at, me: nudged(at, me),
        lambda at, found: at.promise in found,
    ),
    "mutual.nudge": (MUTUAL, lambda at, me: mutual.nudge(me, NOW, at.promise)),
    "mutual.acknowledge_all": (MUTUAL, lambda at, me: mutual.acknowledge_all(me, NOW, at.ola.id)),
    "news.timeline": (MUTUAL, lambda at, me: news.timeline(me, NOW, at.ola.id)),
    "news.since_last": (
        "own leader stand_in colleague",  # the colleague is responsible for one of the actions, and told of that
        lambda at, me: looked_back(me),
        lambda at, found: any(one.person_id == at.ola.id for one in found.happenings),
    ),
    "topics.add": (MUTUAL, lambda at, me: topics.add(me, NOW, at.ola.id, checked(TopicDraft, {"text": "Vakter"}))),
    "topics.tick": (MUTUAL, lambda at, me: topics.tick(me, NOW, at.topic)),
    "search.search": (
        MUTUAL,
        lambda at, me: search.search(me, NOW, "Ola Hansen"),
        lambda at, found: any(one.id == at.ola.id for one in found.people),
    ),
    "people.my_people": (
        MUTUAL,
        lambda at, me: people.my_people(me, NOW),
        lambda at, found: any(one.id == at.ola.id for one in found),
    ),
    "undo.undo": ("leader", lambda at, me: undo.undo(me, NOW, at.batch)),
    # planning: whoever leads
    "conversations.plan": (
        "leader stand_in",
        lambda at, me: conversations.plan(me, NOW, at.ola.id, plan_draft(at)),
    ),
    "conversations.plan_round": (
        "leader stand_in",
        lambda at, me: conversations.plan_round(me, NOW, round_draft(at), [Slot(at.ola, DAY)]),
    ),
    "conversations.propose_round": (
        "leader stand_in",
        lambda at, me: conversations.propose_round(me, NOW, round_draft(at)),
        lambda at, found: any(slot.person.id == at.ola.id for slot in found.slots),
    ),
    "conversations.move": ("leader", lambda at, me: conversations.move(me, NOW, at.planned, 1, plan_draft(at))),
    "conversations.cancel": (
        "leader",
        lambda at, me: conversations.cancel(me, NOW, at.planned, 1, checked(ReasonDraft, {"reason": "Syk"})),
    ),
    # a conversation: between two
    "conversations.listing": (
        BOTH,
        lambda at, me: conversations.listing(me, NOW),
        lambda at, found: any(one.id == at.signed for one in found),
    ),
    "conversations.one": (BOTH, lambda at, me: conversations.one(me, NOW, at.planned)),
    "conversations.begin": (BOTH, lambda at, me: conversations.begin(me, NOW, at.planned)),
    "conversations.appointments": (BOTH, lambda at, me: conversations.appointments(me, NOW, [at.planned], "nb")),
    "sheet.sheet": (BOTH, lambda at, me: sheet.sheet(me, NOW, at.drafted)),
    "sheet.answer": (BOTH, lambda at, me: sheet.answer(me, NOW, at.planned, "how", "Godt", 0)),
    "sheet.share": (BOTH, lambda at, me: sheet.share(me, NOW, at.planned)),
    "sheet.remember_place": (BOTH, lambda at, me: sheet.remember_place(me, NOW, at.planned, "work")),
    "minutes.write": ("own", lambda at, me: minutes.write(me, NOW, at.held, "work", "Vi snakket", 0)),
    "minutes.show_draft": ("own", lambda at, me: minutes.show_draft(me, NOW, at.drafted, shown=True)),
    "minutes.lacking": ("own", lambda at, me: minutes.lacking(me, NOW, at.drafted)),
    "minutes.submit": ("own", lambda at, me: minutes.submit(me, NOW, at.drafted, "nb")),
    "minutes.give_back": ("leader", lambda at, me: minutes.give_back(me, NOW, commented(at, me))),
    "minutes.sign": ("leader", lambda at, me: minutes.sign(me, NOW, at.submitted)),
    "minutes.amend": (BOTH, lambda at, me: minutes.amend(me, NOW, at.signed)),
    "minutes.give_up": ("own", lambda at, me: minutes.give_up(me, NOW, at.amended)),
    "minutes.state": (BOTH, lambda at, me: minutes.state(me, NOW, at.signed, "Jeg er uenig")),
    "minutes.exported": (BOTH, lambda at, me: minutes.exported(me, NOW, at.signed)),
    "minutes.all_exported": (
        "own leader earlier",
        lambda at, me: minutes.all_exported(me, NOW, "Ola Hansen"),
        lambda at, found: bool(found),
    ),
    "remarks.comment": ("leader", lambda at, me: remarks.comment(me, NOW, at.submitted, "work", "Fint", 0)),
    "remarks.statement": (BOTH, lambda at, me: remarks.statement(me, NOW, at.signed, "Jeg er uenig", 0)),
    # conversations with an earlier leader
    "sheet.sheet of an older one": ("own earlier", lambda at, me: sheet.sheet(me, NOW, at.older)),
    "minutes.exported of an older one": ("own earlier", lambda at, me: minutes.exported(me, NOW, at.older)),
    "handing_on.hand_on": ("own", lambda at, me: handing_on.hand_on(me, NOW, at.older_held)),
    "showing.show": ("own", lambda at, me: showing.show(me, NOW, at.older, shown=True)),
    "showing.read": ("", lambda at, me: showing.read(me, NOW, at.older)),
    "showing.read of one that is shown": ("leader stand_in", lambda at, me: shown(at, me)),
    # people and teams
    "people.find": (EVERYBODY, lambda at, me: people.find(me, NOW, "Ola")),
    "people.leads_anybody": (
        "leader stand_in later above",
        lambda at, me: people.leads_anybody(me, NOW),
        lambda at, found: found,
    ),
    "people.get": ("leader stand_in administrator", lambda at, me: people.get(me, NOW, at.ola.id)),
    "people.edit": (
        "leader stand_in administrator",
        lambda at, me: people.edit(me, NOW, at.ola.id, at.ola.version, person_draft(at, title="Vernepleier")),
    ),
    "people.edit to another leader": (
        "administrator",
        lambda at, me: people.edit(me, NOW, at.ola.id, at.ola.version, person_draft(at, leader_id=at.who["later"].id)),
    ),
    "people.add": (
        "leader stand_in administrator",
        lambda at, me: people.add(me, NOW, checked(PersonDraft, {"name": "Ny", "leader_id": at.lise})),
    ),
    "team.overview": ("leader stand_in above", lambda at, me: team.overview(me, NOW, at.lise)),
    "team.overview with what is open": (
        "leader stand_in",
        lambda at, me: team.overview(me, NOW, at.lise),
        lambda at, found: bool(found.open_actions),
    ),
    "figures.overview of the organisation": (
        "administrator",
        lambda at, me: figures.overview(me, NOW, FiguresOf.ORGANISATION),
    ),
    "figures.overview with what is about Ola": (
        "leader stand_in",  # from above they would tell of two
        lambda at, me: figures.overview(me, NOW, FiguresOf.LINE if at.is_above(me) else FiguresOf.TEAM),
        lambda at, found: bool(found.year.values.get(Figure.AGREED)),
    ),
    # the rhythm: whoever leads
    "rhythms.teams": (
        "leader stand_in",
        lambda at, me: rhythms.teams(me, NOW),
        lambda at, found: any(held.person.id == at.ola.id for team in found for held in team.people),
    ),
    "rhythms.set_team": (
        "leader stand_in",
        lambda at, me: rhythms.set_team(me, NOW, at.lise, 0, checked(RhythmDraft, {"often": "2"})),
    ),
    "rhythms.set_own": (
        "leader stand_in",
        lambda at, me: rhythms.set_own(me, NOW, at.ola.id, 0, checked(RhythmDraft, {"often": "2"})),
    ),
    "rhythms.pause": (
        "leader stand_in",
        lambda at, me: rhythms.pause(me, NOW, at.ola.id, pause_draft(), is_team=False),
    ),
    "rhythms.pause of a whole team": (
        "leader stand_in",
        lambda at, me: rhythms.pause(me, NOW, at.lise, pause_draft(), is_team=True),
    ),
    "rhythms.withdraw_pause": ("leader stand_in", lambda at, me: rhythms.withdraw_pause(me, NOW, at.pause, 1)),
    "staff_import.preview": ("administrator", lambda at, me: staff_import.preview(me, NOW, STAFF, NAMES)),
    "staff_import.carry_out": (
        "administrator",
        lambda at, me: staff_import.carry_out(me, NOW, STAFF, NAMES, skip_bad=False),
    ),
    # forms
    "templates.in_use": (EVERYBODY, lambda at, me: templates.in_use(me, NOW)),
    "templates.install": (EVERYBODY, lambda at, me: templates.install(me, NOW, (FORM,))),
    "templates.one": (EVERYBODY, lambda at, me: templates.one(me, NOW, at.template)),
    "templates.one of a draft": ("administrator", lambda at, me: templates.one(me, NOW, at.draft)),
    "templates.every": ("administrator", lambda at, me: templates.every(me, NOW)),
    "templates.begin_draft": ("administrator", lambda at, me: templates.begin_draft(me, NOW, at.template)),
    "templates.copy": ("administrator", lambda at, me: templates.copy(me, NOW, at.template, {"nb": "Ny"})),
    "templates.create": (
        "administrator",
        lambda at, me: templates.create(me, NOW, {"nb": "Ny"}, ConversationKind.OTHER, FORM.sections[0]),
    ),
    "templates.import_form": ("administrator", lambda at, me: templates.import_form(me, NOW, replace(FORM, key="n"))),
    "templates.save": ("administrator", lambda at, me: templates.save(me, NOW, at.draft, 1, OTHER_FORM)),
    "templates.publish": ("administrator", lambda at, me: templates.publish(me, NOW, at.draft, 1)),
    "templates.retire": ("administrator", lambda at, me: templates.retire(me, NOW, at.template, 1)),
    "templates.remove_draft": ("administrator", lambda at, me: templates.remove_draft(me, NOW, at.draft, 1)),
    # accounts
    "accounts.state": ("leader stand_in administrator", lambda at, me: accounts.state(me, NOW, at.ola.id)),
    "accounts.new_code": (
        "leader stand_in administrator",
        lambda at, me: accounts.new_code(me, NOW, SMITH, at.ola.id),
    ),
    "accounts.listing": ("administrator", lambda at, me: accounts.listing(me, NOW, "")),
    "accounts.set_open": ("administrator", lambda at, me: accounts.set_open(me, NOW, at.ola.id, is_open=False)),
    "accounts.end_sessions": ("administrator", lambda at, me: accounts.end_sessions(me, NOW, at.ola.id)),
    "accounts.set_administrator": (
        "administrator",
        lambda at, me: accounts.set_administrator(me, NOW, at.ola.id, administers=True),
    ),
    "accounts.standing_in": ("administrator", lambda at, me: accounts.standing_in(me, NOW)),
    "administration.overview": ("administrator", lambda at, me: administration.overview(me, NOW)),
    "accounts.let_stand_in": (
        "administrator",
        lambda at, me: accounts.let_stand_in(me, NOW, at.lise, at.ola.id, DAY, DAY),
    ),
    "accounts.end_stand_in": ("administrator", lambda at, me: accounts.end_stand_in(me, NOW, at.stand_in)),
    "accounts.whole_log": ("administrator", lambda at, me: accounts.whole_log(me, NOW)),
    "accounts.about_me": (
        "own",
        lambda at, me: accounts.about_me(me, NOW),
        lambda at, found: any(line.entry.person_id == at.ola.id for line in found),
    ),
    # how long things are kept
    "retention.overview": ("administrator", lambda at, me: retention.overview(me, NOW)),
    "retention.set_months": ("administrator", lambda at, me: retention.set_months(me, NOW, {Kept.MINUTES: 60})),
    "retention.carry_out": ("administrator", lambda at, me: retention.carry_out(me, NOW, "Erased person")),
    "retention.hold": ("administrator", lambda at, me: retention.hold(me, NOW, at.ola.id, reason_draft())),
    "retention.end_hold": ("administrator", lambda at, me: retention.end_hold(me, NOW, at.hold)),
    "organisation.overview": ("administrator", lambda at, me: organisation.overview(me, NOW)),
    "organisation.change": (
        "administrator",
        lambda at, me: organisation.change(me, NOW, checked(OrganisationDraft, {"country": "SE"})),
    ),
    "reminders.organisation": ("administrator", lambda at, me: reminders.organisation(me, NOW)),
    "reminders.set_organisation": (
        "administrator",
        lambda at, me: reminders.set_organisation(
            me, NOW, checked(OrganisationReminderDraft, {"rhythm": "never", "language": "nb"})
        ),
    ),
    # one's own, whoever one is
    "reminders.mine": (EVERYBODY, lambda at, me: reminders.mine(me, NOW)),
    "reminders.choose": (
        EVERYBODY,
        lambda at, me: reminders.choose(me, NOW, SMITH, checked(ReminderDraft, {"rhythm": "never"})),
    ),
    "reminders.news": (
        BOTH,
        lambda at, me: reminders.news(me, NOW),
        lambda at, found: any(one.id in (at.drafted, at.submitted) for one in (*found.to_write, *found.to_sign)),
    ),
    "calendars.mine": (
        BOTH,
        lambda at, me: calendars.mine(me, NOW, bare=False),
        lambda at, found: any(one.key == f"talk-{at.planned}" for one in found),
    ),
    "news.mark_seen": (EVERYBODY, lambda at, me: news.mark_seen(me, NOW, 1)),
    "mutual.ask_for_follow_up": (
        "own leader stand_in later earlier colleague",
        lambda at, me: mutual.ask_for_follow_up(me, NOW, checked(RequestDraft, {})),
    ),
    "accounts.mine": (EVERYBODY, lambda at, me: accounts.mine(me, NOW)),
    "accounts.choose_secret": (
        EVERYBODY,
        lambda at, me: accounts.choose_secret(me, NOW, SMITH, "", "ku og katt på tur"),
    ),
    "accounts.choose_pin": (EVERYBODY, lambda at, me: accounts.choose_pin(me, NOW, SMITH, "", "")),
    "accounts.told_at_sign_in": (EVERYBODY, lambda at, me: accounts.told_at_sign_in(me, NOW)),
    "accounts.codes_used": (EVERYBODY, lambda at, me: accounts.codes_used(me, NOW)),
    "my_data.overview": (EVERYBODY, lambda at, me: my_data.overview(me, NOW)),
    "my_data.collect": (EVERYBODY, lambda at, me: my_data.collect(me, NOW, SMITH, "")),
    "my_data.collect with anything about Ola's conversations": (
        "own",
        lambda at, me: my_data.collect(me, NOW, SMITH, ""),
        lambda at, found: any(talk.conversation.person_id == at.ola.id for talk in found.talks),
    ),
    "unfinished.keep": (EVERYBODY, lambda at, me: unfinished.keep(me, NOW, FORM_KEY, "Nytt tiltak", {"text": "Kurs"})),
    "unfinished.begun": (
        "own",
        lambda at, me: unfinished.begun(me, NOW, begun_by_ola(at)),
        lambda at, found: found is not None,
    ),
    "unfinished.forget": (EVERYBODY, lambda at, me: unfinished.forget(me, NOW, begun_by_ola(at))),
    "unfinished.untold": (
        "own",
        lambda at, me: begun_by_ola(at) and unfinished.untold(me, NOW),
        lambda at, found: bool(found),
    ),
    "unfinished.put_aside": (EVERYBODY, lambda at, me: unfinished.put_aside(me, NOW, ASIDE_KEY, "Referat", "Ord", "")),
    "unfinished.not_saved": (
        "own",
        lambda at, me: put_aside_by_ola(at) or unfinished.not_saved(me, NOW),
        lambda at, found: any(one.text == "Olas ord" for one in found),
    ),
    "sessions.confirm": (EVERYBODY, lambda at, me: sessions.confirm(me, NOW, SMITH, "")),
    "sheet.forget_place": (EVERYBODY, lambda at, me: sheet.forget_place(me, NOW)),
    "sheet.left_open": (EVERYBODY, lambda at, me: sheet.left_open(me, NOW)),
}


def asked(at: World) -> int:
    """The follow-up that Ola asks for."""
    return mutual.ask_for_follow_up(at.who["own"], NOW, checked(RequestDraft, {"text": "Turnus"})).subject_id


def begun_by_ola(at: World) -> FormKey:
    """A form in which Ola has begun something."""
    unfinished.keep(at.who["own"], NOW, FORM_KEY, "Nytt tiltak", {"text": "Kurs"})
    return FORM_KEY


ASIDE_KEY = aside_key("m-work", 1, NOW, 1)


def put_aside_by_ola(at: World) -> None:
    """What Ola could not save."""
    unfinished.put_aside(at.who["own"], NOW, ASIDE_KEY, "Referat", "Olas ord", "Referatet er levert.")


def nudged(at: World, me: Viewer) -> Any:
    """What somebody is reminded of, when Per is late with what he promised Ola."""
    mutual.nudge(at.who["own"], NOW, at.promise)
    return mutual.calls(me, NOW)


def walked(at: World, me: Viewer, use_case: Callable[..., Any]) -> Any:
    """Something in a walk that was begun."""
    walks.begin(me, NOW, at.ola.id)
    return use_case(me, NOW, at.ola.id)


def looked_back(me: Viewer) -> Any:
    """What somebody is told who was here before everything happened."""
    news.mark_seen(me, NOW, 0)
    return news.since_last(me, NOW)


def commented(at: World, me: Viewer) -> int:
    """Submitted minutes with a comment under way."""
    remarks.comment(at.who["leader"], NOW, at.submitted, "work", "Mer om kurset", 0)
    return at.submitted


def shown(at: World, me: Viewer) -> Any:
    """What somebody reads of an older conversation that Ola shows to his present leader."""
    showing.show(at.who["own"], NOW, at.older, shown=True)
    return showing.read(me, NOW, at.older)


class _TakenBack(Exception):
    """Ends a try: nothing of it stays."""


@contextmanager
def tried() -> Iterator[None]:
    """A try that leaves nothing behind."""
    try:
        with writing():
            yield
            raise _TakenBack
    except _TakenBack:
        pass


def may(at: World, name: str, role: str) -> bool:
    """Whether somebody gets through, or with `Sees`, sees something of Ola's."""
    _expected, call, *sees = ROWS[name]
    outcome = False
    with tried():
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
    "nothing_to_undo": False,  # a batch of somebody else's is nothing to undo
    "nobody_leads": False,
    "not_overdue": False,  # their own promise: nobody reminds themselves
    "secret_first": True,  # a PIN without a secret: their own, and refused for another reason
}


def every_function() -> dict[str, bool]:
    """Every function of the services, and whether it acts for somebody."""
    found = {}
    for module in pkgutil.iter_modules(services.__path__):
        if module.name in ("demo", "demo_log", "demo_minutes"):
            continue
        room = importlib.import_module(f"tui_app.services.{module.name}")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == room.__name__ and not name.startswith("_"):
                found[f"{module.name}.{name}"] = first == "viewer"
    return found


HELPERS = {
    "marks.mark",
    "people.note_new_leaders",
    "handing_on.follow_leaders",
    "retention.at_signing",
    "reach.page_owner",
    "reach.workable_action",
    "reach.own_conversation",
    "reach.open_for_agreements",
    "seen.note",
    "seen.note_opening",
}
"""What services are made of: called inside a scope, by them alone."""


AT_THE_DOOR = {
    "people.asks_for_secrets",
    "people.is_empty",
    "people.recognise",
    "people.set_up",
    "sessions.acting",
    "sessions.choose_with_code",
    "sessions.names",
    "sessions.sign_in",
    "sessions.sign_out",
    "sessions.unlock",
    "sessions.viewer_of",
}
"""Before anybody is signed in; `test_sessions.py` and `test_people.py` say what comes out of them."""

AT_THE_PROMPT = {
    "copies.backup",
    "copies.backup_name",
    "copies.restore",
    "health.look",
    "organisation.begin",
    "reminding.claim",
    "reminding.keep_quiet",
    "reminding.recipients",
    "reminding.refuse",
    "reminding.settle",
    "reminding.subscribers",
    "retention.carry_out_by_timer",
    "retention.dry_run",
    "upkeep.contents",
    "upkeep.note",
    "upkeep.replace_sign_in_key",
    "upkeep.verify",
}
"""For whoever keeps the database and its key, or their timer; no screen calls one of them."""

ABOUT_NOBODY = {
    "days_off.keep",
    "days_off.of_organisation",
    "mutual.calls_of",
    "organisation.zone_name",
    "reach.later_leader",
    "retention.erases_at_signing",
    "retention.finish_signing",
    "retention.last_receipt",
    "retention.months_now",
    "rhythms.filled",
    "rhythms.held_of",
    "sessions.check_secret",
    "sessions.keyed",
    "sheet.check_sections",
    "sheet.fitting",
    "sheet.form_of",
    "sheet.may_see_draft",
}
"""What holds for the whole organisation, and what services make of things that they have reached already."""


def test_every_service_function_has_a_row() -> None:
    found = every_function()
    acting = {name for name, acts in found.items() if acts} - HELPERS
    named = {name.split(" ")[0] for name in ROWS}
    assert (acting - named, named - acting) == (set(), set())
    assert {name for name, acts in found.items() if not acts} == AT_THE_DOOR | AT_THE_PROMPT | ABOUT_NOBODY


def test_no_screen_does_what_belongs_at_the_prompt() -> None:
    ui = Path(services.__file__).parent.parent / "ui"
    source = "\n".join(path.read_text() for path in ui.rglob("*.py"))
    assert not [name for name in AT_THE_PROMPT if re.search(rf"\b{re.escape(name)}\b", source)]


def test_who_may_do_what(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    found = {name: {role for role in at.who if may(at, name, role)} for name in ROWS}
    assert found == {name: set(row[0].split()) for name, row in ROWS.items()}


def test_a_stand_in_of_yesterday_is_a_colleague(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    tomorrow = now + timedelta(days=1)
    at.who["stand_in"] = sessions.viewer_of(Session(at.who["stand_in"].id), tomorrow)
    with pytest.raises(NotAllowed):
        pages.page(at.who["stand_in"], tomorrow, at.ola.id)


def test_a_leader_who_has_left_acts_no_more(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    lise = people.get(kari, now, at.lise)
    gone = checked(PersonDraft, {"name": lise.name, "leader_id": lise.leader_id, "end_date": date(2026, 11, 1)})
    people.edit(kari, now, lise.id, lise.version, gone)
    with pytest.raises(Exception, match="session_ended"):
        sessions.acting(Session(at.lise), pages.page, now, at.ola.id)

"""The rhythm of a team and its exceptions, pauses, and when each person's next follow-up is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.days_off import DaysOff
from tui_app.domain.records import ChangeKind, Person, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotAllowed, NotFound
from tui_app.domain.rhythm import Pause, Rhythm, next_due, usual
from tui_app.domain.team import TeamFacts
from tui_app.services import days_off
from tui_app.services.marks import NOTHING_CHANGED, Receipt, mark
from tui_app.storage import history, people, rhythms
from tui_app.storage.database import reading, writing
from tui_app.storage.rhythms import Rhythms

if TYPE_CHECKING:
    from tui_app.domain.drafts import PauseDraft, RhythmDraft


@dataclass(frozen=True, slots=True)
class Held:
    """The rhythm in which one person is followed up.

    Attributes:
        rhythm: the one that counts: the person's own, or the team's.
        is_own: which of the two.
        own_version: of the person's own, which a change of it names; 0 when none was ever set.
        pauses: the person's and the team's, by the first day.
        due_on: when the next follow-up is due; None while nothing is.
        is_typed: whether that day was set at the last follow-up, not by the rhythm.
        after_today: the day that the rhythm proposes when they are followed up today.
    """

    person: Person
    rhythm: Rhythm
    is_own: bool
    own_version: int
    pauses: tuple[Pause, ...]
    due_on: date | None
    is_typed: bool
    after_today: date


@dataclass(frozen=True, slots=True)
class TeamRhythm:
    """The rhythm of one leader's team, its pauses, and how each person in it is followed up."""

    leader: Person
    rhythm: Rhythm
    pauses: tuple[Pause, ...]
    people: tuple[Held, ...]


def teams(viewer: Viewer, now: datetime) -> tuple[TeamRhythm, ...]:
    """The rhythm of one's own team, and of those for whose leaders one stands in today."""
    today = now.date()
    with reading(viewer):
        known = days_off.of_organisation()
        found = people.reports(viewer.leads_as, today, but=viewer.id)
        stored = rhythms.of_people(found, viewer.leads_as)
        held = held_of(found, now, known, stored)
        leaders = [one for one in map(people.get, sorted(viewer.leads_as)) if one is not None]
    days_off.keep(known)
    return tuple(
        TeamRhythm(
            leader,
            stored.teams.get(leader.id) or usual(leader.id, is_team=True),
            _pauses(stored, leader.id, is_team=True),
            tuple(one for one in held if one.person.leader_id == leader.id),
        )
        for leader in sorted(leaders, key=lambda leader: leader.id != viewer.id)
    )


def held_of(found: Sequence[Person], now: datetime, known: DaysOff, stored: Rhythms | None = None) -> list[Held]:
    """How each of these people is followed up. A fixed number of queries; call it inside a scope."""
    ids = [person.id for person in found]
    stored = stored or rhythms.of_people(found)
    checks, agreed = rhythms.last_checks(ids), rhythms.first_agreed(ids)
    return [
        _held(person, stored, checks.get(person.id, (None, None)), agreed.get(person.id), now, known)
        for person in found
    ]


def _held(
    person: Person,
    stored: Rhythms,
    check: tuple[date | None, date | None],
    agreed: datetime | None,
    now: datetime,
    known: DaysOff,
) -> Held:
    own = stored.own.get(person.id)
    is_own = own is not None and own.says_something
    leader_id = person.leader_id or 0
    team = stored.teams.get(leader_id) or usual(leader_id, is_team=True)
    rhythm = own if own is not None and is_own else team
    pauses = sorted(
        (*_pauses(stored, person.id, is_team=False), *_pauses(stored, leader_id, is_team=True)),
        key=lambda pause: (pause.first, pause.id),
    )
    last, typed = check
    begun = agreed.astimezone(now.tzinfo).date() if agreed else None
    return Held(
        person=person,
        rhythm=rhythm,
        is_own=is_own,
        own_version=own.version if own else 0,
        pauses=tuple(pauses),
        due_on=next_due(last, typed, begun, rhythm, pauses, known),
        is_typed=typed is not None,
        after_today=_after(now.date(), rhythm, pauses, known),
    )


def _after(today: date, rhythm: Rhythm, pauses: Sequence[Pause], known: DaysOff) -> date:
    due = next_due(today, None, None, rhythm, pauses, known)
    assert due is not None
    return due


def _pauses(stored: Rhythms, person_id: int, *, is_team: bool) -> tuple[Pause, ...]:
    return tuple(pause for pause in stored.pauses if (pause.person_id, pause.is_team) == (person_id, is_team))


def filled(facts: Sequence[TeamFacts], now: datetime, known: DaysOff) -> list[TeamFacts]:
    """Facts with the day of the next follow-up, by what was typed or by the rhythm. Call it inside a scope."""
    people_ = [one.person for one in facts]
    stored = rhythms.of_people(people_)
    agreed = rhythms.first_agreed([person.id for person in people_])
    return [_filled(one, stored, agreed, now, known) for one in facts]


def _filled(
    one: TeamFacts, stored: Rhythms, agreed: Mapping[int, datetime], now: datetime, known: DaysOff
) -> TeamFacts:
    check = (one.last_follow_up, one.next_follow_up)
    held = _held(one.person, stored, check, agreed.get(one.person.id), now, known)
    team = stored.teams.get(one.person.leader_id or 0) or usual(0, is_team=True)
    return replace(
        one,
        next_follow_up=held.due_on,
        conversation_months=team.months,
        away_until=_away_until(held.pauses, now.date()),
    )


def _away_until(pauses: Iterable[Pause], today: date) -> date | None:
    return max((pause.last for pause in pauses if pause.covers(today)), default=None)


def set_team(viewer: Viewer, now: datetime, leader_id: int, version: int, draft: RhythmDraft) -> Receipt:
    """Set how often a leader's team is followed up and talked with.

    Args:
        version: of the rhythm that was seen; 0 when there was none.

    Raises:
        NotAllowed: the team is not theirs to lead.
        Invalid: neither weeks nor days.
        ChangedElsewhere: somebody changed it since.
    """
    if not access.sets_rhythm(viewer, leader_id):
        raise NotAllowed()
    if not (draft.often.weeks or draft.often.days):
        raise Invalid({"often": "missing"})
    values = {"weeks": draft.often.weeks, "days": draft.often.days, "months": draft.months}
    with writing(viewer):
        return _store(viewer, now, leader_id, values, version, is_team=True)


def set_own(viewer: Viewer, now: datetime, person_id: int, version: int, draft: RhythmDraft) -> Receipt:
    """Set how often one person is followed up, in place of their team's rhythm; nothing said follows the team again.

    Raises:
        NotFound, NotAllowed: nobody there, or not theirs to lead.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        _led(viewer, person_id)
        values = {"weeks": draft.often.weeks, "days": draft.often.days}
        return _store(viewer, now, person_id, values, version, is_team=False)


def _store(
    viewer: Viewer, now: datetime, person_id: int, values: Mapping[str, object], version: int, *, is_team: bool
) -> Receipt:
    current = rhythms.rhythm(person_id, is_team=is_team)
    known = current or usual(person_id, is_team=is_team)
    if known.version != version:
        raise ChangedElsewhere(known, history.last_changed_by(Subject.RHYTHM, known.id))
    changed = {name: value for name, value in values.items() if value != getattr(known, name)}
    if not changed:
        return NOTHING_CHANGED
    done = mark(viewer, now)
    if current is None:
        new = history.add(Subject.RHYTHM, person_id, {**values, "person": person_id, "is_team": is_team}, done)
        return Receipt(done.batch, 1, new)
    history.change(Subject.RHYTHM, current, ChangeKind.EDITED, changed, version, done)
    return Receipt(done.batch, 1, current.id)


def pause(viewer: Viewer, now: datetime, person_id: int, draft: PauseDraft, *, is_team: bool) -> Receipt:
    """Let no follow-up fall due on some days: a person's, or with `is_team` those of this leader's whole team.

    Raises:
        NotFound, NotAllowed: nobody there, or not theirs to lead.
    """
    with writing(viewer):
        _answers_for(viewer, person_id, is_team=is_team)
        done = mark(viewer, now)
        values = draft.model_dump() | {"person": person_id, "is_team": is_team}
        return Receipt(done.batch, 1, history.add(Subject.PAUSE, person_id, values, done))


def withdraw_pause(viewer: Viewer, now: datetime, pause_id: int, version: int) -> Receipt:
    """Take a pause away again.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to lead.
        ChangedElsewhere: somebody changed it since `version` was seen.
    """
    with writing(viewer):
        found = rhythms.pause(pause_id)
        if found is None or found.is_withdrawn:
            raise NotFound()
        _answers_for(viewer, found.person_id, is_team=found.is_team)
        done = mark(viewer, now)
        if not history.change(Subject.PAUSE, found, ChangeKind.STATUS, {"is_withdrawn": True}, version, done):
            raise ChangedElsewhere(found, history.last_changed_by(Subject.PAUSE, pause_id))
        return Receipt(done.batch, 1, pause_id)


def _answers_for(viewer: Viewer, person_id: int, *, is_team: bool) -> None:
    if not is_team:
        _led(viewer, person_id)
    elif not access.sets_rhythm(viewer, person_id):
        raise NotAllowed()


def _led(viewer: Viewer, person_id: int) -> None:
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    if not access.leads(viewer, person):
        raise NotAllowed()

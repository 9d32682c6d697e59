"""Who may do what with practice, and with the question whether employees felt listened to."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import NOW
from tests.services.access.rows.table import EVERYBODY, Rows
from tests.services.access.world import World
from tui_app.domain.errors import NotAllowed
from tui_app.domain.practice.listening import ITEMS, ListeningQuestion, half_year_of
from tui_app.domain.practice.sessions import LookBack, PracticeInvitation
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import ListeningOccasion, PracticeFormat
from tui_app.services.practice import invitations, listening
from tui_app.services.practice import sessions as practice_sessions

ROWS: Rows = {
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
    "practice.listening.next_question": (
        "own",
        lambda at, me: listening.next_question(me, NOW),
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
}


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

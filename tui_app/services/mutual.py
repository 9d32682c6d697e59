"""Mutual follow-up: asking for one, reminding of a promise, and answering what is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.actions import Acknowledge, step
from tui_app.domain.mutual import ANSWERED_WITHIN, COMMENTS_SHOWN, NUDGES_SHOWN, Call, Request, check_nudge
from tui_app.domain.records import Action, ChangeKind, Person, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotAllowed, NotFound, Refusal
from tui_app.services.marks import NOTHING_CHANGED, Receipt, mark
from tui_app.services.reach import page_owner, workable_action
from tui_app.storage import actions, history, mutual, people
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import RequestDraft


def ask_for_follow_up(viewer: Viewer, now: datetime, draft: RequestDraft) -> Receipt:
    """Ask one's leader to be followed up; it stands on their Team screen until they have.

    Raises:
        Refusal: `asked_already`, or `nobody_leads`, when there is nobody to ask.
    """
    with writing(viewer):
        me = people.get(viewer.id)
        if me is None:
            raise NotFound()
        if me.leader_id is None:
            raise Refusal("nobody_leads")
        if waiting := mutual.open_request(viewer.id):
            raise Refusal("asked_already", day=waiting.asked_on)
        done = mark(viewer, now)
        values = {"person": me.id, "text": draft.text, "asked_on": now.date()}
        return Receipt(done.batch, 1, history.add(Subject.REQUEST, me.id, values, done))


def take_back(viewer: Viewer, now: datetime, request_id: int) -> Receipt:
    """Need no follow-up any more that one has asked for.

    Raises:
        NotFound, NotAllowed: it does not wait any more, or is not one's own.
    """
    with writing(viewer):
        waiting, person = _waiting(viewer, request_id)
        if person.id != viewer.id:
            raise NotAllowed()
        return _close(viewer, now, waiting, ChangeKind.STATUS)


def answer_request(viewer: Viewer, now: datetime, request_id: int) -> Receipt:
    """Let somebody know that one has seen that they ask for a follow-up.

    Raises:
        NotFound, NotAllowed: it does not wait any more, or one does not lead them.
    """
    with writing(viewer):
        waiting, person = _waiting(viewer, request_id)
        if not access.leads(viewer, person):
            raise NotAllowed()
        return _close(viewer, now, waiting, ChangeKind.SEEN)


def _waiting(viewer: Viewer, request_id: int) -> tuple[Request, Person]:
    found = mutual.request(request_id)
    if found is None or found.answered_on is not None:
        raise NotFound()
    return found, page_owner(viewer, found.person_id)


def _close(viewer: Viewer, now: datetime, waiting: Request, kind: ChangeKind) -> Receipt:
    done = mark(viewer, now)
    if not history.change(Subject.REQUEST, waiting, kind, {"answered_on": now.date()}, waiting.version, done):
        raise ChangedElsewhere(waiting, history.last_changed_by(Subject.REQUEST, waiting.id))
    return Receipt(done.batch, 1)


def nudge(viewer: Viewer, now: datetime, action_id: int) -> Receipt:
    """Remind whoever is responsible of an overdue promise; once a week.

    Raises:
        NotFound, NotAllowed: the action is not there, or not theirs to work on.
        Refusal: `not_overdue`, `reminded_lately`.
    """
    with writing(viewer):
        action, _person = workable_action(viewer, action_id)
        last = mutual.last_nudge(action_id)
        check_nudge(action, viewer.id, last.astimezone(now.tzinfo).date() if last else None, now.date())
        done = mark(viewer, now)
        history.remark(Subject.ACTION, action, ChangeKind.NUDGED, "", done)
        return Receipt(done.batch, 1)


def calls(viewer: Viewer, now: datetime) -> dict[int, Call]:
    """What others say about what the signed-in person is responsible for, where it waits: action -> by whom, and when.

    An action that is overdue tells who reminded of it last, else who commented last without an answer.
    """
    with reading(viewer):
        return calls_of(actions.of_responsible(viewer.id, now.date()), viewer.id, now)


def calls_of(found: Sequence[Action], reader_id: int, now: datetime) -> dict[int, Call]:
    """The same of these actions, for a reader. Call it inside a scope, with what they may see."""
    late = [one.id for one in found if one.is_overdue(now.date())]
    commented = [one.id for one in found if one.is_open and one.comments]
    said = mutual.unanswered_comments(commented, reader_id, now - COMMENTS_SHOWN) if commented else {}
    return said | (mutual.nudges(late, now - NUDGES_SHOWN) if late else {})


def acknowledge_all(viewer: Viewer, now: datetime, person_id: int) -> Receipt:
    """Say of everything of one person's that waits for a word that it is seen.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    today = now.date()
    with writing(viewer):
        person = page_owner(viewer, person_id)
        waiting = mutual.unanswered([person.id], viewer.id, today - ANSWERED_WITHIN)
        done = mark(viewer, now)
        for action in waiting:
            taken = step(action, Acknowledge(), today)
            if taken and not history.change(
                Subject.ACTION, action, taken.kind, taken.fields, action.version, done, taken.note
            ):
                raise ChangedElsewhere(action, history.last_changed_by(Subject.ACTION, action.id))
    return Receipt(done.batch, len(waiting)) if waiting else NOTHING_CHANGED

"""Mutual follow-up: asking for one, reminding of a promise, and answering what is done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.actions import Acknowledge, step
from tui_app.domain.mutual import ANSWERED_WITHIN, check_nudge
from tui_app.domain.records import ChangeKind, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotFound, Refusal
from tui_app.services.marks import NOTHING_CHANGED, Receipt, mark
from tui_app.services.reach import page_owner, workable_action
from tui_app.storage import history, mutual, people
from tui_app.storage.database import writing

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

"""One's own practice: sessions, the warm-up before a conversation, and looking back after it.

Nobody else can read any of it, and it leaves no trace in the audit log or on a timeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.errors import InvalidInput
from tui_app.domain.practice.sessions import (
    DEFAULT_SESSIONS_PER_YEAR,
    FORMATS,
    MAX_SESSIONS_PER_YEAR,
    WARM_UP_QUESTIONS,
    LookBack,
    Partner,
    PracticeInvitation,
    PracticeOffer,
    PracticeSession,
    WarmUp,
    first_shown_day,
    is_look_back_offered,
    is_warm_up_offered,
)
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.domain.text_normalization import LINE_LIMIT, clean_line, clean_note
from tui_app.services.authorize import get_own_conversation, require
from tui_app.storage import settings
from tui_app.storage.conversations import conversations
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people
from tui_app.storage.practice import invitations, sessions
from tui_app.storage.practice.partners import practice_partners

SESSIONS_SETTING = "practice_sessions"
"""Name of the setting with the number of sessions a year; 0 if practice is off."""


class PracticeOverview(Struct, frozen=True):
    """One's own practice.

    Attributes:
        sessions: those of this year, the newest first.
        planned: how many a year the organisation asks for; 0 if practice is off.
        next_conversations: planned conversations that one leads, the nearest first.
        warmed_up: ids of those for which something is chosen.
        look_back: what one noted after the latest conversation.
        partners: leaders to practise with; those who lead leaders first.
        leads: whether one leads anybody; those who do not see only what they are invited to.
        invitations: what one is invited to.
    """

    sessions: tuple[PracticeSession, ...]
    planned: int
    next_conversations: tuple[Conversation, ...] = ()
    warmed_up: frozenset[int] = frozenset()
    look_back: LookBack | None = None
    partners: tuple[Partner, ...] = ()
    leads: bool = True
    invitations: tuple[PracticeInvitation, ...] = ()

    @property
    def done(self) -> int:
        """The sessions of this year, without the choice of questions for the next conversation."""
        return sum(one.format is not PracticeFormat.NEXT_CONVERSATION for one in self.sessions)


def sessions_per_year() -> int:
    """How many sessions a year the organisation asks for. Call it inside a scope."""
    stored = settings.get(SESSIONS_SETTING)
    return stored if isinstance(stored, int) else DEFAULT_SESSIONS_PER_YEAR


def set_sessions_per_year(viewer: Viewer, now: datetime, count: int) -> None:
    """Set how many sessions a year the organisation asks for; 0 switches practice off.

    Raises:
        NotAllowed: not an administrator.
        InvalidInput: more than twelve, or fewer than none.
    """
    require(access.manages_organisation(viewer))
    if not 0 <= count <= MAX_SESSIONS_PER_YEAR:
        raise InvalidInput({"count": "out_of_range"})
    with writing(viewer):
        settings.put(SESSIONS_SETTING, count)


def overview(viewer: Viewer, now: datetime) -> PracticeOverview:
    """One's own sessions of this year, and the conversations to warm up for."""
    today = now.date()
    with reading(viewer):
        coming = _coming(viewer, today)
        leads = people.has_reports(viewer.leads_as, today, except_id=viewer.id)
        return PracticeOverview(
            sessions=sessions.of_person(viewer.id, date(today.year, 1, 1), today),
            planned=sessions_per_year(),
            next_conversations=coming,
            warmed_up=sessions.warmed_up_for(viewer.id, [one.id for one in coming]),
            look_back=sessions.last_look_back(viewer.id),
            partners=practice_partners(viewer.id, today) if leads else (),
            leads=leads,
            invitations=invitations.to_person(viewer.id, first_shown_day(today), today),
        )


def _coming(viewer: Viewer, today: date) -> tuple[Conversation, ...]:
    """The planned conversations that the viewer leads, the nearest first."""
    found = (one for one in conversations.of_party(viewer.id, today) if _is_next(one, viewer, today))
    return tuple(sorted(found, key=lambda one: (one.on, one.starts.timestamp() if one.starts else 0.0, one.id)))


def _is_next(conversation: Conversation, viewer: Viewer, today: date) -> bool:
    is_planned = conversation.state is ConversationState.PLANNED and conversation.on >= today
    return is_planned and conversation.leader_id == viewer.id


def warm_ups_offered(viewer: Viewer, now: datetime) -> tuple[Conversation, ...]:
    """Conversations of the next two days that one leads and has not warmed up for; none if practice is off."""
    today = now.date()
    with reading(viewer):
        if not sessions_per_year():
            return ()
        near = [one for one in _coming(viewer, today) if is_warm_up_offered(one.on, today)]
        done = sessions.warmed_up_for(viewer.id, [one.id for one in near])
        return tuple(one for one in near if one.id not in done)


def record(viewer: Viewer, now: datetime, format: PracticeFormat, minutes: int) -> None:
    """Note that one has practised; an invitation to it is done with. Nothing that was typed or chosen is stored.

    Args:
        minutes: how long it took; at most three times what the format is meant to take is stored.
    """
    longest = FORMATS[format].minutes * 3
    with writing(viewer, notify=False):
        invitations.delete_format(viewer.id, format)
        sessions.add(viewer.id, PracticeSession(format, now.date(), max(1, min(minutes, longest))))


def save_warm_up(viewer: Viewer, now: datetime, conversation_id: int, questions: Sequence[str], rule: str) -> None:
    """Choose up to three questions and one rule for a conversation that one leads.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not its leader.
        InvalidInput: more than three questions.
    """
    chosen = tuple(text for one in questions if (text := clean_line(one)[:LINE_LIMIT]))
    if len(chosen) > WARM_UP_QUESTIONS:
        raise InvalidInput({"questions": "too_many"})
    with writing(viewer, notify=False):
        _own(viewer, conversation_id)
        warm_up = WarmUp(chosen, clean_line(rule)[:LINE_LIMIT])
        sessions.save_warm_up(viewer.id, conversation_id, warm_up, now.date())


def warm_up(viewer: Viewer, now: datetime, conversation_id: int) -> WarmUp | None:
    """What one chose for a conversation that one leads; None if nothing.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not its leader.
    """
    with reading(viewer):
        _own(viewer, conversation_id)
        return sessions.warm_up(viewer.id, conversation_id)


class ConversationPractice(Struct, frozen=True):
    """One's own practice around a conversation; nothing of it for its employee.

    Attributes:
        warm_up: what one chose for it; None if nothing.
        offer: what one is offered now.
    """

    warm_up: WarmUp | None = None
    offer: PracticeOffer = PracticeOffer.NONE


def practice_for_conversation(viewer: Viewer, now: datetime, conversation_id: int) -> ConversationPractice:
    """What one chose for a conversation, and what one is offered before and after it.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
    """
    with reading(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        if role is not Role.LEADER:
            return ConversationPractice()
        chosen = sessions.warm_up(viewer.id, conversation_id)
        offer = PracticeOffer.NONE
        if sessions_per_year():
            offer = _offer(viewer, now.date(), conversation, has_warm_up=chosen is not None)
        return ConversationPractice(chosen, offer)


def _offer(viewer: Viewer, today: date, conversation: Conversation, *, has_warm_up: bool) -> PracticeOffer:
    if conversation.state is ConversationState.PLANNED:
        offers = not has_warm_up and is_warm_up_offered(conversation.on, today)
        return PracticeOffer.WARM_UP if offers else PracticeOffer.NONE
    is_over = conversation.held_at is not None and (
        conversation.state not in (ConversationState.HELD, ConversationState.CANCELLED) or conversation.on < today
    )
    if is_over and is_look_back_offered(conversation.on, today):
        return PracticeOffer.NONE if sessions.look_back(viewer.id, conversation.id) else PracticeOffer.LOOK_BACK
    return PracticeOffer.NONE


def save_look_back(viewer: Viewer, now: datetime, conversation_id: int, look_back: LookBack) -> None:
    """Note for oneself, after a conversation that one led, what to remember at the next warm-up.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not its leader.
    """
    cleaned = LookBack(*(clean_note(text) for text in (look_back.opened_up, look_back.took_over, look_back.next_time)))
    with writing(viewer, notify=False):
        _own(viewer, conversation_id)
        sessions.save_look_back(viewer.id, conversation_id, cleaned, now.date())


def look_back(viewer: Viewer, now: datetime, conversation_id: int) -> LookBack | None:
    """What one noted after a conversation that one led; None if nothing.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not its leader.
    """
    with reading(viewer):
        _own(viewer, conversation_id)
        return sessions.look_back(viewer.id, conversation_id)


def erase_all(viewer: Viewer, now: datetime) -> None:
    """Erase all of one's own sessions, warm-ups, notes and invitations."""
    with writing(viewer, notify=False):
        sessions.delete_of_person(viewer.id)
        invitations.delete_of_person(viewer.id)


def _own(viewer: Viewer, conversation_id: int) -> None:
    _conversation, role = get_own_conversation(viewer, conversation_id)
    require(role is Role.LEADER)

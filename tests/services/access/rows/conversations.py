"""Who may do what with conversations, what is prepared for them, and their appointments."""

from __future__ import annotations

from tests.conftest import NOW
from tests.services.access.rows.table import BOTH, EVERYBODY, MUTUAL, Rows
from tests.services.access.world import DAY, plan_draft, round_draft
from tui_app.domain.conversations.rounds import RoundSlot
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.services import calendars
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

ROWS: Rows = {
    "conversations.topics.add": (
        MUTUAL,
        lambda at, me: topics.add(me, NOW, at.ola.id, validate_draft(TopicDraft, {"text": "Vakter"})),
    ),
    "conversations.topics.toggle_discussed": (MUTUAL, lambda at, me: topics.toggle_discussed(me, NOW, at.topic)),
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
    "conversations.conversation_view.get_view of an older one": (
        "own earlier",
        lambda at, me: conversation_view.get_view(me, NOW, at.older),
    ),
    "conversations.leader_handover.hand_over": (
        "own",
        lambda at, me: leader_handover.hand_over(me, NOW, at.older_held),
    ),
    "conversations.next_step.of_viewer": (
        "own leader earlier",  # each of their own conversations with him
        lambda at, me: next_step.of_viewer(me, NOW, at.ola.id),
        lambda at, found: found is not None,
    ),
    "calendars.own_calendar": (
        BOTH,
        lambda at, me: calendars.own_calendar(me, NOW, bare=False),
        lambda at, found: any(one.key == f"talk-{at.planned}" for one in found),
    ),
    "conversations.bookmark.clear": (EVERYBODY, lambda at, me: bookmark.clear(me, NOW)),
    "conversations.bookmark.open_conversation_id": (EVERYBODY, lambda at, me: bookmark.open_conversation_id(me, NOW)),
}

"""How records stand in a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.mutual import Request, waits_for_word
from tui_app.domain.records import Action, Conversation, ConversationState, FollowUp, Goal, GoalStatus
from tui_app.domain.team import TeamRow
from tui_app.ui import words
from tui_app.ui.dates import header_day, overdue_days
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row

if TYPE_CHECKING:
    from tui_app.domain.mutual import Call
    from tui_app.domain.records import Topic
    from tui_app.domain.rounds import Slot

TEAM_COLUMNS = (
    Column(1),
    Column(14, flex=3, most=30),
    Column(18, flex=4, most=60),
    Column(9, flex=1, most=11),
    Column(15, from_width=94),
    Column(words.BAR_WIDTH),
    Column(5, right=True),
    Column(8, flex=1, most=11, right=True),
)
ACTION_COLUMNS = (
    Column(1),
    Column(16, flex=5),
    Column(10, flex=1, most=22, from_width=48),
    Column(8, right=True),
)
PERSON_ACTION_COLUMNS = (
    Column(1),
    Column(1),
    Column(16, flex=5),
    Column(10, flex=1, most=22, from_width=96),  # the goal: where space is short, the action's own words go first
    Column(10, flex=1, most=22, from_width=48),
    Column(10, right=True),
)
NAMED_ACTION_COLUMNS = (
    *PERSON_ACTION_COLUMNS[:3],
    Column(10, flex=1, most=22, from_width=70),  # whose page it stands on
    *PERSON_ACTION_COLUMNS[4:],
)
PANEL_COLUMNS = (Column(1), Column(10, flex=1), Column(6), Column(8, right=True))
GOAL_COLUMNS = (Column(1), Column(16, flex=1), Column(5, right=True), Column(11, right=True))
TOPIC_COLUMNS = (Column(1), Column(16, flex=1), Column(8), Column(10, right=True))
TALK_COLUMNS = (Column(10), Column(12, flex=1), Column(10, from_width=60), Column(15, right=True))
CONVERSATION_COLUMNS = (
    Column(1),
    Column(16),
    Column(17, flex=2, most=30),
    Column(23, flex=4, most=40),
    Column(14, flex=3, most=40, from_width=90),
    Column(18, right=True),
)
SLOT_COLUMNS = (
    Column(1),
    Column(14, flex=2, most=34),
    Column(16, flex=1, most=24),
    Column(20),
    Column(5),
    Column(8, flex=2),
)


def team_row(row: TeamRow, today: date, *, mine: bool = True) -> Row:
    """One report on the Team screen; `mine` says whether it is the reader's own team."""
    facts = row.facts
    name = lit(row.person.name, "bold" if row.reasons else "")
    if facts.reports:
        name += lit(f" ▾{facts.reports}", words.FAINT)
    total = f"{row.counts.done}/{row.counts.total}" if row.counts.total else ""
    cells = (
        words.attention_sign(row.reasons),
        name,
        words.reasons(row.reasons, mine=mine) if row.reasons or not facts.away_until else away(facts.away_until, today),
        lit(words.day_or(facts.last_conversation, today, _("none"))),
        words.minutes_state(facts.minutes_state, mine=mine),
        words.bar(row.counts),
        lit(total),
        _next(row, today),
    )
    return Row(f"person-{row.person.id}", Line(cells, TEAM_COLUMNS))


def away(until: date, today: date) -> Content:
    """That somebody is in a pause, and until when."""
    return lit(told(_("away until $day"), day=words.day(until, today)), words.FAINT)


def _next(row: TeamRow, today: date) -> Content:
    due = row.facts.next_due
    if due is None:
        return lit("–", words.FAINT)
    if due < today:
        return lit(overdue_days(due, today), words.RED)
    return lit(words.day(due, today, ahead=True))


def panel_line(action: Action, today: date) -> Line:
    """One action in the Team screen's side panel."""
    cells = (
        words.sign(action, today),
        lit(action.text),
        lit(words.first_name(action.responsible_name), words.FAINT),
        words.when(action, today),
    )
    return Line(cells, PANEL_COLUMNS)


def action_row(
    action: Action,
    today: date,
    *,
    marked: bool = False,
    with_person: bool = False,
    me_id: int = 0,
    call: Call | None = None,
) -> Row:
    """One action in a checklist: whether it is marked, where it stands, what, about whom, who, when.

    Args:
        me_id: who looks; what is done and waits for a word of theirs is pointed out.
        call: who reminds of it, or has commented on it without an answer.
    """
    style = words.FAINT if not action.is_open else ""
    text = lit(action.text, style)
    if action.moved:
        text += lit(" " + moved(action), words.FAINT)
    if action.comments:
        text += lit(f" ✎{action.comments}", words.FAINT)
    if call is not None:
        said = _("$name has commented:") if call.is_comment else _("$name reminds:")
        text = lit(told(said, name=words.first_name(call.by_name)) + " ", words.AMBER) + text
    if me_id and waits_for_word(action, me_id, today):
        text = lit(_("Seen?") + " ", words.AMBER) + text
    cells = (
        lit("●" if marked else " ", words.BLUE),
        words.sign(action, today),
        text,
        lit(action.person_name if with_person else action.goal_text, words.FAINT),
        lit(action.responsible_name, style),
        words.when(action, today),
    )
    return Row(f"action-{action.id}", Line(cells, NAMED_ACTION_COLUMNS if with_person else PERSON_ACTION_COLUMNS))


def moved(action: Action) -> str:
    """How often the due date was moved, in words; nothing when never."""
    if not action.moved:
        return ""
    return told(ngettext("(moved once)", "(moved $count times)", action.moved), count=action.moved)


def request_row(request: Request, today: date, *, mine: bool) -> Row:
    """A follow-up that is asked for: since when, and why."""
    cells = (lit(words.day(request.asked_on, today), words.AMBER), lit(words.asks(request, mine=mine), words.AMBER))
    return Row("", Line(cells, TALK_COLUMNS[:2]))


def goal_row(goal: Goal, today: date) -> Row:
    """One goal: where it stands, what, how many of its actions are done, by when."""
    open_ = goal.status is GoalStatus.OPEN
    signs = {
        GoalStatus.OPEN: ("◇", ""),
        GoalStatus.REACHED: ("✓", words.GREEN),
        GoalStatus.DROPPED: ("–", words.FAINT),
    }
    cells = (
        lit(*signs[goal.status]),
        lit(goal.text, "" if open_ else words.FAINT),
        lit(f"{goal.actions_done}/{goal.actions}" if goal.actions else ""),
        lit(words.day_or(goal.target, today, ""), "" if open_ else words.FAINT),
    )
    return Row(f"goal-{goal.id}", Line(cells, GOAL_COLUMNS))


def conversation_row(conversation: Conversation, today: date) -> Row:
    """One conversation on a person's page: when, what it is called and what the note begins with, where it stands."""
    kind = lit(words.talk_title(conversation))
    if conversation.is_shown:
        kind += lit("  " + _("shown to you"), words.FAINT)
    if conversation.note:
        kind += lit("  " + conversation.note.split("\n")[0], words.FAINT)
    planned = conversation.state is ConversationState.PLANNED
    style = words.BLUE if planned else words.FAINT
    cells = (
        lit(words.day(conversation.on, today)),
        kind,
        lit(words.first_name(conversation.leader_name), words.FAINT),
        lit(_(words.CONVERSATION_STATES[conversation.waits_as]), style),
    )
    return Row(f"conversation-{conversation.id}", Line(cells, TALK_COLUMNS))


def talk_row(talk: Conversation, now: datetime, me_id: int) -> Row:
    """One conversation in the list of all: when, with whom, its title, where, and where it stands for me."""
    from tui_app.domain.conversations import turn
    from tui_app.domain.records import Role

    role = Role.EMPLOYEE if me_id == talk.person_id else Role.LEADER
    mine = talk.template_id is not None and turn(talk.waits_as).value == role.value
    late = talk.state is ConversationState.PLANNED and talk.on < now.date()
    ended = talk.waits_as in (ConversationState.SIGNED, ConversationState.CANCELLED) or talk.template_id is None
    style = words.FAINT if ended and talk.state is not ConversationState.PLANNED else ""
    state = words.MY_TURN[talk.waits_as] if mine else words.CONVERSATION_STATES[talk.waits_as]
    cells = (
        lit("!" if late or mine else " ", f"bold {words.AMBER}"),
        lit(words.talk_when(talk, now), words.AMBER if late else style),
        lit(talk.leader_name if role is Role.EMPLOYEE else talk.person_name, style),
        lit(words.talk_title(talk), style),
        lit(talk.place, words.FAINT),
        lit(_(state), words.AMBER if mine else words.FAINT if ended else ""),
    )
    return Row(f"conversation-{talk.id}", Line(cells, CONVERSATION_COLUMNS))


def slot_row(slot: Slot, today: date, *, left_out: bool, clashes: Sequence[str], timed: bool, day_off: bool) -> Row:
    """One conversation of a round: with whom, when the last was, which day and time now, and what to look at."""
    odd_day = words.AMBER if day_off or slot.on < today else ""
    style = words.FAINT if left_out else ""
    last = _("none yet")
    if slot.last:
        last = told(_("last $day") if slot.last <= today else _("planned $day"), day=words.day(slot.last, today))
    said = lit(_("left out"), words.FAINT)
    if not left_out:
        said = lit(_("no time") if timed and slot.at is None else "", words.AMBER)
        if clashes:
            said = lit(told(_("also $names"), names=", ".join(clashes)), words.AMBER)
    cells = (
        lit(" " if left_out else "○", words.BLUE),
        lit(slot.person.name, style),
        lit(last, words.FAINT),
        lit(header_day(slot.on, spoken()), style or odd_day),
        lit(f"{slot.at:%H:%M}" if slot.at else "", style),
        said,
    )
    return Row(f"person-{slot.person.id}", Line(cells, SLOT_COLUMNS))


def topic_row(topic: Topic, today: date) -> Row:
    """Something to talk about: whether it was, what, who put it there, since when."""
    talked = topic.talked_on is not None
    cells = (
        lit("✓" if talked else "○", words.GREEN if talked else words.BLUE),
        lit(topic.text, words.FAINT if talked else ""),
        lit(words.first_name(topic.by_name), words.FAINT),
        lit(words.day(topic.added_on, today), words.FAINT),
    )
    return Row(f"topic-{topic.id}", Line(cells, TOPIC_COLUMNS))


def follow_up_row(entry: FollowUp, today: date) -> Row:
    """One entry of the follow-up log: when, the note, who, when the next is due."""
    next_on = told(_("next $day"), day=words.day(entry.next_on, today)) if entry.next_on else ""
    cells = (
        lit(words.day(entry.on, today)),
        lit(entry.note.split("\n")[0] or _("looked through the actions"), "" if entry.note else words.FAINT),
        lit(words.first_name(entry.by_name), words.FAINT),
        lit(next_on),
    )
    columns = (TALK_COLUMNS[0], TALK_COLUMNS[1], TALK_COLUMNS[2], Column(14, right=True, from_width=40))
    return Row(f"followup-{entry.id}", Line(cells, columns))

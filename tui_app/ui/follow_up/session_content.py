"""What a follow-up session shows: the header, one action, and the summary at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.dates.arithmetic import days_between
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.domain.records.follow_up import FollowUp
from tui_app.services.follow_up.follow_up_session import FollowUpSession
from tui_app.text.actions import change_text, due_moves_text, status_label, status_sign
from tui_app.text.dates import full_date, short_date, timestamp
from tui_app.text.follow_up import OUTCOME_SIGNS, days_until_text, named_actions, progress_text, request_text
from tui_app.text.i18n import _, format_message, ngettext, quoted
from tui_app.text.people import author_name, name_with_status, title_and_unit
from tui_app.text.styled import Tone
from tui_app.ui import content
from tui_app.ui.content import Labelled, LabelledLines, concat, from_styled, plain, tone_style

if TYPE_CHECKING:
    from tui_app.ui.follow_up.session_progress import SessionProgress
    from tui_app.ui.follow_up.session_queue import SessionQueue

MAX_HISTORY_LINES = 40
"""Most lines of history below an action, the newest first. The arrow keys scroll."""
MAX_NOTE_LENGTH = 80
"""Most characters of a note in the history."""
MAX_SUMMARY_WIDTH = 200
"""Most cells in a line of the summary."""


def header_content(session: FollowUpSession, progress: SessionProgress, queue: SessionQueue, width: int) -> Content:
    """The person to the left, the outcomes and the position to the right.

    Args:
        session: the session.
        progress: its progress.
        queue: the people of the team session, if it is one.
        width: of the line, in cells.
    """
    position = progress.position or 0
    left = plain(f" {session.person.distinct_name}", "bold")
    if about := title_and_unit(session.person):
        left += plain(f"  {about}", content.MUTED)
    position_text = progress_text(session, position, queue.index, queue.team_size)
    right = _outcome_signs(session.actions, progress.outcomes, position) + plain(f"  {position_text} ", content.MUTED)
    left = left.truncate(max(8, width - right.cell_length - 1), ellipsis=True)
    gap = " " * max(1, width - left.cell_length - right.cell_length)
    return left + plain(gap) + right


def _outcome_signs(actions: Sequence[Action], outcomes: Mapping[int, FollowUpOutcome], position: int) -> Content:
    """A sign for the outcome of each action, a circle for none, filled or underlined at the current action."""
    signs: list[Content | str] = []
    for index, action in enumerate(actions):
        outcome = outcomes.get(action.id)
        sign, tone, _label = OUTCOME_SIGNS[outcome] if outcome else ("○", Tone.MUTED, "")
        if index != position:
            signs.append(plain(sign, tone_style(tone)))
        else:
            here = plain(sign, tone_style(tone, "bold underline")) if outcome else plain("●", content.ACCENT)
            signs.append(here)
    return concat(*signs)


def request_line(request: FollowUpRequest, today: date, *, mine: bool) -> Content:
    """A request for a follow-up: the date and the reason.

    Args:
        mine: True if the viewer sent the request.
    """
    return plain(f"{short_date(request.asked_on, today)}  {request_text(request, mine=mine)}", content.WARNING)


def others_content(others: Sequence[FollowUp], today: date) -> Content:
    """What other leaders of the person did since the viewer's last follow-up: a line for each, with the note."""
    lines = []
    for entry in others:
        day = short_date(entry.on, today)
        line = plain(
            format_message(_("$name followed up $day"), name=author_name(entry, today), day=day), content.WARNING
        )
        if entry.note:
            line += plain(f"  {quoted(entry.note.splitlines()[0])}", content.MUTED)
        lines.append(line.truncate(MAX_SUMMARY_WIDTH, ellipsis=True))
    return Content("\n").join(lines)


def action_content(
    action: Action, history: Sequence[Change], outcome: FollowUpOutcome | None, now: datetime
) -> LabelledLines:
    """One action with its latest comment and its history.

    Args:
        action: the action.
        history: its changes, the newest first.
        outcome: its outcome in this session.
        now: the current time.
    """
    today = now.date()
    lines: list[Content | Labelled] = [plain(action.text, "bold"), plain("")]
    lines.append(
        Labelled(_("Who"), plain(name_with_status(action.responsible_name, action.responsible_end, today), "bold"))
    )
    lines.append(Labelled(_("Due"), _due_date(action, today)))
    if action.moved:
        first = format_message(_("first $day"), day=short_date(action.first_due, today))
        lines.append(Labelled("", plain(f"{due_moves_text(action)} {first}", content.MUTED)))
    status = from_styled(status_sign(action, today)) + plain(" " + status_label(action, today))
    lines.append(Labelled(_("Status"), status))
    if action.goal_text:
        lines.append(Labelled(_("Supports goal"), plain(action.goal_text)))
    if action.reason:
        lines.append(Labelled(_("Why"), plain(action.reason)))
    if outcome is not None and outcome is not FollowUpOutcome.SKIPPED:
        sign, tone, label = OUTCOME_SIGNS[outcome]
        lines.append(Labelled(_("Today"), plain(f"{sign} {_(label)}", tone_style(tone, "bold"))))
    return LabelledLines([*lines, *_history_lines(history, now)])


def _history_lines(history: Sequence[Change], now: datetime) -> list[Content]:
    """The latest comment in full, then the other changes in one line each."""
    changes = [change for change in history if not change.undone and change.kind is not ChangeKind.UNDONE]
    comment = next((change for change in changes if change.kind is ChangeKind.COMMENT), None)
    lines = []
    if comment is not None:
        byline = f"{author_name(comment, now.date())}, {timestamp(comment.at, now)}"
        lines += [plain(""), plain(f"✎ {byline}", content.MUTED), plain(comment.note)]
    others = [change for change in changes if change is not comment][:MAX_HISTORY_LINES]
    return [*lines, plain(""), *(_change_line(change, now) for change in others)]


def _change_line(change: Change, now: datetime) -> Content:
    line = f"{timestamp(change.at, now)}  {author_name(change, now.date())} {change_text(change, now.date())}"
    if change.note:
        line += ": " + change.note.split("\n")[0][:MAX_NOTE_LENGTH]
    return plain(line, content.MUTED)


def _due_date(action: Action, today: date) -> Content:
    due = plain(full_date(action.due))
    if action.is_open:
        style = content.ERROR if action.is_overdue(today) else ""
        due += plain(" · " + days_until_text(days_between(today, action.due)), style)
    return due


def summary_content(actions: Sequence[Action], outcomes: Mapping[int, FollowUpOutcome]) -> Content:
    """The summary at the end: a line for each outcome with its actions, and the number of actions without one."""
    if not actions:
        return plain(_("Nothing is open. A few words about how things are going may be enough."))
    lines = []
    for outcome, (sign, tone, label) in OUTCOME_SIGNS.items():
        texts = [action.text for action in actions if outcomes.get(action.id) is outcome]
        if texts:
            heading = plain(f"{sign} {len(texts)} {_(label)}", tone_style(tone, "bold"))
            lines.append(heading + plain(f"  {named_actions(texts)}"))
    remaining = sum(1 for action in actions if action.is_open and action.id not in outcomes)
    if remaining:
        text = format_message(ngettext("$count not reviewed", "$count not reviewed", remaining), count=remaining)
        lines.append(plain(f"○ {text}", content.MUTED))
    return Content("\n").join(line.truncate(MAX_SUMMARY_WIDTH, ellipsis=True) for line in lines)

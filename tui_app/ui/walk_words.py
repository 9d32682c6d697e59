"""A walk in words: one action large, what came of each, what happened in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from tui_app.domain.calendar import days_between
from tui_app.domain.mutual import Request
from tui_app.domain.records import Action, Change, ChangeKind
from tui_app.domain.walk import Outcome
from tui_app.services.walks import Walk
from tui_app.ui import words
from tui_app.ui.dates import full_day, moment, short_day
from tui_app.ui.language import N_, _, ngettext, spoken, told
from tui_app.ui.modals.details import what_happened
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.lines import moved

STORY_LINES = 40
"""Lines of history below an action, the newest first; those that do not fit are read with the arrows."""
TEXTS_SAID = 3
"""Actions named in one line of the summary; the rest are counted."""

OUTCOMES = {
    Outcome.DONE: ("✓", words.GREEN, N_("done")),
    Outcome.STARTED: ("▸", words.BLUE, N_("in progress")),
    Outcome.ON_TRACK: ("→", words.BLUE, N_("on track")),
    Outcome.MOVED: ("↷", words.AMBER, N_("date moved")),
    Outcome.COMMENTED: ("✎", "", N_("commented")),
    Outcome.HANDED_OVER: ("⇄", "", N_("handed over")),
    Outcome.DROPPED: ("–", words.FAINT, N_("dropped")),
    Outcome.SKIPPED: ("·", words.FAINT, N_("left as it is")),
}


def dots(walk: Walk, outcomes: dict[int, Outcome], place: int) -> Content:
    """One sign for each action: what came of it, or that it is still ahead."""
    found: list[Content | str] = []
    for number, action in enumerate(walk.actions):
        outcome = outcomes.get(action.id)
        sign, style, _label = OUTCOMES[outcome] if outcome else ("○", words.FAINT, "")
        found.append(lit(sign, f"{style} reverse".strip() if number == place else style))
    return joined(*found)


def progress(walk: Walk, place: int, person: int, people: int) -> str:
    """Where one is: "3 of 7", and in a walk through the team "person 2 of 14"."""
    parts = []
    if place < len(walk.actions):
        parts.append(told(_("$place of $count"), place=place + 1, count=len(walk.actions)))
    if people:
        parts.append(told(_("person $place of $count"), place=person + 1, count=people))
    return " · ".join(parts)


def asked(request: Request, today: date, *, mine: bool) -> Content:
    """A follow-up that is asked for: since when, and why."""
    said = words.asks(request, mine=mine)
    return lit(f"{words.day(request.asked_on, today)}  {said}", words.AMBER)


def action_in_large(
    action: Action, story: Sequence[Change], outcome: Outcome | None, today: date, now: datetime
) -> Content:
    """All that one needs to decide: what, who, by when, for which goal, what was said and done last."""
    lines = [lit(action.text, "bold"), lit("")]
    lines.append(_labelled(_("Who"), lit(action.responsible_name, "bold")))
    lines.append(_labelled(_("By when"), _due(action, today)))
    if action.moved:
        first = told(_("first $day"), day=short_day(action.first_due, today, spoken()))
        lines.append(_labelled("", lit(f"{moved(action)} {first}", words.FAINT)))
    lines.append(_labelled(_("Status"), words.sign(action, today) + lit(" " + words.status_word(action, today))))
    if action.goal_text:
        lines.append(_labelled(_("Serves"), lit(action.goal_text)))
    if action.reason:
        lines.append(_labelled(_("Why"), lit(action.reason)))
    if outcome is not None and outcome is not Outcome.SKIPPED:
        sign, style, label = OUTCOMES[outcome]
        lines.append(_labelled(_("Today"), lit(f"{sign} {_(label)}", f"bold {style}".strip())))
    standing = [change for change in story if not change.undone and change.kind is not ChangeKind.UNDONE]
    comment = next((change for change in standing if change.kind is ChangeKind.COMMENT), None)
    if comment is not None:
        head = f"{comment.by_name}, {moment(comment.at, now, spoken())}"
        lines += [lit(""), lit(f"✎ {head}", words.FAINT), lit(comment.note)]
    told_ = [change for change in standing if change is not comment][:STORY_LINES]
    lines += [lit(""), *(_happened(change, today, now) for change in told_)]
    return Content("\n").join(lines)


def _happened(change: Change, today: date, now: datetime) -> Content:
    line = f"{moment(change.at, now, spoken())}  {change.by_name} {what_happened(change, today)}"
    if change.note:
        line += ": " + change.note.split("\n")[0][:80]
    return lit(line, words.FAINT)


def _due(action: Action, today: date) -> Content:
    due = lit(full_day(action.due, spoken()))
    if action.is_open:
        due += lit(" · " + _how_far(days_between(today, action.due)), words.RED if action.is_overdue(today) else "")
    return due


def _how_far(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return told(ngettext("$count day late", "$count days late", -days), count=-days)
    return told(ngettext("in $count day", "in $count days", days), count=days)


def summary(walk: Walk, outcomes: dict[int, Outcome]) -> Content:
    """What happened, a line for each kind of outcome that there was."""
    if not walk.actions:
        return lit(_("Nothing is open. A short word about how it goes may be enough."))
    lines = []
    for outcome, (sign, style, label) in OUTCOMES.items():
        texts = [action.text for action in walk.actions if outcomes.get(action.id) is outcome]
        if texts:
            lines.append(lit(f"{sign} {len(texts)} {_(label)}", f"bold {style}".strip()) + lit(f"  {_named(texts)}"))
    ahead = sum(1 for action in walk.actions if action.is_open and action.id not in outcomes)
    if ahead:
        said = told(ngettext("$count not looked at", "$count not looked at", ahead), count=ahead)
        lines.append(lit(f"○ {said}", words.FAINT))
    return Content("\n").join(line.truncate(200, ellipsis=True) for line in lines)


def _named(texts: Sequence[str]) -> str:
    said = ", ".join(text if len(text) <= 30 else text[:29] + "…" for text in texts[:TEXTS_SAID])
    rest = len(texts) - TEXTS_SAID
    return said + (f" +{rest}" if rest > 0 else "")


def _labelled(label: str, value: Content) -> Content:
    return lit(f"{label:<14}", words.FAINT) + value

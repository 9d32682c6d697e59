"""Signed minutes as they are read on the screen, and what an amendment changed."""

from __future__ import annotations

import difflib
from datetime import datetime

from textual.content import Content

from tui_app.domain.conversations import Sheet
from tui_app.domain.forms import in_language
from tui_app.domain.minutes import SHORT, AgreedAction, AgreedGoal, MinutesDocument, SignedMinutes
from tui_app.domain.records import ActionStatus
from tui_app.ui import words
from tui_app.ui.dates import full_day, moment
from tui_app.ui.language import _, spoken, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.sheet_page import comment_words


def signed_content(signed: SignedMinutes, now: datetime) -> Content:
    """A signed version with its fingerprint and the statements beside it."""
    document = signed.document
    lines: list[Content] = []
    if not signed.intact:
        lines += [lit(_("Careful: this text is not the one that was signed."), f"bold {words.RED}"), lit("")]
    lines += [lit(document.title, "bold"), lit(_who(document), words.FAINT), lit("")]
    for section in document.sections:
        if section.text:
            lines += [lit(section.title, "bold $text-accent"), lit(section.text), lit("")]
    lines += _agreed(document.goals, document.actions)
    lines += [_signature(signed, now)]
    for statement in signed.statements:
        said = told(_("Statement by $name, $when"), name=statement.by_name, when=moment(statement.at, now, spoken()))
        lines += [lit(""), lit(said, f"bold {words.AMBER}"), lit(statement.text)]
    return Content("\n").join(lines)


def draft_content(sheet: Sheet, now: datetime) -> Content:
    """Minutes that are not signed yet, read as one with comments and agreements; as submitted, once they are."""
    comments = sheet.comments or (sheet.draft.comments if sheet.draft else ())
    lines = [comment_words(one, now) for one in comments if not one.section]
    lines += [lit("")] if lines else []
    if sheet.submitted is not None:
        written = {section.key: section.text for section in sheet.submitted.sections}
        goals, actions = sheet.submitted.goals, sheet.submitted.actions
    else:
        written = {key: str(one.value or "") for key, one in sheet.draft.texts.items()} if sheet.draft else {}
        goals = tuple(AgreedGoal(one.text, one.kind, one.target) for one in sheet.agreed_goals)
        kept = (one for one in sheet.agreed_actions if one.status is not ActionStatus.DROPPED)
        actions = tuple(AgreedAction(one.text, one.responsible_name, one.due, one.goal_text) for one in kept)
    for section in sheet.form.sections:
        said = [comment_words(one, now) for one in comments if one.section == section.key]
        text = written.get(section.key, "")
        if text or said:
            lines += [lit(in_language(section.title, spoken()), "bold $text-accent")]
            lines += [*([lit(text)] if text else []), *said, lit("")]
    return Content("\n").join([*lines, *_agreed(goals, actions)])


def _who(document: MinutesDocument) -> str:
    parts = [f"{document.employee} · {document.leader}", full_day(document.held_on, spoken()), document.place]
    return " · ".join(part for part in parts if part)


def _agreed(goals: tuple[AgreedGoal, ...], actions: tuple[AgreedAction, ...]) -> list[Content]:
    lines: list[Content] = []
    if goals:
        lines.append(lit(_("Goals"), "bold $text-accent"))
        for goal in goals:
            by = f"  {full_day(goal.target, spoken())}" if goal.target else ""
            lines.append(lit("◇ " + goal.text) + lit(f"  {_(words.GOAL_KINDS[goal.kind])}{by}", words.FAINT))
        lines.append(lit(""))
    lines.append(lit(_("Actions"), "bold $text-accent"))
    for action in actions:
        by_when = full_day(action.due, spoken())
        serves = f" · {action.goal}" if action.goal else ""
        lines.append(lit("· " + action.text) + lit(f"  {action.responsible} · {by_when}{serves}", words.FAINT))
    if not actions:
        lines.append(lit(_("No action was agreed."), words.FAINT))
    return [*lines, lit("")]


def _signature(signed: SignedMinutes, now: datetime) -> Content:
    document = signed.document
    rows = (
        (document.employee, document.submitted_at),
        (document.leader, document.signed_at),
    )
    said = "\n".join(told(_("Signed by $name, $when"), name=name, when=moment(at, now, spoken())) for name, at in rows)
    return lit(said + "\n", words.GREEN) + lit(
        told(_("Fingerprint $digits"), digits=signed.sha256[:SHORT]), words.FAINT
    )


def changes_content(before: SignedMinutes, after: SignedMinutes) -> Content:
    """What an amendment changed, line by line: − what went, + what came."""
    lines: list[Content] = []
    old = {section.key: section.text for section in before.document.sections}
    for section in after.document.sections:
        found = list(_changed_lines(old.get(section.key, ""), section.text))
        if found:
            lines += [lit(section.title, "bold $text-accent"), *found, lit("")]
    for title, was, became in (
        (_("Goals"), before.document.goals, after.document.goals),
        (_("Actions"), before.document.actions, after.document.actions),
    ):
        gone = [lit("− " + _in_full(one), words.RED) for one in was if one not in became]
        came = [lit("+ " + _in_full(one), words.GREEN) for one in became if one not in was]
        if gone or came:
            lines += [lit(title, "bold $text-accent"), *gone, *came, lit("")]
    return Content("\n").join(lines) if lines else lit(_("Nothing was changed in the text."), words.FAINT)


def _in_full(agreed: AgreedGoal | AgreedAction) -> str:
    """A goal or an action with everything that can have changed about it."""
    if isinstance(agreed, AgreedAction):
        return " · ".join(
            part for part in (agreed.text, agreed.responsible, full_day(agreed.due, spoken()), agreed.goal) if part
        )
    target = full_day(agreed.target, spoken()) if agreed.target else ""
    return " · ".join(part for part in (agreed.text, _(words.GOAL_KINDS[agreed.kind]), target) if part)


def _changed_lines(before: str, after: str) -> list[Content]:
    found = []
    for line in difflib.ndiff(before.split("\n"), after.split("\n")):
        if line.startswith("- ") and line[2:]:
            found.append(lit("− " + line[2:], words.RED))
        elif line.startswith("+ ") and line[2:]:
            found.append(lit("+ " + line[2:], words.GREEN))
    return found

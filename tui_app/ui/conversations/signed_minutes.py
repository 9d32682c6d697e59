"""Signed minutes as they are read on the screen, and what an amendment changed."""

from __future__ import annotations

import difflib
from datetime import datetime

from textual.content import Content

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.signed_minutes import (
    FINGERPRINT_LENGTH,
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    SignedMinutes,
)
from tui_app.domain.records.action import ActionStatus
from tui_app.text import actions as words
from tui_app.text.dates import full_date, timestamp
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.section_page import comment_content


def signed_content(signed: SignedMinutes, now: datetime) -> Content:
    """A signed version with its fingerprint and the statements beside it."""
    document = signed.document
    lines: list[Content] = []
    if not signed.intact:
        lines += [plain(_("Warning: this text is not the one that was signed."), f"bold {content.ERROR}"), plain("")]
    lines += [plain(document.title, "bold"), plain(_parties(document), content.MUTED), plain("")]
    for section in document.sections:
        if section.text:
            lines += [plain(section.title, "bold $text-accent"), plain(section.text), plain("")]
    lines += _agreements(document.goals, document.actions)
    lines += [_signature(signed, now)]
    for statement in signed.statements:
        said = format_message(
            _("Statement by $name, $when"),
            name=statement.by_name,
            when=timestamp(statement.at, now),
        )
        lines += [plain(""), plain(said, f"bold {content.WARNING}"), plain(statement.text)]
    return Content("\n").join(lines)


def draft_content(sheet: ConversationView, now: datetime) -> Content:
    """Minutes that are not signed yet, read as one with comments and agreements; as submitted, once they are."""
    comments = sheet.comments or (sheet.draft.comments if sheet.draft else ())
    lines = [comment_content(one, now) for one in comments if not one.section]
    lines += [plain("")] if lines else []
    if sheet.submitted is not None:
        written = {section.key: section.text for section in sheet.submitted.sections}
        goals, actions = sheet.submitted.goals, sheet.submitted.actions
    else:
        written = {key: str(one.value or "") for key, one in sheet.draft.texts.items()} if sheet.draft else {}
        goals = tuple(AgreedGoal(one.text, one.kind, one.target) for one in sheet.agreed_goals)
        kept = (one for one in sheet.agreed_actions if one.status is not ActionStatus.DROPPED)
        actions = tuple(AgreedAction(one.text, one.responsible_name, one.due, one.goal_text) for one in kept)
    for section in sheet.form.sections:
        said = [comment_content(one, now) for one in comments if one.section == section.key]
        text = written.get(section.key, "")
        if text or said:
            lines += [plain(in_language(section.title, current_language()), "bold $text-accent")]
            lines += [*([plain(text)] if text else []), *said, plain("")]
    return Content("\n").join([*lines, *_agreements(goals, actions)])


def _parties(document: MinutesDocument) -> str:
    parts = [
        f"{document.employee} · {document.leader}",
        full_date(document.held_on),
        document.place,
    ]
    return " · ".join(part for part in parts if part)


def _agreements(goals: tuple[AgreedGoal, ...], actions: tuple[AgreedAction, ...]) -> list[Content]:
    lines: list[Content] = []
    if goals:
        lines.append(plain(_("Goals"), "bold $text-accent"))
        for goal in goals:
            by = f"  {full_date(goal.target)}" if goal.target else ""
            lines.append(
                plain("◇ " + goal.text) + plain(f"  {_(words.GOAL_KIND_LABELS[goal.kind])}{by}", content.MUTED)
            )
        lines.append(plain(""))
    lines.append(plain(_("Actions"), "bold $text-accent"))
    for action in actions:
        by_when = full_date(action.due)
        serves = f" · {action.goal}" if action.goal else ""
        lines.append(plain("· " + action.text) + plain(f"  {action.responsible} · {by_when}{serves}", content.MUTED))
    if not actions:
        lines.append(plain(_("No action was agreed."), content.MUTED))
    return [*lines, plain("")]


def _signature(signed: SignedMinutes, now: datetime) -> Content:
    document = signed.document
    rows = (
        (document.employee, document.submitted_at),
        (document.leader, document.signed_at),
    )
    said = "\n".join(
        format_message(_("Signed by $name, $when"), name=name, when=timestamp(at, now)) for name, at in rows
    )
    return plain(said + "\n", content.SUCCESS) + plain(
        format_message(_("Fingerprint $digits"), digits=signed.sha256[:FINGERPRINT_LENGTH]), content.MUTED
    )


def changes_content(before: SignedMinutes, after: SignedMinutes) -> Content:
    """What an amendment changed, line by line: − what went, + what came."""
    lines: list[Content] = []
    old = {section.key: section.text for section in before.document.sections}
    for section in after.document.sections:
        found = list(_diff_lines(old.get(section.key, ""), section.text))
        if found:
            lines += [plain(section.title, "bold $text-accent"), *found, plain("")]
    for title, was, became in (
        (_("Goals"), before.document.goals, after.document.goals),
        (_("Actions"), before.document.actions, after.document.actions),
    ):
        gone = [plain("− " + _agreement_in_full(one), content.ERROR) for one in was if one not in became]
        came = [plain("+ " + _agreement_in_full(one), content.SUCCESS) for one in became if one not in was]
        if gone or came:
            lines += [plain(title, "bold $text-accent"), *gone, *came, plain("")]
    return Content("\n").join(lines) if lines else plain(_("The text is unchanged."), content.MUTED)


def _agreement_in_full(agreed: AgreedGoal | AgreedAction) -> str:
    """A goal or an action with everything that can have changed about it."""
    if isinstance(agreed, AgreedAction):
        return " · ".join(
            part for part in (agreed.text, agreed.responsible, full_date(agreed.due), agreed.goal) if part
        )
    target = full_date(agreed.target) if agreed.target else ""
    return " · ".join(part for part in (agreed.text, _(words.GOAL_KIND_LABELS[agreed.kind]), target) if part)


def _diff_lines(before: str, after: str) -> list[Content]:
    found = []
    for line in difflib.ndiff(before.split("\n"), after.split("\n")):
        if line.startswith("- ") and line[2:]:
            found.append(plain("− " + line[2:], content.ERROR))
        elif line.startswith("+ ") and line[2:]:
            found.append(plain("+ " + line[2:], content.SUCCESS))
    return found

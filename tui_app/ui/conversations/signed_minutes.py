"""Minutes as they are read on the screen: drafts, signed versions, and what an amendment changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest

from textual.content import Content

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.later_changes import agreed_actions, agreed_goals
from tui_app.domain.minutes.signed_minutes import (
    FINGERPRINT_LENGTH,
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    SignedMinutes,
)
from tui_app.text.actions import GOAL_KIND_LABELS
from tui_app.text.dates import full_date, timestamp
from tui_app.text.i18n import _, current_language, format_message
from tui_app.text.people import author_name, name_with_status
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.section_page import comment_content


def signed_content(signed: SignedMinutes, now: datetime) -> Content:
    """A signed version with its signatures, its fingerprint and the statements about it."""
    document = signed.document
    lines: list[Content] = []
    if not signed.intact:
        lines += [plain(_("Warning: this text is not the one that was signed."), f"bold {content.ERROR}"), plain("")]
    lines += [plain(document.title, "bold"), plain(_parties(document, signed, now.date()), content.MUTED), plain("")]
    for section in document.sections:
        if section.text:
            lines += [plain(section.title, "bold $text-accent"), plain(section.text), plain("")]
    lines += _agreements(document.goals, document.actions)
    lines += [_signature(signed, now)]
    for statement in signed.statements:
        heading = format_message(
            _("Statement by $name, $when"),
            name=author_name(statement, now.date()),
            when=timestamp(statement.at, now),
        )
        lines += [plain(""), plain(heading, f"bold {content.WARNING}"), plain(statement.text)]
    return Content("\n").join(lines)


def draft_content(view: ConversationView, now: datetime) -> Content:
    """Minutes that are not signed yet, with comments and agreements: as submitted, or else as they are written now."""
    comments = view.comments or (view.draft.comments if view.draft else ())
    lines = [comment_content(comment, now) for comment in comments if not comment.section]
    lines += [plain("")] if lines else []
    texts, goals, actions = _submitted_or_written(view)
    for section in view.form.sections:
        about = [comment_content(comment, now) for comment in comments if comment.section == section.key]
        text = texts.get(section.key, "")
        if text or about:
            lines += [plain(in_language(section.title, current_language()), "bold $text-accent")]
            lines += [*([plain(text)] if text else []), *about, plain("")]
    return Content("\n").join([*lines, *_agreements(goals, actions)])


def _submitted_or_written(
    view: ConversationView,
) -> tuple[Mapping[str, str], tuple[AgreedGoal, ...], tuple[AgreedAction, ...]]:
    """The texts by section, the goals and the actions of minutes that are not signed."""
    if view.submitted is not None:
        texts = {section.key: section.text for section in view.submitted.sections}
        return texts, view.submitted.goals, view.submitted.actions
    return _written(view)


def _written(
    view: ConversationView,
) -> tuple[Mapping[str, str], tuple[AgreedGoal, ...], tuple[AgreedAction, ...]]:
    """The texts as they are written now, and what is agreed now and not dropped."""
    texts = {key: str(stored.value or "") for key, stored in view.draft.texts.items()} if view.draft else {}
    return texts, agreed_goals(view.agreed_goals), agreed_actions(view.agreed_actions)


def _parties(document: MinutesDocument, signed: SignedMinutes | None = None, today: date | None = None) -> str:
    """Who took part, when and where; of signed minutes also whether they have left."""
    employee, leader = document.employee, document.leader
    if signed is not None and today is not None:
        employee = name_with_status(employee, signed.employee_end, today)
        leader = name_with_status(leader, signed.leader_end, today)
    parts = [
        f"{employee} · {leader}",
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
            lines.append(plain("◇ " + goal.text) + plain(f"  {_(GOAL_KIND_LABELS[goal.kind])}{by}", content.MUTED))
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
    signatures = "\n".join(
        format_message(_("Signed by $name, $when"), name=name, when=timestamp(at, now)) for name, at in rows
    )
    return plain(signatures + "\n", content.SUCCESS) + plain(
        format_message(_("Fingerprint $digits"), digits=signed.sha256[:FINGERPRINT_LENGTH]), content.MUTED
    )


def changes_content(before: MinutesDocument, after: MinutesDocument) -> Content:
    """What an amendment changes, line by line: − for what was removed, + for what was added."""
    lines: list[Content] = []
    old = {section.key: section.text for section in before.sections}
    for section in after.sections:
        found = list(_diff_lines(old.get(section.key, ""), section.text))
        if found:
            lines += [plain(section.title, "bold $text-accent"), *found, plain("")]
    for title, old_agreements, new_agreements in (
        (_("Goals"), before.goals, after.goals),
        (_("Actions"), before.actions, after.actions),
    ):
        if changed := _changed_agreements(old_agreements, new_agreements):
            lines += [plain(title, "bold $text-accent"), *changed, plain("")]
    return Content("\n").join(lines) if lines else plain(_("The text is unchanged."), content.MUTED)


def _changed_agreements(
    before: Sequence[AgreedGoal | AgreedAction], after: Sequence[AgreedGoal | AgreedAction]
) -> list[Content]:
    return [
        *(_removed(_full_text(one)) for one in before if one not in after),
        *(_added(_full_text(one)) for one in after if one not in before),
    ]


def changes_before_signing(view: ConversationView) -> Content | None:
    """What the leader is to see before they sign; None if there is nothing.

    It is what changed since they returned it, what an amendment changes, and what changed since it was submitted.
    """
    submitted = view.submitted
    if submitted is None:
        return None
    lines: list[Content] = []
    if view.returned is not None:
        lines += [plain(_("Changed since you returned it:"), "bold"), changes_content(view.returned, submitted)]
    if view.signed:
        lines += [plain(_("What the amendment changes:"), "bold")] if lines else []
        lines += [changes_content(view.signed[-1].document, submitted)]
    later = view.later_changes
    if later.no_longer or later.now:
        about = _("Changed since it was submitted; what you sign says what it said then:")
        lines += [plain(about, f"bold {content.WARNING}")]
        lines += [
            *(_removed(_full_text(one)) for one in later.no_longer),
            *(_added(_full_text(one)) for one in later.now),
        ]
    return Content("\n").join(lines) if lines else None


def _full_text(agreed: AgreedGoal | AgreedAction) -> str:
    """A goal or an action with everything about it that an amendment can change."""
    if isinstance(agreed, AgreedAction):
        return " · ".join(
            part for part in (agreed.text, agreed.responsible, full_date(agreed.due), agreed.goal) if part
        )
    target = full_date(agreed.target) if agreed.target else ""
    return " · ".join(part for part in (agreed.text, _(GOAL_KIND_LABELS[agreed.kind]), target) if part)


def _diff_lines(before: str, after: str) -> Iterator[Content]:
    old, new = before.split("\n"), after.split("\n")
    # `difflib.ndiff` would also compare the letters of each line with those of every other: minutes for a long text
    for tag, first, last, new_first, new_last in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            continue
        for removed, added in zip_longest(old[first:last], new[new_first:new_last], fillvalue=""):
            if removed:
                yield _removed(removed)
            if added:
                yield _added(added)


def _removed(line: str) -> Content:
    return plain("− " + line, content.ERROR)


def _added(line: str) -> Content:
    return plain("+ " + line, content.SUCCESS)

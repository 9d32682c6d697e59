"""Signed minutes as they stand on paper: what is shown, in which order and words; how it looks is the file's affair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tui_app.domain.minutes.signed_minutes import (
    FINGERPRINT_LENGTH,
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    SignedMinutes,
)
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.text_normalization import clean_line, clean_note


@dataclass(frozen=True, slots=True)
class PrintoutLabels:
    """The words of a printout, in the reader's language.

    Attributes:
        title: what version `number` is called: "Minutes" for 1, "Amendment 1" for 2.
        target: before the day a goal is to be reached by.
        serves: before the goal that an action serves.
        amends: before the fingerprint of the version that an amendment amends.
        broken: a sentence: this is not what was signed.
        nothing_written: in the place of an empty section's text.
        none_agreed: in the place of goals or actions, where there are none.
        day: how a day is written.
        moment: how a moment is written; in which zone is its own affair.
        page: how "page 1 of 3" is written.
    """

    title: Callable[[int], str]
    employee: str
    leader: str
    held: str
    place: str
    amends: str
    goals: str
    development_goal: str
    work_goal: str
    target: str
    actions: str
    who: str
    what: str
    by_when: str
    serves: str
    signatures: str
    signed_by_employee: str
    signed_by_leader: str
    fingerprint: str
    broken: str
    statements: str
    nothing_written: str
    none_agreed: str
    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    page: Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Printout:
    """What stands on the printout, from top to bottom; people's texts without anything a terminal would obey.

    Attributes:
        title: what it is: minutes, or an amendment.
        subject: what kind of conversation it was.
        warning: a sentence when the text is not what was signed; else empty.
        facts: label and value: between whom, when, where.
        sections: title and text; the text is empty where nothing was written.
        goals: kind, text, and by when it is to be reached (may be empty).
        actions: who, what, by when, and the goal it serves (may be empty).
        signatures: label, name, moment.
        statements: name, moment, text.
        fingerprint: the first digits of the SHA-256.
    """

    title: str
    subject: str
    warning: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    goals: tuple[tuple[str, str, str], ...]
    actions: tuple[tuple[str, str, str, str], ...]
    signatures: tuple[tuple[str, str, str], ...]
    statements: tuple[tuple[str, str, str], ...]
    fingerprint: str


def build_printout(signed: SignedMinutes, labels: PrintoutLabels) -> Printout:
    """What the printout of a signed version says."""
    document = signed.document
    return Printout(
        title=labels.title(document.number),
        subject=clean_line(document.title),
        warning="" if signed.intact else labels.broken,
        facts=_facts(document, labels),
        sections=tuple((clean_line(section.title), clean_note(section.text)) for section in document.sections),
        goals=tuple(_goal_row(goal, labels) for goal in document.goals),
        actions=tuple(_action_row(action, labels) for action in document.actions),
        signatures=(
            (labels.signed_by_employee, clean_line(document.employee), labels.moment(document.submitted_at)),
            (labels.signed_by_leader, clean_line(document.leader), labels.moment(document.signed_at)),
        ),
        statements=tuple(
            (clean_line(one.by_name), labels.moment(one.at), clean_note(one.text)) for one in signed.statements
        ),
        fingerprint=signed.sha256[:FINGERPRINT_LENGTH],
    )


def _facts(document: MinutesDocument, labels: PrintoutLabels) -> tuple[tuple[str, str], ...]:
    facts = (
        (labels.employee, document.employee),
        (labels.leader, document.leader),
        (labels.held, labels.day(document.held_on)),
        (labels.place, document.place),
        (labels.amends, document.amends[:FINGERPRINT_LENGTH]),
    )
    return tuple((label, clean_line(value)) for label, value in facts if value)


def _goal_row(goal: AgreedGoal, labels: PrintoutLabels) -> tuple[str, str, str]:
    kind = labels.development_goal if goal.kind is GoalKind.DEVELOPMENT else labels.work_goal
    return kind, clean_line(goal.text), f"{labels.target} {labels.day(goal.target)}" if goal.target else ""


def _action_row(action: AgreedAction, labels: PrintoutLabels) -> tuple[str, str, str, str]:
    served = f"{labels.serves}: {clean_line(action.goal)}" if action.goal else ""
    return clean_line(action.responsible), clean_line(action.text), labels.day(action.due), served

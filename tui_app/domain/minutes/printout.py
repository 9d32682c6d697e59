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


def build_printout(signed: SignedMinutes, words: PrintoutLabels) -> Printout:
    """What the printout of a signed version says."""
    document = signed.document
    return Printout(
        title=words.title(document.number),
        subject=clean_line(document.title),
        warning="" if signed.intact else words.broken,
        facts=_facts(document, words),
        sections=tuple((clean_line(section.title), clean_note(section.text)) for section in document.sections),
        goals=tuple(_goal_row(goal, words) for goal in document.goals),
        actions=tuple(_action_row(action, words) for action in document.actions),
        signatures=(
            (words.signed_by_employee, clean_line(document.employee), words.moment(document.submitted_at)),
            (words.signed_by_leader, clean_line(document.leader), words.moment(document.signed_at)),
        ),
        statements=tuple(
            (clean_line(one.by_name), words.moment(one.at), clean_note(one.text)) for one in signed.statements
        ),
        fingerprint=signed.sha256[:FINGERPRINT_LENGTH],
    )


def _facts(document: MinutesDocument, words: PrintoutLabels) -> tuple[tuple[str, str], ...]:
    facts = (
        (words.employee, document.employee),
        (words.leader, document.leader),
        (words.held, words.day(document.held_on)),
        (words.place, document.place),
        (words.amends, document.amends[:FINGERPRINT_LENGTH]),
    )
    return tuple((label, clean_line(value)) for label, value in facts if value)


def _goal_row(goal: AgreedGoal, words: PrintoutLabels) -> tuple[str, str, str]:
    kind = words.development_goal if goal.kind is GoalKind.DEVELOPMENT else words.work_goal
    return kind, clean_line(goal.text), f"{words.target} {words.day(goal.target)}" if goal.target else ""


def _action_row(action: AgreedAction, words: PrintoutLabels) -> tuple[str, str, str, str]:
    served = f"{words.serves}: {clean_line(action.goal)}" if action.goal else ""
    return clean_line(action.responsible), clean_line(action.text), words.day(action.due), served

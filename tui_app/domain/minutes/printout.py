"""The printout of signed minutes: its content, order and words. The file formats decide about the layout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct

from tui_app.domain.minutes.signed_minutes import (
    FINGERPRINT_LENGTH,
    AgreedAction,
    AgreedGoal,
    SignedMinutes,
)
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.text_normalization import clean_line, clean_note


class PrintoutLabels(Struct, frozen=True):
    """The words of a printout, in the language of the minutes.

    Attributes:
        title: title of version `number`: "Minutes" for 1, "Amendment 1" for 2.
        target: precedes the target date of a goal.
        serves: precedes the goal that an action serves.
        amends: precedes the fingerprint of the amended version.
        broken: warns that the text is not what was signed.
        nothing_written: replaces the text of an empty section.
        none_agreed: replaces an empty list of goals or actions.
        day: formats a day.
        moment: formats a moment, in a time zone of its choice.
        page: formats "page 1 of 3".
        language: the code of the language that the minutes are written in; empty if it is not known.
        name: a name, and that the person has left if so, given their last working day.
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
    language: str = ""
    name: Callable[[str, date | None], str] = lambda name, _end: name


class Printout(Struct, frozen=True):
    """The content of the printout from top to bottom. People's texts contain nothing that a terminal would obey.

    Attributes:
        title: what it is: minutes or an amendment.
        full_title: the title of the whole file, with the kind of conversation, the employee and the day.
        subject: the kind of conversation.
        warning: a sentence if the text is not what was signed; else empty.
        facts: label and value: participants, date, place.
        sections: title and text; the text is empty if nothing was written.
        goals: kind, text, and target date (may be empty).
        actions: who, what, by when, and the goal it serves (may be empty).
        signatures: label, name, moment.
        statements: name, moment, text.
        fingerprint: the first digits of the SHA-256.
    """

    title: str
    full_title: str
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
    """The printout of a signed version."""
    document = signed.document
    title, subject = labels.title(document.number), clean_line(document.title)
    parts = (f"{title}: {subject}" if subject else title, clean_line(document.employee), labels.day(document.held_on))
    return Printout(
        title=title,
        full_title=", ".join(part for part in parts if part),
        subject=subject,
        warning="" if signed.intact else labels.broken,
        facts=_facts(signed, labels),
        sections=tuple((clean_line(section.title), clean_note(section.text)) for section in document.sections),
        goals=tuple(_goal_row(goal, labels) for goal in document.goals),
        actions=tuple(_action_row(action, labels) for action in document.actions),
        signatures=(
            (labels.signed_by_employee, clean_line(document.employee), labels.moment(document.submitted_at)),
            (labels.signed_by_leader, clean_line(document.leader), labels.moment(document.signed_at)),
        ),
        statements=tuple(
            (
                clean_line(labels.name(statement.by_name, statement.by_end)),
                labels.moment(statement.at),
                clean_note(statement.text),
            )
            for statement in signed.statements
        ),
        fingerprint=signed.sha256[:FINGERPRINT_LENGTH],
    )


def _facts(signed: SignedMinutes, labels: PrintoutLabels) -> tuple[tuple[str, str], ...]:
    document = signed.document
    facts = (
        (labels.employee, labels.name(document.employee, signed.employee_end)),
        (labels.leader, labels.name(document.leader, signed.leader_end)),
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

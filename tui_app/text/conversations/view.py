"""The conversation view in words: its list of pages, whose turn it is, and the names of the steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import (
    AvailableStep,
    Unsent,
    current_state,
    has_other_left,
    is_writing,
    may_record_agreements,
)
from tui_app.domain.conversations.wished_questions import WISHED_QUESTIONS_KEY
from tui_app.domain.conversations.workflow import UNSIGNED_STATES, Turn, turn_in
from tui_app.domain.forms.answers import is_answered
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.text.conversations.labels import conversation_time, version_title
from tui_app.text.i18n import N_, _, current_language, format_message
from tui_app.text.people import first_name


class PageKind(StrEnum):
    """The kinds of pages of a conversation."""

    SINCE_LAST = "since_last"
    SECTION = "section"
    AGREEMENTS = "agreements"
    FULL_MINUTES = "full_minutes"
    SIGNED = "signed"
    CHANGES = "changes"


class PageKey(Struct, frozen=True):
    """Names one page of a conversation.

    Attributes:
        section_key: key of the section, on the page of a section.
        number: number of the signed version, on the page of a version or of its changes.
    """

    kind: PageKind
    section_key: str = ""
    number: int = 0

    @property
    def is_list(self) -> bool:
        """True for the pages that list goals and actions."""
        return self.kind in (PageKind.SINCE_LAST, PageKind.AGREEMENTS)


class OutlinePage(Struct, frozen=True):
    """One page of the view, as the list of pages shows it.

    Attributes:
        sign: ✓ if the reader's part is done, · if the page is not empty, else a space.
        minutes: planned for the page.
    """

    key: PageKey
    label: str
    sign: str = " "
    minutes: int = 0


def other_party_name(view: ConversationView) -> str:
    """The name of the leader for the employee, and the other way round."""
    conversation = view.conversation
    return conversation.leader_name if view.role is Role.EMPLOYEE else conversation.distinct_person_name


def other_party_first_name(view: ConversationView) -> str:
    """The first name of the leader for the employee, and the other way round."""
    return first_name(other_party_name(view))


def outline_pages(view: ConversationView) -> list[OutlinePage]:
    """The pages, in order."""
    pages: list[OutlinePage] = []
    whole = [OutlinePage(PageKey(PageKind.FULL_MINUTES), _("Full minutes"))] if view.draft or view.submitted else []
    if not view.signed or view.draft or view.has_hidden_draft:
        pages += [] if is_writing(view) else whole
        pages.append(
            OutlinePage(
                PageKey(PageKind.SINCE_LAST),
                _("Since last time"),
                "·" if view.goals or view.actions or view.topics else " ",
            )
        )
        pages += [
            OutlinePage(
                PageKey(PageKind.SECTION, section.key),
                in_language(section.title, current_language()),
                _section_sign(view, section.key),
                section.minutes,
            )
            for section in view.form.sections
        ]
        if view.submitted is None or may_record_agreements(view):
            pages.append(
                OutlinePage(PageKey(PageKind.AGREEMENTS), _("Goals and actions"), "✓" if view.agreed_actions else " ")
            )
        pages += whole if is_writing(view) else []
    for signed in reversed(view.signed):
        number = signed.document.number
        pages.append(
            OutlinePage(PageKey(PageKind.SIGNED, number=number), version_title(number), "✓" if signed.intact else "!")
        )
        if number > 1:
            pages.append(OutlinePage(PageKey(PageKind.CHANGES, number=number), _("What was changed")))
    return pages


def newest_version_page(view: ConversationView) -> PageKey:
    """The page with the newest signed version."""
    return PageKey(PageKind.SIGNED, number=view.signed[-1].document.number)


def _section_sign(view: ConversationView, section_key: str) -> str:
    if view.draft is not None or view.conversation.state is not ConversationState.PLANNED:
        written = view.draft.texts.get(section_key) if view.draft else None
        return "✓" if written and written.value else " "
    section = next(section for section in view.form.sections if section.key == section_key)
    questions = [
        question
        for question in section.questions
        if question.is_for(view.role) and question.key != WISHED_QUESTIONS_KEY
    ]
    answers = [view.my_preparation.answers.get(question.key) for question in questions]
    answered = [answer for answer in answers if answer and is_answered(answer.value)]
    if questions and len(answered) == len(questions):
        return "✓"
    return "·" if answered else " "


def turn_text(view: ConversationView, unsent: Unsent) -> str:
    """Whose turn it is, and what to do, in one sentence.

    Args:
        unsent: what is written and not sent.
    """
    state, other = current_state(view), other_party_first_name(view)
    if leader_change := _leader_change_text(view, other):
        return leader_change
    mine = view.role.value == turn_in(state).value
    if has_other_left(view) and (left := _left_text(view, state, other, is_mine=mine)):
        return left
    if state is ConversationState.PLANNED:
        return _planned_turn_text(view, other)
    if state is ConversationState.CANCELLED:
        reason = view.conversation.reason
        return format_message(_("Cancelled: $reason"), reason=reason) if reason else _("Cancelled.")
    if state is ConversationState.SIGNED:
        if not all(signed.intact for signed in view.signed):
            return _("The signed text has been changed outside Samtale!")
        return _("Signed. Your statement is not added yet.") if unsent.statement else _("Signed by both.")
    messages = {
        (Turn.EMPLOYEE, True): _("Your turn: write the minutes, then sign."),
        (Turn.LEADER, True): _("Your turn: read, then sign or return."),
        (Turn.EMPLOYEE, False): format_message(_("$name writes the minutes."), name=other),
        (Turn.LEADER, False): format_message(_("Submitted. $name is reading them."), name=other),
    }
    if state is ConversationState.RETURNED and mine:
        return format_message(_("Your turn: $name has returned the minutes with a comment."), name=other)
    return messages[turn_in(state), mine]


def _left_text(view: ConversationView, state: ConversationState, other: str, *, is_mine: bool) -> str:
    """What is to be done if the other one has left; empty if that changes nothing."""
    if state is ConversationState.PLANNED:
        message = (
            _("$name has left. Your next leader takes this over.")
            if view.role is Role.EMPLOYEE
            else _("$name has left. Cancel this, unless it is held all the same.")
        )
    elif view.role is Role.LEADER and state in UNSIGNED_STATES and not is_mine:
        message = _("$name has left, so this stays unsigned.")
    else:
        return ""
    return format_message(message, name=other)


def _planned_turn_text(view: ConversationView, other: str) -> str:
    if view.previously_shared_with:
        message = _("You had shared with $former. $name sees your answers when you share again.")
        return format_message(message, former=first_name(view.previously_shared_with), name=other)
    if view.my_preparation.shared_at is None:
        return format_message(_("Prepare. $name sees your answers when you share them."), name=other)
    return format_message(_("You have shared your answers with $name."), name=other)


def _leader_change_text(view: ConversationView, other: str) -> str:
    """What the employee must know if the leader of the conversation no longer leads them; else empty."""
    if view.role is not Role.EMPLOYEE or view.conversation.pending_state not in UNSIGNED_STATES:
        return ""
    if view.new_leader and view.leader_has_left:
        message = _("$name has left. Hand this over to $new, who leads you now.")
    elif view.new_leader:
        message = _("$new leads you now. $name signs this, unless you hand it over.")
    elif view.leader_has_left:
        message = _("$name has left. Hand this over once you have a new leader.")
    else:
        return ""
    return format_message(message, name=other, new=first_name(view.new_leader))


STEP_LABELS: Mapping[AvailableStep, str] = {
    AvailableStep.SHARE: N_("Share my preparation"),
    AvailableStep.UNSHARE: N_("Stop sharing"),
    AvailableStep.START: N_("Start the conversation"),
    AvailableStep.TAKE_BACK: N_("Take back the start"),
    AvailableStep.SHOW_DRAFT: N_("Show the draft"),
    AvailableStep.HIDE_DRAFT: N_("Hide the draft"),
    AvailableStep.SUBMIT: N_("Sign and submit"),
    AvailableStep.SIGN: N_("Sign"),
    AvailableStep.COMMENT: N_("Comment on a section"),
    AvailableStep.RETURN: N_("Return"),
    AvailableStep.HAND_OVER: N_("Hand over to new leader"),
    AvailableStep.EXPORT: N_("Save to file"),
    AvailableStep.ADD_STATEMENT: N_("Write a statement"),
    AvailableStep.SHOW_SIGNED: N_("Show to new leader"),
    AvailableStep.HIDE_SIGNED: N_("Stop showing it"),
    AvailableStep.DISCARD_AMENDMENT: N_("Discard the amendment"),
    AvailableStep.AMEND: N_("Write an amendment"),
}


def step_label(step: AvailableStep, unsent: Unsent) -> str:
    """The name of a step, given what is written and not sent."""
    if step is AvailableStep.ADD_STATEMENT and unsent.statement:
        return _("Add the statement")
    return _(STEP_LABELS[step])


def elapsed_time_text(view: ConversationView, elapsed: int, on_page: int, planned_for_page: int) -> str:
    """Elapsed and planned minutes, of the whole conversation and of the page."""
    planned = view.conversation.minutes or view.form.minutes
    whole = format_message(_("$gone of $planned min"), gone=elapsed, planned=planned)
    if not planned_for_page:
        return whole
    return f"{whole} · " + format_message(_("here $gone of $planned"), gone=on_page, planned=planned_for_page)


def time_and_place(view: ConversationView, now: datetime) -> str:
    """The date of the conversation; until it is held also time and place, the time in the zone of `now`."""
    conversation = view.conversation
    when = conversation_time(conversation, now)
    return f"{when} · {conversation.place}" if conversation.place and conversation.held_at is None else when

"""The sheet of a conversation in words: its pages, whose turn it is, and the steps that can be taken now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import AvailableStep, current_state, is_writing, may_record_agreements
from tui_app.domain.conversations.workflow import UNSIGNED_STATES, Turn, turn_in
from tui_app.domain.forms.answers import is_answered
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.text.dates import short_date
from tui_app.text.i18n import N_, _, current_language, format_message


class PageKind(StrEnum):
    """The kinds of pages of a conversation."""

    SINCE_LAST = "since_last"
    SECTION = "section"
    AGREEMENTS = "agreements"
    FULL_MINUTES = "full_minutes"
    SIGNED = "signed"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class PageKey:
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


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """One page of a conversation, as the list of pages shows it.

    Attributes:
        mark: ✓ if one's own part is done, · if there is something on it, else blank.
        minutes: the time planned for it.
    """

    key: PageKey
    label: str
    mark: str = " "
    minutes: int = 0


def other_party_name(sheet: ConversationView) -> str:
    """Name of the other party."""
    talk = sheet.conversation
    return talk.leader_name if sheet.role is Role.EMPLOYEE else talk.person_name


def other_party_first_name(sheet: ConversationView) -> str:
    """First name of the other party."""
    return other_party_name(sheet).split(" ")[0]


def outline_pages(sheet: ConversationView) -> list[OutlinePage]:
    """The pages, in order."""
    found: list[OutlinePage] = []
    whole = [OutlinePage(PageKey(PageKind.FULL_MINUTES), _("Full minutes"))] if sheet.draft or sheet.submitted else []
    if not sheet.signed or sheet.draft or sheet.writing:
        found += [] if is_writing(sheet) else whole
        found.append(
            OutlinePage(
                PageKey(PageKind.SINCE_LAST),
                _("Since last time"),
                "·" if sheet.goals or sheet.actions or sheet.topics else " ",
            )
        )
        found += [
            OutlinePage(
                PageKey(PageKind.SECTION, section.key),
                in_language(section.title, current_language()),
                _section_sign(sheet, section.key),
                section.minutes,
            )
            for section in sheet.form.sections
        ]
        if sheet.submitted is None or may_record_agreements(sheet):
            mark = "✓" if sheet.agreed_actions else " "
            found.append(OutlinePage(PageKey(PageKind.AGREEMENTS), _("Goals and actions"), mark))
        found += whole if is_writing(sheet) else []
    for signed in reversed(sheet.signed):
        number = signed.document.number
        label = _("Signed minutes") if number == 1 else format_message(_("Amendment $number"), number=number - 1)
        found.append(OutlinePage(PageKey(PageKind.SIGNED, number=number), label, "✓" if signed.intact else "!"))
        if number > 1:
            found.append(OutlinePage(PageKey(PageKind.CHANGES, number=number), _("What was changed")))
    return found


def newest_version_page(sheet: ConversationView) -> PageKey:
    """The page with the newest signed version."""
    return PageKey(PageKind.SIGNED, number=sheet.signed[-1].document.number)


def _section_sign(sheet: ConversationView, section_key: str) -> str:
    if sheet.draft is not None or sheet.conversation.state is not ConversationState.PLANNED:
        written = sheet.draft.texts.get(section_key) if sheet.draft else None
        return "✓" if written and written.value else " "
    section = next(one for one in sheet.form.sections if one.key == section_key)
    asked = [question for question in section.questions if question.asks(sheet.role)]
    answered = [one for one in asked if (had := sheet.mine.answers.get(one.key)) and is_answered(had.value)]
    if asked and len(answered) == len(asked):
        return "✓"
    return "·" if answered else " "


def turn_text(sheet: ConversationView) -> str:
    """Whose turn it is and what is to be done, in one sentence."""
    state, other = current_state(sheet), other_party_first_name(sheet)
    if after_a_change := _leader_change_text(sheet, other):
        return after_a_change
    mine = sheet.role.value == turn_in(state).value
    if state is ConversationState.PLANNED:
        return _planned_turn_text(sheet, other)
    if state is ConversationState.CANCELLED:
        reason = sheet.conversation.reason
        return format_message(_("Cancelled: $reason"), reason=reason) if reason else _("Cancelled.")
    if state is ConversationState.SIGNED:
        broken = [one for one in sheet.signed if not one.intact]
        return _("The signed text has been changed outside Samtale!") if broken else _("Signed by both.")
    words = {
        (Turn.EMPLOYEE, True): _("Your turn: write the minutes, then sign."),
        (Turn.LEADER, True): _("Your turn: read, then sign or return."),
        (Turn.EMPLOYEE, False): format_message(_("$name writes the minutes."), name=other),
        (Turn.LEADER, False): format_message(_("Submitted. $name is reading them."), name=other),
    }
    if state is ConversationState.RETURNED and mine:
        return format_message(_("Your turn: $name has returned the minutes with a comment."), name=other)
    return words[turn_in(state), mine]


def _planned_turn_text(sheet: ConversationView, other: str) -> str:
    if sheet.had_shared_with:
        words = _("You had shared with $former. $name sees your answers when you share again.")
        return format_message(words, former=sheet.had_shared_with.split(" ")[0], name=other)
    if sheet.mine.shared_at is None:
        return format_message(_("Prepare. $name sees your answers when you share them."), name=other)
    return format_message(_("You have shared your answers with $name."), name=other)


def _leader_change_text(sheet: ConversationView, other: str) -> str:
    """What the employee has to know where the leader with whom it was held is the leader no more; else empty."""
    if sheet.role is not Role.EMPLOYEE or sheet.conversation.waits_as not in UNSIGNED_STATES:
        return ""
    if sheet.new_leader and sheet.leader_has_left:
        words = _("$name has left. Hand this over to $new, who leads you now.")
    elif sheet.new_leader:
        words = _("$new leads you now. $name signs this, unless you hand it over.")
    elif sheet.leader_has_left:
        words = _("$name has left. Hand this over once you have a new leader.")
    else:
        return ""
    return format_message(words, name=other, new=sheet.new_leader.split(" ")[0])


STEP_LABELS: Mapping[AvailableStep, str] = {
    AvailableStep.SHARE: N_("Share my preparation"),
    AvailableStep.UNSHARE: N_("Stop sharing"),
    AvailableStep.START: N_("Start the conversation"),
    AvailableStep.SHOW_DRAFT: N_("Show the draft"),
    AvailableStep.HIDE_DRAFT: N_("Hide the draft"),
    AvailableStep.SUBMIT: N_("Sign and submit"),
    AvailableStep.SIGN: N_("Sign"),
    AvailableStep.COMMENT: N_("Comment on a section"),
    AvailableStep.RETURN: N_("Return"),
    AvailableStep.HAND_OVER: N_("Hand over to new leader"),
    AvailableStep.EXPORT: N_("Save to file"),
    AvailableStep.ADD_STATEMENT: N_("Add a statement"),
    AvailableStep.SHOW_SIGNED: N_("Show to new leader"),
    AvailableStep.HIDE_SIGNED: N_("Stop showing it"),
    AvailableStep.DISCARD_AMENDMENT: N_("Discard the amendment"),
    AvailableStep.AMEND: N_("Write an amendment"),
}


def saved_text(clock: str) -> str:
    """What the footer says after a saving."""
    return format_message(_("saved $clock"), clock=clock)


def elapsed_time_text(sheet: ConversationView, gone: int, here: int, planned_here: int) -> str:
    """Elapsed against planned minutes, of the whole and of the page; quiet, no alarm."""
    planned = sheet.conversation.minutes or sheet.form.minutes
    whole = format_message(_("$gone of $planned min"), gone=gone, planned=planned)
    return whole + (
        " · " + format_message(_("here $gone of $planned"), gone=here, planned=planned_here) if planned_here else ""
    )


def time_and_place(sheet: ConversationView, now: datetime) -> str:
    """The conversation's day; until it is held also time and place, the time in the zone of `now`."""
    talk = sheet.conversation
    when = short_date(talk.on, now.date(), current_language())
    if talk.held_at is not None:
        return when
    if talk.starts is not None:
        when += f" {talk.starts.astimezone(now.tzinfo):%H:%M}"
    return f"{when} · {talk.place}" if talk.place else when

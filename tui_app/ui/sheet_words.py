"""The sheet of a conversation in words: its pages, whose turn it is, and the steps that can be taken now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.conversations import UNSIGNED, WRITABLE, Sheet, Turn, turn
from tui_app.domain.forms import Section, in_language, is_answered
from tui_app.domain.records import ConversationState, Role
from tui_app.ui.dates import short_day
from tui_app.ui.language import N_, _, spoken, told

LAST, AGREED, WHOLE = "last", "agreed", "whole"
SECTION, VERSION, CHANGES = "s-", "v-", "d-"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the sheet, as its list of contents shows it.

    Attributes:
        key: "last", "agreed", "whole", or a prefix and a section's key or a version's number.
        mark: ✓ when one's own part is done, · when something is there, else blank.
        minutes: time meant for it.
    """

    key: str
    label: str
    mark: str = " "
    minutes: int = 0


def the_other(sheet: Sheet) -> str:
    """Name of the other party."""
    talk = sheet.conversation
    return talk.leader_name if sheet.role is Role.EMPLOYEE else talk.person_name


def first_name_of_other(sheet: Sheet) -> str:
    """First name of the other party."""
    return the_other(sheet).split(" ")[0]


def state_of(sheet: Sheet) -> ConversationState:
    """The state that counts now: of an amendment under way, else of the conversation."""
    return sheet.draft.state if sheet.draft and sheet.signed else sheet.conversation.state


def is_writing(sheet: Sheet) -> bool:
    """Whether these eyes write minutes now: the employee, once the conversation has begun and until it is submitted."""
    if sheet.role is not Role.EMPLOYEE:
        return False
    if sheet.draft is not None:
        return sheet.draft.state in WRITABLE
    return sheet.conversation.state is ConversationState.HELD


def is_commenting(sheet: Sheet) -> bool:
    """Whether these eyes comment the minutes now: the leader, while they wait to be signed or returned."""
    draft = sheet.draft
    return sheet.role is Role.LEADER and draft is not None and draft.state is ConversationState.SUBMITTED


def is_preparing(sheet: Sheet) -> bool:
    """Whether one's own answers are still fields: until the first minutes are submitted."""
    return sheet.conversation.state in (
        ConversationState.PLANNED,
        ConversationState.HELD,
        ConversationState.DRAFTING,
    )


def field_at(sheet: Sheet, section: Section) -> str:
    """The field of a section in which one wrote last; empty where that was another section, or it is no field now."""
    if sheet.place == section.key:
        return f"c-{section.key}" if is_commenting(sheet) else f"m-{section.key}" if is_writing(sheet) else ""
    asked = any(question.key == sheet.place for question in section.questions)
    return f"q-{sheet.place}" if asked and is_preparing(sheet) else ""


def may_agree_now(sheet: Sheet) -> bool:
    """Whether goals and actions can become part of the minutes now."""
    if sheet.draft is not None:
        return sheet.draft.state in WRITABLE
    return sheet.conversation.state is ConversationState.HELD or sheet.writing


def pages(sheet: Sheet) -> list[Page]:
    """The pages, in order."""
    found: list[Page] = []
    whole = [Page(WHOLE, _("The whole minutes"))] if sheet.draft or sheet.submitted else []
    if not sheet.signed or sheet.draft or sheet.writing:
        found += [] if is_writing(sheet) else whole
        found.append(Page(LAST, _("Since last time"), "·" if sheet.goals or sheet.actions or sheet.topics else " "))
        found += [
            Page(
                SECTION + section.key, in_language(section.title, spoken()), _mark(sheet, section.key), section.minutes
            )
            for section in sheet.form.sections
        ]
        if sheet.submitted is None or may_agree_now(sheet):
            found.append(Page(AGREED, _("Goals and actions"), "✓" if sheet.agreed_actions else " "))
        found += whole if is_writing(sheet) else []
    for signed in reversed(sheet.signed):
        number = signed.document.number
        label = _("Signed minutes") if number == 1 else told(_("Amendment $number"), number=number - 1)
        found.append(Page(f"{VERSION}{number}", label, "✓" if signed.intact else "!"))
        if number > 1:
            found.append(Page(f"{CHANGES}{number}", _("What was changed")))
    return found


def newest(sheet: Sheet) -> str:
    """Key of the page with the newest signed version."""
    return f"{VERSION}{sheet.signed[-1].document.number}"


def _mark(sheet: Sheet, section_key: str) -> str:
    if sheet.draft is not None or sheet.conversation.state is not ConversationState.PLANNED:
        written = sheet.draft.texts.get(section_key) if sheet.draft else None
        return "✓" if written and written.value else " "
    section = next(one for one in sheet.form.sections if one.key == section_key)
    asked = [question for question in section.questions if question.asks(sheet.role)]
    answered = [one for one in asked if (had := sheet.mine.answers.get(one.key)) and is_answered(had.value)]
    if asked and len(answered) == len(asked):
        return "✓"
    return "·" if answered else " "


def turn_words(sheet: Sheet) -> str:
    """Whose turn it is and what is to be done, in one sentence."""
    state, other = state_of(sheet), first_name_of_other(sheet)
    if after_a_change := _change_of_leader_words(sheet, other):
        return after_a_change
    mine = sheet.role.value == turn(state).value
    if state is ConversationState.PLANNED:
        return _planned_words(sheet, other)
    if state is ConversationState.CANCELLED:
        reason = sheet.conversation.reason
        return told(_("Cancelled: $reason"), reason=reason) if reason else _("Cancelled.")
    if state is ConversationState.SIGNED:
        broken = [one for one in sheet.signed if not one.intact]
        return _("The signed text has been changed outside Samtale!") if broken else _("Signed by both.")
    words = {
        (Turn.EMPLOYEE, True): _("Your turn: write the minutes, then sign."),
        (Turn.LEADER, True): _("Your turn: read, then sign or return."),
        (Turn.EMPLOYEE, False): told(_("$name writes the minutes."), name=other),
        (Turn.LEADER, False): told(_("Submitted. $name reads them."), name=other),
    }
    if state is ConversationState.RETURNED and mine:
        return told(_("Your turn: $name has returned the minutes with a comment."), name=other)
    return words[turn(state), mine]


def _planned_words(sheet: Sheet, other: str) -> str:
    if sheet.had_shared_with:
        words = _("You had shared with $former. $name sees your answers when you share again.")
        return told(words, former=sheet.had_shared_with.split(" ")[0], name=other)
    if sheet.mine.shared_at is None:
        return told(_("Prepare. $name sees your answers when you share them."), name=other)
    return told(_("You have shared your answers with $name."), name=other)


def _change_of_leader_words(sheet: Sheet, other: str) -> str:
    """What the employee has to know where the leader with whom it was held is the leader no more; else empty."""
    if sheet.role is not Role.EMPLOYEE or sheet.conversation.waits_as not in UNSIGNED:
        return ""
    if sheet.new_leader and sheet.leader_has_left:
        words = _("$name has left. Hand this to $new, who leads you now.")
    elif sheet.new_leader:
        words = _("$new leads you now. $name signs this, unless you hand it on.")
    elif sheet.leader_has_left:
        words = _("$name has left. Hand this on once somebody else leads you.")
    else:
        return ""
    return told(words, name=other, new=sheet.new_leader.split(" ")[0])


STEP_LABELS = {
    "share": N_("Share my preparation"),
    "unshare": N_("Stop sharing"),
    "begin": N_("Begin the conversation"),
    "show": N_("Show the draft"),
    "hide": N_("Hide the draft"),
    "submit": N_("Sign and submit"),
    "sign": N_("Sign"),
    "remark": N_("Comment a section"),
    "return": N_("Return"),
    "hand_on": N_("Hand to the new leader"),
    "export": N_("Save as a file"),
    "state": N_("Add a statement"),
    "show_signed": N_("Show the new leader"),
    "hide_signed": N_("Stop showing it"),
    "give_up": N_("Give up the amendment"),
    "amend": N_("Write an amendment"),
}


def steps(sheet: Sheet) -> list[str]:
    """What can be done now, the next step first."""
    if not sheet.new_leader:
        return _usual_steps(sheet)
    usual = _usual_steps(sheet)
    writes = state_of(sheet) in WRITABLE
    return ["hand_on", *usual] if sheet.leader_has_left and not writes else [*usual, "hand_on"]


def _usual_steps(sheet: Sheet) -> list[str]:
    state = state_of(sheet)
    employee = sheet.role is Role.EMPLOYEE
    shared = sheet.mine.shared_at is not None
    if state is ConversationState.PLANNED:
        return ["begin", "unshare"] if shared else ["share", "begin"]
    share = ["share"] if is_preparing(sheet) and not shared else []
    if state is ConversationState.HELD:
        return [*share, "submit"] if employee else share
    if state in WRITABLE:
        show = "hide" if sheet.conversation.shows_draft else "show"
        return ["submit", show, *share, *(["give_up"] if sheet.signed else [])] if employee else share
    if state is ConversationState.SUBMITTED and not employee:
        return ["sign", "remark", "return"]
    if state is ConversationState.SUBMITTED and sheet.signed:
        return ["give_up"]
    if state is ConversationState.SIGNED:
        amend = [] if sheet.draft or sheet.writing else ["amend"]
        readers = ["hide_signed" if sheet.is_shown else "show_signed"] if sheet.later_leader else []
        return [*readers, "export", "state", *amend]
    return []


def saved_words(clock: str) -> str:
    """What the footer says after a saving."""
    return told(_("saved $clock"), clock=clock)


def time_words(sheet: Sheet, gone: int, here: int, planned_here: int) -> str:
    """Elapsed against planned minutes, of the whole and of the page; quiet, no alarm."""
    planned = sheet.conversation.minutes or sheet.form.minutes
    whole = told(_("$gone of $planned min"), gone=gone, planned=planned)
    return whole + (" · " + told(_("here $gone of $planned"), gone=here, planned=planned_here) if planned_here else "")


def when_words(sheet: Sheet, now: datetime) -> str:
    """The conversation's day; until it is held also time and place, the time in the zone of `now`."""
    talk = sheet.conversation
    when = short_day(talk.on, now.date(), spoken())
    if talk.held_at is not None:
        return when
    if talk.starts is not None:
        when += f" {talk.starts.astimezone(now.tzinfo):%H:%M}"
    return f"{when} · {talk.place}" if talk.place else when

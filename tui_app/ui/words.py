"""Records in words and signs: status, reasons, kinds. Sign and word carry the meaning; colour only repeats it."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content

from tui_app.domain.accounts import AccountState
from tui_app.domain.calendar import DueGroup, due_group
from tui_app.domain.mutual import Request
from tui_app.domain.records import (
    Action,
    ActionStatus,
    Conversation,
    ConversationKind,
    ConversationState,
    GoalKind,
    GoalStatus,
    Person,
    Template,
)
from tui_app.domain.team import Because, Counts, Reason, TeamOverview
from tui_app.domain.texts import folded
from tui_app.ui.dates import full_day, overdue_days, short_day
from tui_app.ui.language import N_, _, ngettext, spoken, told
from tui_app.ui.text import lit

STATUS = {
    ActionStatus.OPEN: N_("not started"),
    ActionStatus.STARTED: N_("in progress"),
    ActionStatus.DONE: N_("done"),
    ActionStatus.DROPPED: N_("dropped"),
}
GROUPS = {
    DueGroup.OVERDUE: N_("Overdue"),
    DueGroup.THIS_WEEK: N_("This week"),
    DueGroup.LATER: N_("Later"),
    DueGroup.DONE: N_("Done"),
}
GOAL_KINDS = {GoalKind.DEVELOPMENT: N_("development goal"), GoalKind.WORK: N_("work goal")}
GOAL_STATUS = {
    GoalStatus.OPEN: N_("goal in progress"),
    GoalStatus.REACHED: N_("reached"),
    GoalStatus.DROPPED: N_("dropped"),
}
CONVERSATION_KINDS = {
    ConversationKind.YEARLY: N_("development conversation"),
    ConversationKind.FOLLOW_UP: N_("follow-up conversation"),
    ConversationKind.NEW_EMPLOYEE: N_("new employee"),
    ConversationKind.SENIOR: N_("senior conversation"),
    ConversationKind.LEAVER: N_("leaver"),
    ConversationKind.OTHER: N_("other conversation"),
}
CONVERSATION_STATES = {
    ConversationState.PLANNED: N_("planned"),
    ConversationState.HELD: N_("held"),
    ConversationState.DRAFTING: N_("minutes under way"),
    ConversationState.SUBMITTED: N_("with the leader"),
    ConversationState.RETURNED: N_("returned"),
    ConversationState.SIGNED: N_("signed"),
    ConversationState.CANCELLED: N_("cancelled"),
}
MY_TURN = {
    ConversationState.HELD: N_("write the minutes"),
    ConversationState.DRAFTING: N_("finish the minutes"),
    ConversationState.RETURNED: N_("returned to you"),
    ConversationState.SUBMITTED: N_("read and sign"),
}
MINUTES_STATES = {
    ConversationState.HELD: N_("not written yet"),
    ConversationState.DRAFTING: N_("being written"),
    ConversationState.SUBMITTED: N_("waits for you"),
    ConversationState.RETURNED: N_("being written"),
    ConversationState.SIGNED: N_("signed"),
}

RED = "$text-error"
AMBER = "$text-warning"
GREEN = "$text-success"
BLUE = "$text-accent"
FAINT = "$foreground-muted"

_SIGNS = {
    ActionStatus.OPEN: ("·", ""),
    ActionStatus.STARTED: ("▸", BLUE),
    ActionStatus.DONE: ("✓", GREEN),
    ActionStatus.DROPPED: ("–", FAINT),
}


def day(when: date, today: date, *, ahead: bool = False) -> str:
    """A date in a table, in the language in use; `ahead` where only days to come stand there."""
    return short_day(when, today, spoken(), ahead=ahead)


def day_or(when: date | None, today: date, otherwise: str = "–") -> str:
    """A date in a table, or what stands where there is none."""
    return day(when, today) if when else otherwise


def first_name(name: str) -> str:
    """What colleagues call a person in a narrow column: the first name."""
    return name.split(" ")[0]


def sign(action: Action, today: date) -> Content:
    """One character for where an action stands."""
    if action.is_overdue(today):
        return lit("!", f"bold {RED}")
    character, style = _SIGNS[action.status]
    return lit(character, style)


def status_word(action: Action, today: date) -> str:
    """Where an action stands, in a word; overdue ones say so."""
    return _("overdue") if action.is_overdue(today) else _(STATUS[action.status])


def when(action: Action, today: date) -> Content:
    """An action's day in a table: how late it is, when it is due, or when it was done."""
    if action.status is ActionStatus.DONE and action.done_on:
        return lit(day(action.done_on, today), FAINT)
    if action.is_overdue(today):
        return lit(overdue_days(action.due, today), RED)
    return lit(day(action.due, today, ahead=action.is_open), "" if action.is_open else FAINT)


def group_heading(group: DueGroup, count: int) -> Content:
    """Heading of a group of actions, with how many there are."""
    style = f"bold {RED}" if group is DueGroup.OVERDUE else "bold"
    return lit(_(GROUPS[group]), style) + lit(f" {count}", FAINT)


def grouped(actions: tuple[Action, ...], today: date) -> dict[DueGroup, list[Action]]:
    """Actions by urgency, in the order of the groups; done ones the newest first."""
    groups: dict[DueGroup, list[Action]] = {group: [] for group in DueGroup}
    for action in actions:
        groups[due_group(action, today)].append(action)
    groups[DueGroup.DONE].sort(key=lambda action: str(action.done_on or action.due), reverse=True)
    return {group: rows for group, rows in groups.items() if rows}


def reason_words(because: Because, *, mine: bool = True) -> str:
    """Why a person needs attention, in words; `mine` says whether the reader is the one who leads them."""
    if because.reason is Reason.OVERDUE:
        many = told(ngettext("$count overdue", "$count overdue", because.count), count=because.count)
        return told(_("$many, $days d"), many=many, days=because.days)
    if because.reason is Reason.ASKED:
        return _("asks for a follow-up")
    if because.reason is Reason.MINUTES_WAITING:
        return _("minutes wait for you") if mine else _("minutes wait for the leader")
    if because.reason is Reason.FOLLOW_UP_DUE:
        return _("follow-up due")
    if because.reason is Reason.NO_CONVERSATION:
        if because.days < 0:
            return _("no conversation yet")
        return told(_("no talk in $months months"), months=because.days * 12 // 365)
    return _("nothing agreed")


def asks(request: Request, *, mine: bool) -> str:
    """That a follow-up is asked for, and why; `mine` says whether the reader asks."""
    said = _("You have asked for a follow-up") if mine else _("Asks for a follow-up")
    return f"{said}: {request.text}" if request.text else said


def reasons(all_reasons: tuple[Because, ...], *, mine: bool = True) -> Content:
    """All reasons; a calm word when all is well.

    The strongest comes first, but before it that somebody asks: in a narrow column that stands nowhere else, while
    the row tells by sign and day of what is overdue.
    """
    if not all_reasons:
        return lit(_("on track"), FAINT)
    style = RED if all_reasons[0].reason is Reason.OVERDUE else AMBER
    told_in_turn = sorted(all_reasons, key=lambda because: because.reason is not Reason.ASKED)
    return lit(" · ".join(reason_words(because, mine=mine) for because in told_in_turn), style)


def minutes_state(state: ConversationState | None, *, mine: bool = True) -> Content:
    """Where the minutes of the latest conversation stand, for the one who leads; a dash when there was none."""
    if state is None:
        return lit("–", FAINT)
    if state is ConversationState.SUBMITTED:
        return lit(_(MINUTES_STATES[state]) if mine else _(CONVERSATION_STATES[state]), AMBER)
    return lit(_(MINUTES_STATES[state]), FAINT if state is ConversationState.SIGNED else "")


def attention_sign(all_reasons: tuple[Because, ...]) -> Content:
    """! for what cannot wait, · for what should be seen to, nothing when all is well."""
    if not all_reasons:
        return lit(" ")
    urgent = all_reasons[0].reason in (Reason.OVERDUE, Reason.NO_CONVERSATION)
    return lit("!" if urgent else "·", f"bold {RED if all_reasons[0].reason is Reason.OVERDUE else AMBER}")


BAR_WIDTH = 8
_BAR = (("█", GREEN), ("▒", BLUE), ("░", FAINT), ("!", RED))


def bar(counts: Counts, width: int = BAR_WIDTH) -> Content:
    """A bar of done █ started ▒ open ░ overdue !, each group that has any at least one cell."""
    numbers = (counts.done, counts.started, counts.open, counts.overdue)
    if not counts.total:
        return lit("–".ljust(width), FAINT)
    cells = [max(1, round(width * number / counts.total)) if number else 0 for number in numbers]
    while sum(cells) > width:
        cells[cells.index(max(cells))] -= 1
    while sum(cells) < width:
        cells[numbers.index(max(numbers))] += 1
    return Content("").join(lit(sign * count, style) for (sign, style), count in zip(_BAR, cells, strict=True))


def sums(counts: Counts) -> str:
    """The line below the team: how many actions, in which state."""
    parts = (
        told(ngettext("$count action", "$count actions", counts.total), count=counts.total),
        told(ngettext("$count done", "$count done", counts.done), count=counts.done),
        told(_("$count in progress"), count=counts.started),
        told(_("$count not started"), count=counts.open),
        told(ngettext("$count overdue", "$count overdue", counts.overdue), count=counts.overdue),
    )
    return " · ".join(parts)


_SPARKS = "▁▂▃▄▅▆▇█"


def spark(shares: list[float | None]) -> str:
    """A line of small bars for shares between 0 and 1; a dot where there is nothing to share."""
    return "".join(
        "·" if share is None else _SPARKS[min(len(_SPARKS) - 1, int(share * len(_SPARKS)))] for share in shares
    )


def talk_title(talk: Conversation) -> str:
    """What a conversation is called: by its form's title, else by its kind."""
    from tui_app.domain.forms import in_language

    return in_language(talk.title, spoken()) or _(CONVERSATION_KINDS[talk.kind])


def form_title(template: Template) -> str:
    """What a form is called, in the language in use if it has that."""
    from tui_app.domain.forms import in_language

    return in_language(template.title, spoken()) or _(CONVERSATION_KINDS[template.kind])


def clock(talk: Conversation, now: datetime) -> str:
    """The time of day of a conversation, in the zone of `now`; nothing where none is agreed."""
    return f"{talk.starts.astimezone(now.tzinfo):%H:%M}" if talk.starts else ""


def talk_when(talk: Conversation, now: datetime) -> str:
    """Day and time of a conversation in a table; once it is held, its day."""
    shown = day(talk.on, now.date())
    return shown if talk.held_at or not talk.starts else f"{shown} {clock(talk, now)}"


def full_when(talk: Conversation, now: datetime) -> str:
    """Day and time of a conversation in full."""
    return " ".join(part for part in (full_day(talk.on, spoken()), clock(talk, now)) if part)


def for_file(name: str) -> str:
    """A name as part of a file's name: "ola-hansen"."""
    plain = folded(name).translate({ord("å"): "a", ord("æ"): "ae", ord("ø"): "o", ord("ä"): "a", ord("ö"): "o"})
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def person_line(person: Person) -> str:
    """A person's title and unit in one line."""
    return " · ".join(part for part in (person.title, person.unit) if part)


def stand_ins(team: TeamOverview, today: date) -> str:
    """For whom the leader stands in, and who stands in for them; nothing where nobody does."""
    parts = []
    for one in team.stand_ins:
        if one.leader_id == team.leader.id:
            said = (
                _("$name stands in for you until $last")
                if one.first <= today
                else _("$name stands in for you $first – $last")
            )
            name = one.stand_in_name
        else:
            said = (
                _("You stand in for $name until $last")
                if one.first <= today
                else _("You stand in for $name $first – $last")
            )
            name = one.leader_name
        parts.append(told(said, name=name, first=day(one.first, today), last=day(one.last, today)))
    return " · ".join(parts)


def account(person: Person, state: AccountState, now: datetime) -> str:
    """How somebody's account stands, in words."""
    today = now.date()
    if person.has_left(today):
        said = told(_("left $day"), day=day_or(person.end_date, today))
    elif not state.is_open:
        said = _("closed")
    elif state.code_until is not None and state.code_until > now:
        said = told(_("code until $day"), day=day(state.code_until.astimezone(now.tzinfo).date(), today))
    elif state.has_secret:
        said = _("signed in now") if state.sessions else _("signs in")
    else:
        said = _("code has run out") if state.code_until else _("no secret yet")
    return said + (" · " + _("admin") if person.is_administrator else "")

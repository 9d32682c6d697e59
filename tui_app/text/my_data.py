"""Everything about oneself as a readable document, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tui_app.domain.calendars import calendar_file_name
from tui_app.domain.conversations.conversation_view import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.my_data import ConversationData, ErasureForecast, MyData, MyDataDocument, MyDataSection
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal
from tui_app.domain.reminders import ReminderStatus
from tui_app.domain.retention import RetentionHold, RetentionKind, RetentionMonths
from tui_app.text import actions
from tui_app.text.administration.audit_log import actor_name, entry_text
from tui_app.text.administration.retention import RETENTION_KIND_LABELS, retention_period_text
from tui_app.text.conversations import labels
from tui_app.text.dates import date_range, full_date, full_timestamp
from tui_app.text.i18n import LANGUAGES, _, current_language, format_message, ngettext
from tui_app.text.reminder_mail import frequency_text


def my_data_document(data: MyData) -> MyDataDocument:
    """The whole document; empty parts are left out."""
    now = data.at
    title = format_message(_("Everything about $name"), name=data.person.name)
    about = format_message(_("Exported from Samtale $when."), when=full_timestamp(now, now))
    parts = [part for part in _parts(data, now) if part.items or part.texts or part.level == 1]
    return MyDataDocument(title, about, tuple(parts))


def _parts(data: MyData, now: datetime) -> Iterator[MyDataSection]:
    yield MyDataSection(_("Who I am"), tuple(_person_items(data)))
    yield MyDataSection(_("How long it is kept"), tuple(_retention_items(data.months, data.going)))
    yield MyDataSection(_("Erasure holds"), tuple(hold_text(one) for one in data.holds))
    yield MyDataSection(_("Goals"), tuple(_goal_item(one) for one in data.goals))
    yield MyDataSection(_("Actions"), tuple(_action_item(one) for one in data.actions))
    promised = (f"{one.person_name}: {_action_item(one)}" for one in data.promises)
    yield MyDataSection(_("What I do for others"), tuple(promised))
    topics = (f"{_full_date(one.added_on)}, {one.by_name}: {one.text}" for one in data.topics)
    yield MyDataSection(_("Topics"), tuple(topics))
    follow_ups = (" ".join([_full_date(one.on) + ",", one.by_name + ":", one.note or "–"]) for one in data.follow_ups)
    yield MyDataSection(_("Follow-ups"), tuple(follow_ups))
    yield MyDataSection(_("Follow-ups I asked for"), tuple(_request_item(one) for one in data.requests))
    yield MyDataSection(_("Notes from unfinished follow-ups"), (), data.notes)
    begun = ((f"{one.title}, {full_timestamp(one.at, now)}", "\n".join(one.texts.values())) for one in data.unfinished)
    yield MyDataSection(_("Unsaved form entries"), (), tuple(begun))
    yield MyDataSection(_("Reminders and calendar"), tuple(_reminder_items(data)))
    for talk in data.talks:
        yield from _conversation_parts(talk, now)
    for led in data.led:
        title = format_message(_("What I wrote for the conversation with $name"), name=led.conversation.person_name)
        when = (_full_date(led.conversation.on),)
        yield MyDataSection(title, when, (*_preparation_texts(led.mine, led.form, ""), *_unshared_texts(led.unsaid)))
    said = ((full_timestamp(one.at, now), one.text) for one in data.said)
    yield MyDataSection(_("My comments and statements"), (), tuple(said))
    yield MyDataSection(_("Away"), tuple(f"{_full_date(one.first)} – {_full_date(one.last)}" for one in data.pauses))
    standing = (
        format_message(_("$name for $leader, $days"), name=one.stand_in_name, leader=one.leader_name,
             days=f"{_full_date(one.first)} – {_full_date(one.last)}")
        for one in data.stand_ins
    )  # fmt: skip
    yield MyDataSection(_("Stand-ins"), tuple(standing))
    yield MyDataSection(_("Signed in"), tuple(_session_item(*one, now) for one in data.sessions))
    looked = (full_timestamp(data.looked_at, now),) if data.looked_at else ()
    yield MyDataSection(_("Last viewed What's new"), looked)
    yield MyDataSection(_("Changes and comments"), tuple(_change_items(data, now)))
    talks = {talk.conversation.id: talk.conversation for talk in data.talks}
    lines = (
        f"{full_timestamp(one.entry.at, now)}: {actor_name(one)} {entry_text(one, talks, now.date())}"
        for one in data.log
    )
    yield MyDataSection(_("Who has seen it, and what was done"), tuple(lines))


def _full_date(day: date) -> str:
    return full_date(day, current_language())


def _person_items(data: MyData) -> Iterator[str]:
    me, account = data.person, data.account
    facts = (
        (_("Name"), me.name),
        (_("Employee number"), me.employee_number),
        (_("E-mail"), me.email),
        (_("Job title"), me.title),
        (_("Unit"), me.unit),
        (_("Leader"), me.leader_name),
        (_("First day"), _full_date(me.start_date) if me.start_date else ""),
        (_("Last day"), _full_date(me.end_date) if me.end_date else ""),
        (_("Account"), _("open") if account.is_open else _("closed")),
        (_("Password"), _("chosen") if account.has_secret else _("none")),
        (_("PIN"), _("chosen") if account.has_pin else _("none")),
    )
    return (f"{label}: {value}" for label, value in facts if value)


def _retention_items(months: RetentionMonths, going: tuple[ErasureForecast, ...]) -> Iterator[str]:
    there = {one.kind: one for one in going}
    for kind in RetentionKind:
        line = f"{_(RETENTION_KIND_LABELS[kind])}: {retention_period_text(kind, months[kind])}"
        yield line + (f" ({scheduled_erasure_text(there[kind])})" if kind in there else "")


def scheduled_erasure_text(one: ErasureForecast) -> str:
    """How many there are, and when they are erased."""
    said = ngettext("$count, erased $days", "$count, erased $days", one.number)
    return format_message(said, count=one.number, days=date_range(one.first, one.last))


def hold_text(hold: RetentionHold) -> str:
    """That a hold stands or stood, since when, by whom and why."""
    said = format_message(
        _("since $day by $name: $reason"), day=_full_date(hold.since), name=hold.by_name, reason=hold.reason
    )
    return (
        said if hold.ended_on is None else f"{said} ({format_message(_('ended $day'), day=_full_date(hold.ended_on))})"
    )


def _goal_item(goal: Goal) -> str:
    target = f", {_full_date(goal.target)}" if goal.target else ""
    return (
        f"{goal.text} ({_(actions.GOAL_KIND_LABELS[goal.kind])}, {_(actions.GOAL_STATUS_LABELS[goal.status])}{target})"
    )


def _action_item(action: Action) -> str:
    parts = (
        action.responsible_name,
        _full_date(action.due),
        _(actions.ACTION_STATUS_LABELS[action.status]),
        action.reason,
    )
    return f"{action.text} ({', '.join(part for part in parts if part)})"


def _request_item(request: FollowUpRequest) -> str:
    said = f"{_full_date(request.asked_on)}: {request.text or '–'}"
    if request.answered_on is None:
        return said
    return format_message(_("$said (answered $day)"), said=said, day=_full_date(request.answered_on))


def _reminder_items(data: MyData) -> Iterator[str]:
    """What they chose, and when they were last written to; nothing where they did neither."""
    choice, last = data.reminders, data.reminded
    if choice.since is not None:
        often = frequency_text(choice.rhythm, choice.weekday) if choice.rhythm else _("default")
        yield f"{_('E-mail')}: {often}"
        if choice.language:
            yield f"{_('Language')}: {LANGUAGES[choice.language]}"
        if choice.bare:
            yield f"{_('Includes')}: {_('counts only')}"
        if choice.calendar:
            yield f"{_('Calendar')}: {calendar_file_name(choice.calendar)}"
    if last is not None and last.state in (ReminderStatus.SENT, ReminderStatus.UNSURE):
        yield f"{_('Last reminder')}: {_full_date(last.day)}"


def _conversation_parts(talk: ConversationData, now: datetime) -> Iterator[MyDataSection]:
    one = talk.conversation
    facts = (
        (_("Leader"), one.leader_name),
        (_("Place"), one.place),
        (_("Status"), _(labels.CONVERSATION_STATE_LABELS[one.waits_as])),
        (_("Why"), one.reason),
        (_("Erased on"), _full_date(talk.erased_on) if talk.erased_on else ""),
    )
    items = tuple(f"{label}: {value}" for label, value in facts if value)
    texts = [
        *([("", one.note)] if one.note else []),
        *_preparation_texts(talk.mine, talk.form, ""),
        *_preparation_texts(talk.theirs, talk.form, one.leader_name),
        *_minutes_texts(talk.written or {}, talk.form),
        *((f"{note.by_name}, {full_timestamp(note.at, now)}", note.text) for note in talk.comments),
        *_unshared_texts(talk.unsaid or {}),
    ]
    yield MyDataSection(f"{labels.conversation_title(one)}, {_full_date(one.on)}", items, tuple(texts))
    for signed in talk.signed:
        yield _signed_minutes_part(signed, now)


def _preparation_texts(prepared: Preparation, form: Form | None, name: str) -> Iterator[tuple[str, str]]:
    from tui_app.text.forms import answer_text

    for key, answer in prepared.answers.items():
        question = form.question(key) if form else None
        said = answer_text(question, answer.value) if question else str(answer.value or "")
        if said:
            asked = in_language(question.text, current_language()) if question else key
            yield f"{name or _('Prepared')}: {asked}", said


def _minutes_texts(texts: Mapping[str, Versioned], form: Form | None) -> Iterator[tuple[str, str]]:
    titles = {one.key: in_language(one.title, current_language()) for one in form.sections} if form else {}
    for key, text in texts.items():
        if text.value:
            yield f"{_('Minutes')}: {titles.get(key, key)}", str(text.value)


def _unshared_texts(unsaid: Mapping[str, Versioned]) -> Iterator[tuple[str, str]]:
    return ((_("Written, not sent"), str(one.value)) for one in unsaid.values() if one.value)


def _signed_minutes_part(signed: SignedMinutes, now: datetime) -> MyDataSection:
    page = signed.document
    title = _("Signed minutes") if page.number == 1 else format_message(_("Amendment $number"), number=page.number - 1)
    items = [
        f"{page.employee}, {full_timestamp(page.submitted_at, now)}",
        f"{page.leader}, {full_timestamp(page.signed_at, now)}",
        *(f"{one.text} ({_(actions.GOAL_KIND_LABELS[one.kind])})" for one in page.goals),
        *(f"{one.text} ({one.responsible}, {_full_date(one.due)})" for one in page.actions),
        format_message(_("Fingerprint: $digits"), digits=signed.sha256),
    ]
    texts = [(one.title, one.text) for one in page.sections if one.text]
    texts += [(f"{one.by_name}, {full_timestamp(one.at, now)}", one.text) for one in signed.statements]
    return MyDataSection(title, tuple(items), tuple(texts), level=3)


def _session_item(terminal: str, started: datetime, ended: datetime | None, now: datetime) -> str:
    until = full_timestamp(ended, now) if ended else _("still open")
    return f"{terminal}: {full_timestamp(started, now)} – {until}"


def _change_items(data: MyData, now: datetime) -> Iterator[str]:
    """What was written with changes: earlier texts and comments; the other file has every field."""
    for change in data.changes:
        said = [str(change.before["text"])] if change.before.get("text") else []
        said += [str(change.after["text"])] if change.after.get("text") else []
        shown = " → ".join(said) + (f" ({change.note})" if said and change.note else change.note)
        if shown:
            yield f"{full_timestamp(change.at, now)}, {change.by_name}: {shown}"

"""My data: everything about one person as a readable document, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tui_app.domain.accounts.accounts import AccountState
from tui_app.domain.calendars import calendar_file_name
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.my_data import (
    ConversationData,
    ErasureForecast,
    LedConversationData,
    MyData,
    MyDataDocument,
    MyDataSection,
)
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import StandIn
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.retention import RetentionHold, RetentionKind, RetentionMonths
from tui_app.text.actions import ACTION_STATUS_LABELS, GOAL_KIND_LABELS, GOAL_STATUS_LABELS
from tui_app.text.administration.audit_log import actor_name, entry_text
from tui_app.text.administration.retention import RETENTION_KIND_LABELS, retention_period_text
from tui_app.text.conversations.labels import CONVERSATION_STATE_LABELS, conversation_title, version_title
from tui_app.text.dates import date_range, full_date, full_timestamp
from tui_app.text.forms.question_kinds import answer_text, question_title
from tui_app.text.i18n import INTERFACE_LANGUAGE_NAMES, _, current_language, format_message, ngettext
from tui_app.text.people import author_name, name_with_status
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.text.reminders.mail import frequency_text


def my_data_document(data: MyData) -> MyDataDocument:
    """The whole document; empty sections are left out."""
    now = data.at
    title = format_message(_("Everything about $name"), name=data.person.name)
    about = format_message(_("Exported from Samtale $when."), when=full_timestamp(now, now))
    sections = [part for part in _sections(data, now) if part.items or part.texts or part.level == 1]
    return MyDataDocument(title, about, tuple(sections))


def _sections(data: MyData, now: datetime) -> Iterator[MyDataSection]:
    today = now.date()
    yield MyDataSection(_("Who I am"), tuple(_person_items(data)))
    yield MyDataSection(_("How long it is kept"), tuple(_retention_items(data.months, data.going)))
    yield MyDataSection(_("Erasure holds"), tuple(hold_text(hold, today) for hold in data.holds))
    yield MyDataSection(_("Goals"), tuple(map(_goal_item, data.goals)))
    yield MyDataSection(_("Actions"), tuple(_action_item(action, today) for action in data.actions))
    promises = tuple(
        f"{name_with_status(action.person_name, action.person_end, today)}: {_action_item(action, today)}"
        for action in data.promises
    )
    yield MyDataSection(_("What I do for others"), promises)
    topics = tuple(f"{full_date(topic.added_on)}, {author_name(topic, today)}: {topic.text}" for topic in data.topics)
    yield MyDataSection(_("Topics"), topics)
    follow_ups = tuple(f"{full_date(one.on)}, {author_name(one, today)}: {one.note or '–'}" for one in data.follow_ups)
    yield MyDataSection(_("Follow-ups"), follow_ups)
    yield MyDataSection(_("Follow-ups I asked for"), tuple(map(_request_item, data.requests)))
    yield MyDataSection(_("Notes from unfinished follow-ups"), (), data.notes)
    drafts = ((f"{one.title}, {full_timestamp(one.at, now)}", "\n".join(one.texts.values())) for one in data.unfinished)
    yield MyDataSection(_("Unsaved form entries"), (), tuple(drafts))
    yield MyDataSection(_("Reminders and calendar"), tuple(_reminder_items(data)))
    for conversation in data.talks:
        yield from _conversation_sections(conversation, now)
    for led in data.led:
        yield _led_conversation_section(led, today)
    statements = tuple((full_timestamp(one.at, now), one.text) for one in data.said)
    yield MyDataSection(_("My comments and statements"), (), statements)
    pauses = tuple(f"{full_date(pause.first)} – {full_date(pause.last)}" for pause in data.pauses)
    yield MyDataSection(_("Away"), pauses)
    yield MyDataSection(_("Stand-ins"), tuple(_stand_in_item(one, today) for one in data.stand_ins))
    yield MyDataSection(_("Signed in"), tuple(_session_item(*session, now) for session in data.sessions))
    yield MyDataSection(_("Practice"), tuple(_practice_items(data)), tuple(_practice_texts(data)))
    last_check = (full_timestamp(data.looked_at, now),) if data.looked_at else ()
    yield MyDataSection(_("Last viewed What's new"), last_check)
    yield MyDataSection(_("Changes and comments"), tuple(_change_items(data, now)))
    yield MyDataSection(_("Who has seen it, and what was done"), tuple(_log_items(data, now)))


def _person_items(data: MyData) -> Iterator[str]:
    me, account = data.person, data.account
    facts = (
        (_("Name"), me.name),
        (_("Employee number"), me.employee_number),
        (_("E-mail"), me.email),
        (_("Job title"), me.title),
        (_("Unit"), me.unit),
        (_("Leader"), name_with_status(me.leader_name, me.leader_end, data.at.date())),
        (_("First day"), full_date(me.start_date) if me.start_date else ""),
        (_("Last day"), full_date(me.end_date) if me.end_date else ""),
        (_("Account"), _("open") if account.is_open else _("closed")),
        (_("Password"), _password_text(account, data.at)),
        (_("PIN"), _("chosen") if account.has_pin else _("none")),
    )
    return (f"{label}: {value}" for label, value in facts if value)


def _password_text(account: AccountState, now: datetime) -> str:
    if not account.has_password:
        return _("none")
    if account.password_at is None:
        return _("chosen")
    return format_message(_("chosen $when"), when=full_timestamp(account.password_at, now))


def _retention_items(months: RetentionMonths, forecasts: tuple[ErasureForecast, ...]) -> Iterator[str]:
    by_kind = {forecast.kind: forecast for forecast in forecasts}
    for kind in RetentionKind:
        line = f"{_(RETENTION_KIND_LABELS[kind])}: {retention_period_text(kind, months[kind])}"
        yield line + (f" ({scheduled_erasure_text(by_kind[kind])})" if kind in by_kind else "")


def scheduled_erasure_text(forecast: ErasureForecast) -> str:
    """How many items of a kind there are, and when they will be erased."""
    message = ngettext("$count, erased $days", "$count, erased $days", forecast.number)
    return format_message(message, count=forecast.number, days=date_range(forecast.first, forecast.last))


def hold_text(hold: RetentionHold, today: date) -> str:
    """Since when a hold on erasure applies, who placed it and why, and when it ended."""
    text = format_message(
        _("since $day by $name: $reason"),
        day=full_date(hold.since),
        name=author_name(hold, today),
        reason=hold.reason,
    )
    if hold.ended_on is None:
        return text
    return f"{text} ({format_message(_('ended $day'), day=full_date(hold.ended_on))})"


def _goal_item(goal: Goal) -> str:
    target = f", {full_date(goal.target)}" if goal.target else ""
    return f"{goal.text} ({_(GOAL_KIND_LABELS[goal.kind])}, {_(GOAL_STATUS_LABELS[goal.status])}{target})"


def _action_item(action: Action, today: date) -> str:
    parts = (
        name_with_status(action.responsible_name, action.responsible_end, today),
        full_date(action.due),
        _(ACTION_STATUS_LABELS[action.status]),
        action.reason,
    )
    return f"{action.text} ({', '.join(part for part in parts if part)})"


def _request_item(request: FollowUpRequest) -> str:
    text = f"{full_date(request.asked_on)}: {request.text or '–'}"
    if request.answered_on is None:
        return text
    return format_message(_("$said (answered $day)"), said=text, day=full_date(request.answered_on))


def _reminder_items(data: MyData) -> Iterator[str]:
    """The person's choices, and their last reminder; nothing without either."""
    choice, last = data.reminders, data.reminded
    if choice.since is not None:
        often = frequency_text(choice.rhythm, choice.weekday) if choice.rhythm else _("default")
        yield f"{_('E-mail')}: {often}"
        if choice.language:
            yield f"{_('Language')}: {INTERFACE_LANGUAGE_NAMES[choice.language]}"
        if choice.bare:
            yield f"{_('Includes')}: {_('counts only')}"
        if choice.calendar:
            yield f"{_('Calendar')}: {calendar_file_name(choice.calendar)}"
    if last is not None and last.state in (ReminderStatus.SENT, ReminderStatus.UNSURE):
        yield f"{_('Last reminder')}: {full_date(last.day)}"


def _conversation_sections(data: ConversationData, now: datetime) -> Iterator[MyDataSection]:
    conversation = data.conversation
    leader = name_with_status(conversation.leader_name, conversation.leader_end, now.date())
    facts = (
        (_("Leader"), leader),
        (_("Place"), conversation.place),
        (_("Status"), _(CONVERSATION_STATE_LABELS[conversation.pending_state])),
        (_("Why"), conversation.reason),
        (_("Erased on"), full_date(data.erased_on) if data.erased_on else ""),
    )
    items = tuple(f"{label}: {value}" for label, value in facts if value)
    texts = [
        *([("", conversation.note)] if conversation.note else []),
        *_preparation_texts(data.mine, data.form),
        *_preparation_texts(data.theirs, data.form, leader),
        *_minutes_texts(data.written or {}, data.form),
        *(
            (f"{author_name(comment, now.date())}, {full_timestamp(comment.at, now)}", comment.text)
            for comment in data.comments
        ),
        *_unshared_texts(data.unsaid or {}),
    ]
    title = f"{conversation_title(conversation)}, {full_date(conversation.on)}"
    yield MyDataSection(title, items, tuple(texts))
    for signed in data.signed:
        yield _signed_minutes_section(signed, now)


def _led_conversation_section(data: LedConversationData, today: date) -> MyDataSection:
    conversation = data.conversation
    name = name_with_status(conversation.person_name, conversation.person_end, today)
    title = format_message(_("What I wrote for the conversation with $name"), name=name)
    texts = (*_preparation_texts(data.mine, data.form), *_unshared_texts(data.unsaid))
    return MyDataSection(title, (full_date(conversation.on),), texts)


def _preparation_texts(prepared: Preparation, form: Form | None, writer: str = "") -> Iterator[tuple[str, str]]:
    """The questions with their answers; `writer` names the other party."""
    for key, answer in prepared.answers.items():
        question = form.question(key) if form else None
        text = answer_text(question, answer.value) if question else str(answer.value or "")
        if text:
            label = question_title(question) if question else key
            yield f"{writer or _('Prepared')}: {label}", text


def _minutes_texts(texts: Mapping[str, Versioned], form: Form | None) -> Iterator[tuple[str, str]]:
    titles = {one.key: in_language(one.title, current_language()) for one in form.sections} if form else {}
    for key, text in texts.items():
        if text.value:
            yield f"{_('Minutes')}: {titles.get(key, key)}", str(text.value)


def _unshared_texts(texts: Mapping[str, Versioned]) -> Iterator[tuple[str, str]]:
    return ((_("Written, not sent"), str(text.value)) for text in texts.values() if text.value)


def _signed_minutes_section(signed: SignedMinutes, now: datetime) -> MyDataSection:
    document = signed.document
    items = [
        f"{document.employee}, {full_timestamp(document.submitted_at, now)}",
        f"{document.leader}, {full_timestamp(document.signed_at, now)}",
        *(f"{goal.text} ({_(GOAL_KIND_LABELS[goal.kind])})" for goal in document.goals),
        *(f"{action.text} ({action.responsible}, {full_date(action.due)})" for action in document.actions),
        format_message(_("Fingerprint: $digits"), digits=signed.sha256),
    ]
    texts = [(section.title, section.text) for section in document.sections if section.text]
    texts += [(f"{author_name(one, now.date())}, {full_timestamp(one.at, now)}", one.text) for one in signed.statements]
    return MyDataSection(version_title(document.number), tuple(items), tuple(texts), level=3)


def _stand_in_item(stand_in: StandIn, today: date) -> str:
    return format_message(
        _("$name for $leader, $days"),
        name=name_with_status(stand_in.stand_in_name, stand_in.stand_in_end, today),
        leader=name_with_status(stand_in.leader_name, stand_in.leader_end, today),
        days=f"{full_date(stand_in.first)} – {full_date(stand_in.last)}",
    )


def _session_item(terminal: str, started: datetime, ended: datetime | None, now: datetime) -> str:
    until = full_timestamp(ended, now) if ended else _("still open")
    return f"{terminal}: {full_timestamp(started, now)} – {until}"


def _practice_items(data: MyData) -> Iterator[str]:
    for session in data.practised:
        minutes = format_message(_("$count min"), count=session.minutes)
        yield f"{full_date(session.on)}: {_(FORMAT_NAMES[session.format])}, {minutes}"
    for invitation in data.invitations:
        said = format_message(
            _("$by invited $name to practise: $format"),
            by=invitation.by_name,
            name=invitation.person_name,
            format=_(FORMAT_NAMES[invitation.format]),
        )
        yield f"{full_date(invitation.on)}: {said}"


def _practice_texts(data: MyData) -> Iterator[tuple[str, str]]:
    for _id, warm_up in data.warm_ups:
        yield _("Warm-up"), "\n".join(filter(None, (*warm_up.questions, warm_up.rule)))
    for _id, noted in data.look_backs:
        yield _("Look back"), "\n".join(filter(None, (noted.opened_up, noted.took_over, noted.next_time)))


def _change_items(data: MyData, now: datetime) -> Iterator[str]:
    """Texts and comments that came with changes; the other file of the export has every field."""
    for change in data.changes:
        texts = [str(values["text"]) for values in (change.before, change.after) if values.get("text")]
        shown = " → ".join(texts) + (f" ({change.note})" if texts and change.note else change.note)
        if shown:
            yield f"{full_timestamp(change.at, now)}, {author_name(change, now.date())}: {shown}"


def _log_items(data: MyData, now: datetime) -> Iterator[str]:
    conversations = {one.conversation.id: one.conversation for one in data.talks}
    for entry in data.log:
        text = entry_text(entry, conversations, now.date())
        yield f"{full_timestamp(entry.entry.at, now)}: {actor_name(entry, now.date())} {text}"

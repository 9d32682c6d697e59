"""Everything about oneself as a readable document, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tui_app.domain.appointments import file_name
from tui_app.domain.conversations import Preparation, Written
from tui_app.domain.forms import Form, in_language
from tui_app.domain.minutes import SignedMinutes
from tui_app.domain.mutual import Request
from tui_app.domain.my_data import Document, Going, MyData, Part, TalkData
from tui_app.domain.records import Action, Goal, Sending
from tui_app.domain.retention import Hold, Kept, Months
from tui_app.ui import words
from tui_app.ui.dates import full_day
from tui_app.ui.language import LANGUAGES, _, ngettext, spoken, told
from tui_app.ui.log_words import what, who
from tui_app.ui.reminder_words import rhythm_words
from tui_app.ui.retention_words import KINDS, from_to, kept_words, moment_words


def document(data: MyData) -> Document:
    """The whole document; empty parts are left out."""
    now = data.at
    title = told(_("Everything about $name"), name=data.person.name)
    about = told(_("Taken out of Samtale $when."), when=moment_words(now, now))
    parts = [part for part in _parts(data, now) if part.items or part.texts or part.level == 1]
    return Document(title, about, tuple(parts))


def _parts(data: MyData, now: datetime) -> Iterator[Part]:
    yield Part(_("Who I am"), tuple(_person(data)))
    yield Part(_("How long it is kept"), tuple(_kept(data.months, data.going)))
    yield Part(_("Holds"), tuple(hold_words(one) for one in data.holds))
    yield Part(_("Goals"), tuple(_goal(one) for one in data.goals))
    yield Part(_("Actions"), tuple(_action(one) for one in data.actions))
    promised = (f"{one.person_name}: {_action(one)}" for one in data.promises)
    yield Part(_("What I do for others"), tuple(promised))
    topics = (f"{_day(one.added_on)}, {one.by_name}: {one.text}" for one in data.topics)
    yield Part(_("Topics"), tuple(topics))
    follow_ups = (" ".join([_day(one.on) + ",", one.by_name + ":", one.note or "–"]) for one in data.follow_ups)
    yield Part(_("Follow-ups"), tuple(follow_ups))
    yield Part(_("Follow-ups I asked for"), tuple(_request(one) for one in data.requests))
    yield Part(_("Notes of follow-ups I have begun"), (), data.notes)
    begun = ((f"{one.title}, {moment_words(one.at, now)}", "\n".join(one.texts.values())) for one in data.unfinished)
    yield Part(_("Begun in forms and not saved"), (), tuple(begun))
    yield Part(_("Reminders and calendar"), tuple(_reminders(data)))
    for talk in data.talks:
        yield from _talk(talk, now)
    for led in data.led:
        title = told(_("What I wrote for the conversation with $name"), name=led.conversation.person_name)
        when = (_day(led.conversation.on),)
        yield Part(title, when, (*_prepared(led.mine, led.form, ""), *_unsaid(led.unsaid)))
    said = ((moment_words(one.at, now), one.text) for one in data.said)
    yield Part(_("Comments and statements of mine"), (), tuple(said))
    yield Part(_("Away"), tuple(f"{_day(one.first)} – {_day(one.last)}" for one in data.pauses))
    standing = (
        told(_("$name for $leader, $days"), name=one.stand_in_name, leader=one.leader_name,
             days=f"{_day(one.first)} – {_day(one.last)}")
        for one in data.stand_ins
    )  # fmt: skip
    yield Part(_("Stand-ins"), tuple(standing))
    yield Part(_("Signed in"), tuple(_session(*one, now) for one in data.sessions))
    looked = (moment_words(data.looked_at, now),) if data.looked_at else ()
    yield Part(_("Last looked at what others did"), looked)
    yield Part(_("Changes and comments"), tuple(_changes(data, now)))
    talks = {talk.conversation.id: talk.conversation for talk in data.talks}
    lines = (f"{moment_words(one.entry.at, now)}: {who(one)} {what(one, talks, now.date())}" for one in data.log)
    yield Part(_("Who has seen it, and what was done"), tuple(lines))


def _day(day: date) -> str:
    return full_day(day, spoken())


def _person(data: MyData) -> Iterator[str]:
    me, account = data.person, data.account
    facts = (
        (_("Name"), me.name),
        (_("Employee number"), me.employee_number),
        (_("E-mail"), me.email),
        (_("Title"), me.title),
        (_("Unit"), me.unit),
        (_("Leader"), me.leader_name),
        (_("First day"), _day(me.start_date) if me.start_date else ""),
        (_("Last day"), _day(me.end_date) if me.end_date else ""),
        (_("Account"), _("open") if account.is_open else _("closed")),
        (_("Secret"), _("chosen") if account.has_secret else _("none")),
        (_("PIN"), _("chosen") if account.has_pin else _("none")),
    )
    return (f"{label}: {value}" for label, value in facts if value)


def _kept(months: Months, going: tuple[Going, ...]) -> Iterator[str]:
    there = {one.kind: one for one in going}
    for kind in Kept:
        line = f"{_(KINDS[kind])}: {kept_words(kind, months[kind])}"
        yield line + (f" ({going_words(there[kind])})" if kind in there else "")


def going_words(one: Going) -> str:
    """How many there are, and when they are erased."""
    said = ngettext("$count, erased $days", "$count, erased $days", one.number)
    return told(said, count=one.number, days=from_to(one.first, one.last))


def hold_words(hold: Hold) -> str:
    """That a hold stands or stood, since when, by whom and why."""
    said = told(_("since $day by $name: $reason"), day=_day(hold.since), name=hold.by_name, reason=hold.reason)
    return said if hold.ended_on is None else f"{said} ({told(_('ended $day'), day=_day(hold.ended_on))})"


def _goal(goal: Goal) -> str:
    target = f", {_day(goal.target)}" if goal.target else ""
    return f"{goal.text} ({_(words.GOAL_KINDS[goal.kind])}, {_(words.GOAL_STATUS[goal.status])}{target})"


def _action(action: Action) -> str:
    parts = (action.responsible_name, _day(action.due), _(words.STATUS[action.status]), action.reason)
    return f"{action.text} ({', '.join(part for part in parts if part)})"


def _request(request: Request) -> str:
    said = f"{_day(request.asked_on)}: {request.text or '–'}"
    if request.answered_on is None:
        return said
    return told(_("$said (answered $day)"), said=said, day=_day(request.answered_on))


def _reminders(data: MyData) -> Iterator[str]:
    """What they chose, and when they were last written to; nothing where they did neither."""
    choice, last = data.reminders, data.reminded
    if choice.since is not None:
        often = rhythm_words(choice.rhythm, choice.weekday) if choice.rhythm else _("as usual here")
        yield f"{_('E-mail')}: {often}"
        if choice.language:
            yield f"{_('Language')}: {LANGUAGES[choice.language]}"
        if choice.bare:
            yield f"{_('Told')}: {_('numbers only')}"
        if choice.calendar:
            yield f"{_('Calendar')}: {file_name(choice.calendar)}"
    if last is not None and last.state in (Sending.SENT, Sending.UNSURE):
        yield f"{_('Last reminder')}: {_day(last.day)}"


def _talk(talk: TalkData, now: datetime) -> Iterator[Part]:
    one = talk.conversation
    facts = (
        (_("Leader"), one.leader_name),
        (_("Place"), one.place),
        (_("State"), _(words.CONVERSATION_STATES[one.waits_as])),
        (_("Why"), one.reason),
        (_("Erased"), _day(talk.erased_on) if talk.erased_on else ""),
    )
    items = tuple(f"{label}: {value}" for label, value in facts if value)
    texts = [
        *([("", one.note)] if one.note else []),
        *_prepared(talk.mine, talk.form, ""),
        *_prepared(talk.theirs, talk.form, one.leader_name),
        *_minutes(talk.written or {}, talk.form),
        *((f"{note.by_name}, {moment_words(note.at, now)}", note.text) for note in talk.comments),
        *_unsaid(talk.unsaid or {}),
    ]
    yield Part(f"{words.talk_title(one)}, {_day(one.on)}", items, tuple(texts))
    for signed in talk.signed:
        yield _signed(signed, now)


def _prepared(prepared: Preparation, form: Form | None, name: str) -> Iterator[tuple[str, str]]:
    from tui_app.ui.widgets.answers import in_words

    for key, answer in prepared.answers.items():
        question = form.question(key) if form else None
        said = in_words(question, answer.value) if question else str(answer.value or "")
        if said:
            asked = in_language(question.text, spoken()) if question else key
            yield f"{name or _('Prepared')}: {asked}", said


def _minutes(texts: Mapping[str, Written], form: Form | None) -> Iterator[tuple[str, str]]:
    titles = {one.key: in_language(one.title, spoken()) for one in form.sections} if form else {}
    for key, text in texts.items():
        if text.value:
            yield f"{_('Minutes')}: {titles.get(key, key)}", str(text.value)


def _unsaid(unsaid: Mapping[str, Written]) -> Iterator[tuple[str, str]]:
    return ((_("Written, not handed over"), str(one.value)) for one in unsaid.values() if one.value)


def _signed(signed: SignedMinutes, now: datetime) -> Part:
    page = signed.document
    title = _("Signed minutes") if page.number == 1 else told(_("Amendment $number"), number=page.number - 1)
    items = [
        f"{page.employee}, {moment_words(page.submitted_at, now)}",
        f"{page.leader}, {moment_words(page.signed_at, now)}",
        *(f"{one.text} ({_(words.GOAL_KINDS[one.kind])})" for one in page.goals),
        *(f"{one.text} ({one.responsible}, {_day(one.due)})" for one in page.actions),
        told(_("Fingerprint: $digits"), digits=signed.sha256),
    ]
    texts = [(one.title, one.text) for one in page.sections if one.text]
    texts += [(f"{one.by_name}, {moment_words(one.at, now)}", one.text) for one in signed.statements]
    return Part(title, tuple(items), tuple(texts), level=3)


def _session(terminal: str, started: datetime, ended: datetime | None, now: datetime) -> str:
    until = moment_words(ended, now) if ended else _("still open")
    return f"{terminal}: {moment_words(started, now)} – {until}"


def _changes(data: MyData, now: datetime) -> Iterator[str]:
    """What was written with changes: earlier texts and comments; the other file has every field."""
    for change in data.changes:
        said = [str(change.before["text"])] if change.before.get("text") else []
        said += [str(change.after["text"])] if change.after.get("text") else []
        shown = " → ".join(said) + (f" ({change.note})" if said and change.note else change.note)
        if shown:
            yield f"{moment_words(change.at, now)}, {change.by_name}: {shown}"

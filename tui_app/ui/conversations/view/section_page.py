"""The page of one section of a conversation: minutes, questions with both sides' answers, comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.conversation_view import ConversationView, MinutesComment
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.wished_questions import WISHED_QUESTIONS_KEY
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Question, Section
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Role
from tui_app.text.conversations.view import other_party_first_name
from tui_app.text.dates import timestamp
from tui_app.text.forms.question_kinds import answer_text, question_title
from tui_app.text.i18n import _, current_language, format_message
from tui_app.text.people import author_name
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.field_key import STATEMENT_FIELD, FieldKey, WritingKind
from tui_app.ui.widgets.fields.field_block import FieldBlock
from tui_app.ui.widgets.fields.question_kinds import create_answer_field
from tui_app.ui.widgets.fields.text import TextField

MINUTES_MIN_LINES = 6
"""Height of an empty field for minutes, in lines."""
TrackField = Callable[[FieldKey, Versioned | None], Answer]
"""Tracks a field, given its stored value; returns the value to show in it."""


class SideBySide(Container):
    """One's own answer and the other party's: side by side if there is room, else one below the other."""


def section_blocks(view: ConversationView, section: Section, track: TrackField, now: datetime) -> Iterator[Widget]:
    """The blocks on the page of a section, from top to bottom."""
    if hint := in_language(section.hint, current_language()):
        yield Static(plain(hint, content.MUTED), classes="hint")
    yield from _minutes_blocks(view, section, track, now)
    if not steps.is_preparing(view) and (view.my_preparation.answers or view.their_preparation.answers):
        yield Static(plain(_("Prepared"), f"bold {content.MUTED}"), classes="hint")
    for question in section.questions:
        block = _question_block(view, question, track, now.date())
        if block is not None:
            yield block


def _minutes_blocks(view: ConversationView, section: Section, track: TrackField, now: datetime) -> Iterator[Widget]:
    draft = view.draft
    stored = draft.texts.get(section.key) if draft else None
    comments = [one for one in draft.comments if one.section in ("", section.key)] if draft else []
    for comment in comments:
        yield Static(comment_content(comment, now), classes="comment")
    if steps.is_writing(view):
        field = FieldKey(WritingKind.MINUTES, section.key)
        text_field = TextField(
            str(track(field, stored) or ""),
            id=field.widget_id,
            placeholder=_("Write what you talked about and agreed."),
            min_lines=MINUTES_MIN_LINES,
        )
        yield FieldBlock(Static(plain(_("Minutes"), "bold $text-accent")), text_field)
    elif draft is not None:
        shown = Static(minutes_content(stored), classes="written", id=f"w-{section.key}")
        yield FieldBlock(Static(plain(_("Minutes"), "bold $text-accent")), shown)
    if steps.is_commenting(view):
        yield comment_block(view, section.key, track)


def comment_content(comment: MinutesComment, now: datetime) -> Content:
    """A comment, with who wrote it and when."""
    when = timestamp(comment.at, now)
    head = format_message(_("$name comments, $when:"), name=author_name(comment, now.date()), when=when) + " "
    return plain(head, f"bold {content.WARNING}") + plain(comment.text)


def comment_block(view: ConversationView, section_key: str, track: TrackField) -> FieldBlock:
    """The field for the leader's comment on a section, or on the minutes as a whole if the key is empty."""
    field = FieldKey(WritingKind.COMMENT, section_key)
    text = str(track(field, view.my_comments.get(section_key)) or "")
    about = format_message(_("$name sees this when you return the minutes."), name=other_party_first_name(view))
    title = plain(_("Your comment"), f"bold {content.WARNING}") + plain("  " + about, content.MUTED)
    return FieldBlock(Static(title), TextField(text, id=field.widget_id, placeholder=_("What should be changed?")))


def statement_block(view: ConversationView, track: TrackField) -> FieldBlock:
    """The field for a statement about the signed minutes."""
    title = plain(_("Your statement"), f"bold {content.WARNING}")
    about = plain("  " + _("Only you see this until you add it."), content.MUTED)
    text = str(track(STATEMENT_FIELD, view.my_statement) or "")
    return FieldBlock(Static(title + about), TextField(text, id=STATEMENT_FIELD.widget_id))


def minutes_content(stored: Versioned | None) -> Content:
    """The minutes of a section, for somebody who only reads them."""
    text = str(stored.value or "") if stored else ""
    return plain(text) if text else plain(_("Nothing written here."), content.MUTED)


def _question_block(view: ConversationView, question: Question, track: TrackField, today: date) -> Widget | None:
    """A question with one's own field or answer and the other party's answer; None if there is nothing to show."""
    is_mine = question.is_for(view.role)
    is_preparing = steps.is_preparing(view)
    theirs = other_answer_content(view, question)
    parts: list[Widget] = []
    mine = view.my_preparation.answers.get(question.key)
    if is_mine and is_preparing:
        field = FieldKey(WritingKind.ANSWER, question.key)
        parts.append(create_answer_field(question, track(field, mine), today, id=field.widget_id))
    elif is_mine and mine and (text := answer_text(question, mine.value)):
        parts.append(Static(plain(_("You") + ": ", content.MUTED) + plain(text), classes="written"))
    if theirs is not None or is_preparing:
        answer = Static(theirs if theirs is not None else "", classes="theirs", id=f"t-{question.key}")
        answer.display = theirs is not None
        parts.append(answer)
    if not parts:
        return None
    title = plain(question_title(question), "bold")
    if question.required and is_mine and is_preparing:
        title += plain(" *", content.WARNING)
    head: list[Widget] = [Static(title)]
    if is_preparing and (hint := _hint(view, question)):
        head.append(Static(plain(hint, content.MUTED)))
    block = FieldBlock(*head, SideBySide(*parts))
    block.display = is_mine or theirs is not None  # shown when the other party shares an answer
    return block


def _hint(view: ConversationView, question: Question) -> str:
    if question.key == WISHED_QUESTIONS_KEY and view.role is Role.EMPLOYEE:
        message = _("One on each line. $name gets them first, once you have shared your preparation.")
        return format_message(message, name=other_party_first_name(view))
    return in_language(question.hint, current_language())


def other_answer_content(view: ConversationView, question: Question) -> Content | None:
    """The other party's shared answer, after their name; None if there is none."""
    answer = view.their_preparation.answers.get(question.key)
    text = answer_text(question, answer.value) if answer else ""
    if not text:
        return None
    return plain(other_party_first_name(view) + ": ", f"bold {content.ACCENT}") + plain(text)


class ReadingPane(Static):
    """A text to read; it takes the focus, so that the arrow keys scroll it."""

    can_focus = True

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
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Question, Section
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import RemarkKind
from tui_app.text.conversations import view
from tui_app.text.dates import timestamp
from tui_app.text.forms import answer_text
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.field_block import FieldBlock
from tui_app.ui.widgets.fields.answers import answer_field
from tui_app.ui.widgets.fields.text import TextField

STATEMENT_FIELD = RemarkKind.STATEMENT.place_key
"""The id of the field in which a statement is written."""

TrackField = Callable[[str, Versioned | None], Answer]
"""Takes a field's id and what is stored; gives what is to stand in the field."""


class SideBySide(Container):
    """Own words and the other's: beside each other where there is room, else below."""


def section_blocks(sheet: ConversationView, section: Section, keep: TrackField, now: datetime) -> Iterator[Widget]:
    """The blocks of one section's page, from top to bottom."""
    if hint := in_language(section.hint, current_language()):
        yield Static(plain(hint, content.MUTED), classes="hint")
    yield from _minutes_blocks(sheet, section, keep, now)
    if not steps.is_preparing(sheet) and (sheet.my_preparation.answers or sheet.their_preparation.answers):
        yield Static(plain(_("Prepared"), f"bold {content.MUTED}"), classes="hint")
    for question in section.questions:
        block = _question_block(sheet, question, keep, now.date())
        if block is not None:
            yield block


def _minutes_blocks(sheet: ConversationView, section: Section, keep: TrackField, now: datetime) -> Iterator[Widget]:
    draft = sheet.draft
    written = draft.texts.get(section.key) if draft else None
    comments = [one for one in draft.comments if one.section in ("", section.key)] if draft else []
    for comment in comments:
        yield Static(comment_content(comment, now), classes="comment")
    if steps.is_writing(sheet):
        name = f"m-{section.key}"
        field = TextField(
            str(keep(name, written) or ""), id=name, placeholder=_("Write what you talked about and agreed.")
        )
        yield FieldBlock(Static(plain(_("Minutes"), "bold $text-accent")), field)
    elif draft is not None:
        shown = Static(minutes_content(written), classes="written", id=f"w-{section.key}")
        yield FieldBlock(Static(plain(_("Minutes"), "bold $text-accent")), shown)
    if steps.is_commenting(sheet):
        yield comment_block(sheet, section.key, keep)


def comment_content(comment: MinutesComment, now: datetime) -> Content:
    """A comment as it is read, with who wrote it and when."""
    when = timestamp(comment.at, now)
    head = format_message(_("$name comments, $when:"), name=comment.by_name, when=when) + " "
    return plain(head, f"bold {content.WARNING}") + plain(comment.text)


def comment_block(sheet: ConversationView, section_key: str, keep: TrackField) -> FieldBlock:
    """The field for the leader's comment on a section, or on the whole where the key is empty."""
    name = f"c-{section_key}"
    text = str(keep(name, sheet.my_comments.get(section_key)) or "")
    about = format_message(_("$name sees this when you return the minutes."), name=view.other_party_first_name(sheet))
    title = plain(_("Your comment"), f"bold {content.WARNING}") + plain("  " + about, content.MUTED)
    return FieldBlock(Static(title), TextField(text, id=name, placeholder=_("What should be changed?")))


def statement_block(sheet: ConversationView, keep: TrackField) -> FieldBlock:
    """The field for a statement beside the signed text."""
    title = plain(_("Your statement"), f"bold {content.WARNING}")
    about = plain("  " + _("Only you see this until you add it."), content.MUTED)
    return FieldBlock(
        Static(title + about), TextField(str(keep(STATEMENT_FIELD, sheet.my_statement) or ""), id=STATEMENT_FIELD)
    )


def minutes_content(written: Versioned | None) -> Content:
    """What stands in the minutes of a section, for the one who reads."""
    text = str(written.value or "") if written else ""
    return plain(text) if text else plain(_("Nothing written here."), content.MUTED)


def _question_block(sheet: ConversationView, question: Question, keep: TrackField, today: date) -> Widget | None:
    """A question with one's own field or answer and the other's answer; None where there is nothing to show."""
    asked_of_me = question.is_for(sheet.role)
    preparing = steps.is_preparing(sheet)
    theirs = other_answer_content(sheet, question)
    parts: list[Widget] = []
    mine = sheet.my_preparation.answers.get(question.key)
    if asked_of_me and preparing:
        name = f"q-{question.key}"
        parts.append(answer_field(question, keep(name, mine), today))
    elif asked_of_me and mine and (said := answer_text(question, mine.value)):
        parts.append(Static(plain(_("You") + ": ", content.MUTED) + plain(said), classes="written"))
    if theirs is not None or preparing:
        answer = Static(theirs if theirs is not None else "", classes="theirs", id=f"t-{question.key}")
        answer.display = theirs is not None
        parts.append(answer)
    if not parts:
        return None
    title = plain(in_language(question.text, current_language()), "bold")
    if question.required and asked_of_me and preparing:
        title += plain(" *", content.WARNING)
    head: list[Widget] = [Static(title)]
    if preparing and (hint := in_language(question.hint, current_language())):
        head.append(Static(plain(hint, content.MUTED)))
    block = FieldBlock(*head, SideBySide(*parts))
    block.display = asked_of_me or theirs is not None  # comes when the other shares an answer
    return block


def other_answer_content(sheet: ConversationView, question: Question) -> Content | None:
    """The other's shared answer, with their name before it; None where there is none."""
    had = sheet.their_preparation.answers.get(question.key)
    said = answer_text(question, had.value) if had else ""
    if not said:
        return None
    return plain(view.other_party_first_name(sheet) + ": ", f"bold {content.ACCENT}") + plain(said)


class ReadingPane(Static):
    """Something to be read from top to bottom; takes the focus so that the arrows scroll around it."""

    can_focus = True

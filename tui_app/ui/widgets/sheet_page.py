"""The page of one section of a conversation: minutes, questions with both sides' answers, comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui_app.domain.conversations import Comment, Sheet, Written
from tui_app.domain.forms import Answer, Question, Section, in_language
from tui_app.domain.records import RemarkKind
from tui_app.ui import sheet_words, words
from tui_app.ui.dates import moment
from tui_app.ui.language import _, spoken, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.answers import TextField, field_for, in_words

STATEMENT = RemarkKind.STATEMENT.place
"""The id of the field in which a statement is written."""

Keep = Callable[[str, Written | None], Answer]
"""Takes a field's id and what is stored; gives what is to stand in the field."""


class Block(Vertical):
    """One question or one text, with what belongs to it."""

    def __init__(self, *parts: Widget) -> None:
        super().__init__(*parts, classes="block")


class Beside(Container):
    """Own words and the other's: beside each other where there is room, else below."""


def section_blocks(sheet: Sheet, section: Section, keep: Keep, now: datetime) -> Iterator[Widget]:
    """The blocks of one section's page, from top to bottom."""
    if hint := in_language(section.hint, spoken()):
        yield Static(lit(hint, words.FAINT), classes="hint")
    yield from _minutes_blocks(sheet, section, keep, now)
    if not sheet_words.is_preparing(sheet) and (sheet.mine.answers or sheet.theirs.answers):
        yield Static(lit(_("Prepared beforehand"), f"bold {words.FAINT}"), classes="hint")
    for question in section.questions:
        block = _question_block(sheet, question, keep, now.date())
        if block is not None:
            yield block


def _minutes_blocks(sheet: Sheet, section: Section, keep: Keep, now: datetime) -> Iterator[Widget]:
    draft = sheet.draft
    written = draft.texts.get(section.key) if draft else None
    comments = [one for one in draft.comments if one.section in ("", section.key)] if draft else []
    for comment in comments:
        yield Static(comment_words(comment, now), classes="comment")
    if sheet_words.is_writing(sheet):
        name = f"m-{section.key}"
        field = TextField(
            str(keep(name, written) or ""), id=name, placeholder=_("Write here what you talked about and agreed.")
        )
        yield Block(Static(lit(_("Minutes"), "bold $text-accent")), field)
    elif draft is not None:
        shown = Static(minutes_words(written), classes="written", id=f"w-{section.key}")
        yield Block(Static(lit(_("Minutes"), "bold $text-accent")), shown)
    if sheet_words.is_commenting(sheet):
        yield comment_block(sheet, section.key, keep)


def comment_words(comment: Comment, now: datetime) -> Content:
    """A comment as it is read, with who wrote it and when."""
    when = moment(comment.at, now, spoken())
    head = told(_("$name comments, $when:"), name=comment.by_name, when=when) + " "
    return lit(head, f"bold {words.AMBER}") + lit(comment.text)


def comment_block(sheet: Sheet, section_key: str, keep: Keep) -> Block:
    """The field for the leader's comment on a section, or on the whole where the key is empty."""
    name = f"c-{section_key}"
    text = str(keep(name, sheet.my_comments.get(section_key)) or "")
    about = told(_("$name sees it when you return the minutes."), name=sheet_words.first_name_of_other(sheet))
    title = lit(_("Your comment"), f"bold {words.AMBER}") + lit("  " + about, words.FAINT)
    return Block(Static(title), TextField(text, id=name, placeholder=_("What should be changed?")))


def statement_block(sheet: Sheet, keep: Keep) -> Block:
    """The field for a statement beside the signed text."""
    title = lit(_("Your statement"), f"bold {words.AMBER}")
    about = lit("  " + _("Only you see it until you add it."), words.FAINT)
    return Block(Static(title + about), TextField(str(keep(STATEMENT, sheet.my_statement) or ""), id=STATEMENT))


def minutes_words(written: Written | None) -> Content:
    """What stands in the minutes of a section, for the one who reads."""
    text = str(written.value or "") if written else ""
    return lit(text) if text else lit(_("Nothing is written here."), words.FAINT)


def _question_block(sheet: Sheet, question: Question, keep: Keep, today: date) -> Widget | None:
    """A question with one's own field or answer and the other's answer; None where there is nothing to show."""
    asked_of_me = question.asks(sheet.role)
    preparing = sheet_words.is_preparing(sheet)
    theirs = theirs_words(sheet, question)
    parts: list[Widget] = []
    mine = sheet.mine.answers.get(question.key)
    if asked_of_me and preparing:
        name = f"q-{question.key}"
        parts.append(field_for(question, keep(name, mine), today))
    elif asked_of_me and mine and (said := in_words(question, mine.value)):
        parts.append(Static(lit(_("You") + ": ", words.FAINT) + lit(said), classes="written"))
    if theirs is not None or preparing:
        answer = Static(theirs if theirs is not None else "", classes="theirs", id=f"t-{question.key}")
        answer.display = theirs is not None
        parts.append(answer)
    if not parts:
        return None
    title = lit(in_language(question.text, spoken()), "bold")
    if question.required and asked_of_me and preparing:
        title += lit(" *", words.AMBER)
    head: list[Widget] = [Static(title)]
    if preparing and (hint := in_language(question.hint, spoken())):
        head.append(Static(lit(hint, words.FAINT)))
    block = Block(*head, Beside(*parts))
    block.display = asked_of_me or theirs is not None  # comes when the other shares an answer
    return block


def theirs_words(sheet: Sheet, question: Question) -> Content | None:
    """The other's shared answer, with their name before it; None where there is none."""
    had = sheet.theirs.answers.get(question.key)
    said = in_words(question, had.value) if had else ""
    if not said:
        return None
    return lit(sheet_words.first_name_of_other(sheet) + ": ", f"bold {words.BLUE}") + lit(said)


class Reading(Static):
    """Something to be read from top to bottom; takes the focus so that the arrows scroll around it."""

    can_focus = True

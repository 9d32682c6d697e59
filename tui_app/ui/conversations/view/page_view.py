"""The page of a conversation that is shown: fields and texts, or a list of goals and actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.forms.form import Section
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.text.conversations.view import PageKey, PageKind, newest_version_page
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import FRAME_CORNERS, first_fitting, plain
from tui_app.ui.context import HasContext
from tui_app.ui.conversations.view.agreement_list import AgreementList, agreements_hint
from tui_app.ui.conversations.view.field_key import STATEMENT_FIELD, FieldKey, WritingKind
from tui_app.ui.conversations.view.page_fields import PageFields
from tui_app.ui.conversations.view.section_page import (
    ReadingPane,
    comment_block,
    minutes_content,
    other_answer_content,
    section_blocks,
    statement_block,
)
from tui_app.ui.conversations.view.writing import ConversationWriting
from tui_app.ui.widgets.fields.answer_field import AnswerChanged
from tui_app.ui.widgets.fields.field_block import FieldBlock

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import DescendantBlur


class PageView(HasContext, Vertical):
    """Shows one page. Fields are made again only if another page is shown, or if what they are made of has changed.

    Attributes:
        writing: saves what is written in the fields.
        agreements: the list of goals and actions.
    """

    def __init__(self, conversation_id: int) -> None:
        super().__init__(id="view-page", classes="box")
        self.fields = PageFields(id="view-fields")
        self.agreements = AgreementList(id="view-rows")
        self.writing = ConversationWriting(self, conversation_id, self.fields, self._show_sign)
        self._next_focus: FieldKey | None = None
        self._shown_frame: object = None
        self._next_hint = ""
        self._saved_signs: Sequence[Content] = ()
        self._made_of: object = None
        """What the blocks on the page were made of; None if they are to be made again."""
        self._their_preparation: Preparation | None = None
        self._suggestion: Translations | None = None
        self._suggested_first: set[str] = set()

    def compose(self) -> ComposeResult:
        """The fields and the list, of which one is shown, and the suggested question."""
        yield self.fields
        yield Static(id="view-rows-hint")
        yield self.agreements
        yield Static(id="view-question")

    def on_mount(self) -> None:
        """No question is suggested yet."""
        self.hide_suggestion()

    def _show_sign(self, signs: Sequence[Content]) -> None:
        self._saved_signs = signs
        self._show_foot()

    def _show_foot(self) -> None:
        """The key that goes on, for which the key footer has no room beside a field, and what was saved when.

        Where both have no room, what is not saved, and why, comes before the key, and before since when.
        """
        hint, signs = plain(self._next_hint), [sign for sign in self._saved_signs if sign.plain]
        both = plain(" · ").join(part for part in (hint, *signs[:1]) if part.plain)
        self.border_subtitle = first_fitting([both, *signs], self.outer_size.width - FRAME_CORNERS)

    def on_resize(self) -> None:
        """Say at the foot what there is room for."""
        self._show_foot()

    def focus_next(self, field: FieldKey) -> None:
        """Focus this field when the page is shown next, and make the page again."""
        self._next_focus, self._made_of = field, None

    def enter(self) -> None:
        """Focus the list, or the first field."""
        if self.agreements.display:
            self.agreements.focus()
        else:
            self.fields.focus_first()

    def show_page(self, view: ConversationView, page: PageKey, title: str, *, has_next: bool) -> None:
        """Show a page of a conversation; `has_next` if another follows it."""
        self._show_frame(page, title, has_next=has_next)
        section = next((one for one in view.form.sections if page == PageKey(PageKind.SECTION, one.key)), None)
        if page.is_list:
            self._made_of = None
            self.agreements.show_page(view, page)
        elif section is not None:
            self._show_section(view, section)
        elif page.kind is PageKind.FULL_MINUTES:
            self._show_full_minutes(view)
        else:
            self._show_version(view, page)

    def _show_frame(self, page: PageKey, title: str, *, has_next: bool) -> None:
        hint = format_message(f"$next_section {_('Next section')}") if has_next else ""
        frame = (page, title, hint, current_language())
        if frame == self._shown_frame:  # a new title lays everything out again
            return
        self._shown_frame = frame
        self.fields.display = not page.is_list
        self.agreements.display = page.is_list
        self.border_title = plain(title)
        self._next_hint = hint
        self._show_foot()
        rows_hint = self.query_one("#view-rows-hint", Static)
        rows_hint.display = page.is_list
        rows_hint.update(plain(self.ctx.with_keys(agreements_hint(page)), content.MUTED))

    def _is_made_of(self, *parts: object) -> bool:
        """Note what the blocks are made of; True if they are made of it already."""
        made_of = (*parts, current_language(), self.ctx.today)
        is_same, self._made_of = made_of == self._made_of, made_of
        return is_same

    def _replace_blocks(self, blocks: list[Widget]) -> None:
        focus, self._next_focus = self._next_focus, None
        self.fields.replace_blocks(blocks, focus)

    def _show_section(self, view: ConversationView, section: Section) -> None:
        if self._is_made_of(
            section.key,
            view.conversation.template_id,
            steps.is_preparing(view),
            steps.is_writing(view),
            steps.is_commenting(view),
            steps.is_writing(view) or view.draft is None,
            view.draft.comments if view.draft else (),
        ):
            self._refresh_section(view, section)
            return
        self._their_preparation = view.their_preparation
        blocks = list(section_blocks(view, section, self.writing.track, self.ctx.now))
        if not blocks:
            blocks = [Static(plain(_("Nothing for you to answer here."), content.MUTED), classes="hint")]
        self._replace_blocks(blocks)

    def _refresh_section(self, view: ConversationView, section: Section) -> None:
        """Show the other party's answers, and what was saved on another terminal, in the fields that are there."""
        is_new, self._their_preparation = view.their_preparation != self._their_preparation, view.their_preparation
        for question in section.questions:
            for static in self.query(f"#t-{question.key}").results(Static) if is_new else ():
                theirs = other_answer_content(view, question)
                static.update(theirs if theirs is not None else "")
                static.display = theirs is not None
                static.query_ancestor(FieldBlock).display = question.is_for(view.role) or theirs is not None
            answer = view.my_preparation.answers.get(question.key)
            self.writing.refresh_field(FieldKey(WritingKind.ANSWER, question.key), answer)
        minutes = view.draft.texts.get(section.key) if view.draft else None
        self.writing.refresh_field(FieldKey(WritingKind.MINUTES, section.key), minutes)
        self.writing.refresh_field(FieldKey(WritingKind.COMMENT, section.key), view.my_comments.get(section.key))
        for static in self.query(f"#w-{section.key}").results(Static):
            static.update(minutes_content(minutes))

    def _show_full_minutes(self, view: ConversationView) -> None:
        from tui_app.ui.conversations.signed_minutes import draft_content

        minutes, is_commenting = draft_content(view, self.ctx.now), steps.is_commenting(view)
        if not self._is_made_of(PageKind.FULL_MINUTES, minutes, is_commenting):
            comment = [comment_block(view, "", self.writing.track)] if is_commenting else []
            self._replace_blocks([ReadingPane(minutes), *comment])
        self.writing.refresh_field(FieldKey(WritingKind.COMMENT, ""), view.my_comments.get(""))

    def _show_version(self, view: ConversationView, page: PageKey) -> None:
        """Show a signed version, or what an amendment changed."""
        is_writing_statement = self.writing.is_writing_statement and page == newest_version_page(view)
        self.writing.refresh_field(STATEMENT_FIELD, view.my_statement)
        signed = next((one for one in view.signed if one.document.number == page.number), None)
        if signed is None or self._is_made_of(page, signed, is_writing_statement):
            return
        statement = [statement_block(view, self.writing.track)] if is_writing_statement else []
        self._replace_blocks([ReadingPane(self._version_content(view, page)), *statement])

    def _version_content(self, view: ConversationView, page: PageKey) -> Content:
        from tui_app.ui.conversations.signed_minutes import changes_content, signed_content

        versions = {signed.document.number: signed for signed in view.signed}
        if page.kind is PageKind.CHANGES:
            return changes_content(versions[page.number - 1].document, versions[page.number].document)
        return signed_content(versions[page.number], self.ctx.now)

    def suggest_question(self, page: PageKey | None, first: Sequence[str] = ()) -> None:
        """Suggest an open question to ask; each call suggests another one.

        Args:
            first: questions that come before those of the question bank, once each.
        """
        text = next((one for one in first if one not in self._suggested_first), None)
        if text is not None:
            self._suggested_first.add(text)
        else:
            text = self._next_of_bank(page.section_key if page else "")
        shown = self.query_one("#view-question", Static)
        shown.update(plain("» " + text, f"italic {content.ACCENT}"))
        shown.display = True

    def _next_of_bank(self, section_key: str) -> str:
        """The next question of the bank that was not among the first ones."""
        bank, text = self.ctx.files.question_bank(), ""
        for _question in bank.questions(section_key):
            self._suggestion = bank.next_question(section_key, self._suggestion)
            text = in_language(self._suggestion, self.writing.view.conversation.language or current_language())
            if text not in self._suggested_first:
                break
        return text

    def hide_suggestion(self) -> bool:
        """Hide the suggested question.

        Returns:
            True if one was shown.
        """
        shown = self.query_one("#view-question")
        was_shown, shown.display = bool(shown.display), False
        return was_shown

    @on(AnswerChanged)
    def _answer_changed(self, event: AnswerChanged) -> None:
        self.writing.field_changed(event.field)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Save a field when it is left."""
        self.writing.field_changed(event.widget)
        if self.writing.is_dirty:
            self.ctx.spawn(self.writing.flush(), is_background=True)

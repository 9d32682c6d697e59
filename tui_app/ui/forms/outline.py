"""The outline of a form: a row for the form, for each section and for each question."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from textual.content import Content

from tui_app.domain.forms.form import Form, Question
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.text.forms.labels import ANSWERER_LABELS, all_form_languages, section_and_question_at
from tui_app.text.i18n import _, current_language
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

_SECTION_COLUMNS = (ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(4, align_right=True))
_QUESTION_COLUMNS = (ColumnSpec(1), ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(11, min_line_width=54))


class FormPart(Struct, frozen=True):
    """The form as a whole."""


class SectionPart(Struct, frozen=True):
    """One section."""

    key: str


class QuestionPart(Struct, frozen=True):
    """One question."""

    key: str


OutlinePart = FormPart | SectionPart | QuestionPart
"""What a row of the outline is about."""


def part_with_problem(form: Form, problem: TemplateProblem) -> OutlinePart:
    """The part of a form that has a problem."""
    section, question = section_and_question_at(form, problem)
    if section is None:
        return FormPart()
    if question is None:
        return SectionPart(form.sections[section].key)
    return QuestionPart(form.sections[section].questions[question].key)


def added_parts(before: Form, after: Form) -> list[OutlinePart]:
    """The sections and questions of one form that another one does not have."""
    section_keys, question_keys = {one.key for one in before.sections}, {one.key for one in before.questions}
    sections = [SectionPart(one.key) for one in after.sections if one.key not in section_keys]
    questions = [QuestionPart(one.key) for one in after.questions if one.key not in question_keys]
    return [*sections, *questions]


def question_texts(question: Question) -> list[Translations]:
    """Every text of a question, in the order in which people read them."""
    scale_texts = [question.scale.low_text, question.scale.high_text] if question.scale else []
    return [question.text, question.hint, *(option.text for option in question.options), *scale_texts]


def outline_rows(form: Form, problems: Collection[TemplateProblem]) -> Iterator[Row]:
    """The rows of the outline; "!" marks a part that has a problem or a missing translation."""
    languages = all_form_languages(form)
    wrong_parts = {part_with_problem(form, problem) for problem in problems}

    def sign(part: OutlinePart, *texts: Translations) -> Content:
        is_marked = part in wrong_parts or any(_lacks_language(text, languages) for text in texts)
        return plain("!" if is_marked else "", f"bold {content.WARNING}")

    title = plain(in_language(form.title, current_language()) or "–", f"bold {content.ACCENT}")
    yield Row(FormPart(), ColumnLine([sign(FormPart()), title, _minutes(form.minutes)], _SECTION_COLUMNS))
    for section in form.sections:
        section_part = SectionPart(section.key)
        heading = plain(in_language(section.title, current_language()) or "–", "bold")
        cells = [sign(section_part, section.title, section.hint), heading, _minutes(section.minutes)]
        yield Row(section_part, ColumnLine(cells, _SECTION_COLUMNS))
        for question in section.questions:
            question_part = QuestionPart(question.key)
            text = plain(in_language(question.text, current_language()) or "–")
            if question.required:
                text += plain(" *", content.WARNING)
            answerer = plain(_(ANSWERER_LABELS[question.who]), content.MUTED)
            cells = [sign(question_part, *question_texts(question)), plain(""), text, answerer]
            yield Row(question_part, ColumnLine(cells, _QUESTION_COLUMNS))


def _lacks_language(text: Translations, languages: Collection[str]) -> bool:
    """True if a text is written in some languages but not in all. A text may be empty, as a hint often is."""
    return bool(text) and any(code not in text for code in languages)


def _minutes(minutes: int) -> Content:
    return plain(f"{minutes}′", content.MUTED)

"""A form to be read: its sections and questions as rows, and what stands behind one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual.content import Content

from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.text.conversations import labels
from tui_app.text.forms.labels import (
    ANSWERER_LABELS,
    all_form_languages,
    form_part_label,
    form_problem_message,
    section_and_question_at,
)
from tui_app.text.forms.question_kinds import QUESTION_KIND_TEXTS
from tui_app.text.i18n import _, current_language, format_message, language_name, language_names, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.fields.question_kinds import answer_preview
from tui_app.ui.widgets.record_list import Row

FORM_ROW = "form"
SECTION_PREFIX = "s-"
QUESTION_PREFIX = "q-"
_SECTION_COLUMNS = (ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(4, right=True))
_QUESTION_COLUMNS = (ColumnSpec(1), ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(11, from_width=54))


def row_key_of(form: Form, problem: TemplateProblem) -> str:
    """Key of the row that a problem is about."""
    section, question = section_and_question_at(form, problem)
    if section is None:
        return FORM_ROW
    if question is None:
        return SECTION_PREFIX + form.sections[section].key
    return QUESTION_PREFIX + form.sections[section].questions[question].key


def missing_languages(there: Translations, languages: Collection[str]) -> list[str]:
    """The languages in which a text is not written; a text that stands in none, as a hint may, lacks nothing."""
    return [code for code in languages if code not in there] if there else []


def _texts_of(question: Question) -> list[Translations]:
    """Every text of a question, in the order in which they are read."""
    ends = [question.scale.low_text, question.scale.high_text] if question.scale else []
    return [question.text, question.hint, *(option.text for option in question.options), *ends]


def outline_rows(form: Form, problems: Collection[TemplateProblem]) -> Iterator[Row]:
    """One row for the form, for each section and for each question; ! where something is wrong or not translated."""
    languages, wrong = all_form_languages(form), {row_key_of(form, problem) for problem in problems}

    def mark(key: str, lacks: bool) -> Content:
        return plain("!" if lacks or key in wrong else "", f"bold {content.WARNING}")

    title = plain(in_language(form.title, current_language()) or "–", f"bold {content.ACCENT}")
    yield Row(FORM_ROW, ColumnLine([mark(FORM_ROW, False), title, _minutes_text(form.minutes)], _SECTION_COLUMNS))
    for section in form.sections:
        key = SECTION_PREFIX + section.key
        lacks = bool(missing_languages(section.title, languages) or missing_languages(section.hint, languages))
        head = plain(in_language(section.title, current_language()) or "–", "bold")
        yield Row(key, ColumnLine([mark(key, lacks), head, _minutes_text(section.minutes)], _SECTION_COLUMNS))
        for question in section.questions:
            key = QUESTION_PREFIX + question.key
            text = plain(in_language(question.text, current_language()) or "–")
            if question.required:
                text += plain(" *", content.WARNING)
            who = plain(_(ANSWERER_LABELS[question.who]), content.MUTED)
            sign = mark(key, any(missing_languages(text, languages) for text in _texts_of(question)))
            yield Row(key, ColumnLine([sign, plain(""), text, who], _QUESTION_COLUMNS))


def _minutes_text(minutes: int) -> Content:
    return plain(f"{minutes}′", content.MUTED)


def _translations(texts: Collection[Translations], languages: Collection[str]) -> list[Content]:
    """What is not translated yet, then the same texts in the other languages, one language below the other."""
    missing: list[Content] = []
    lines: list[Content] = []
    read = [in_language(text, current_language()) for text in texts]
    for code in languages:
        for text, shown in zip(texts, read, strict=True):
            if text and not text.get(code):
                said = format_message(_("Not in $language yet: «$text»"), language=language_name(code), text=shown)
                missing.append(plain(f"! {said}", content.WARNING))
        there = [text[code] for text in texts if text.get(code)]
        if there and there != [shown for shown in read if shown]:
            lines += [
                plain(""),
                plain(language_name(code), f"bold {content.MUTED}"),
                *(plain(one, content.MUTED) for one in there),
            ]
    return missing + lines


def describe_row(form: Form, key: str, problems: Collection[TemplateProblem]) -> Content:
    """What stands behind a row: what is wrong with it, then as it will be read, then the other languages."""
    languages = all_form_languages(form)
    if key.startswith(QUESTION_PREFIX) and (question := form.question(key.removeprefix(QUESTION_PREFIX))):
        lines = _describe_question(question, languages)
    elif section := next((one for one in form.sections if SECTION_PREFIX + one.key == key), None):
        lines = _describe_section(section, languages)
    else:
        lines = _describe_form(form, languages)
    here = [one for one in problems if row_key_of(form, one) == key and one.code != "language_missing"]
    wrong = [
        plain("! " + ": ".join(filter(None, (form_part_label(one), form_problem_message(one)))), content.WARNING)
        for one in here
    ]
    return Content("\n").join([*wrong, *([plain("")] if wrong else []), *lines])


def _describe_form(form: Form, languages: Collection[str]) -> list[Content]:
    title, count = in_language(form.title, current_language()), len(form.questions)
    many = format_message(ngettext("$count question", "$count questions", count), count=count)
    return [
        plain(title or "–", "bold"),
        plain(""),
        plain(_(labels.CONVERSATION_KIND_LABELS[form.kind])),
        plain(format_message(_("$minutes min · $questions"), minutes=form.minutes, questions=many)),
        plain(language_names(tuple(languages))),
        *_translations([form.title], languages),
    ]


def _describe_section(section: Section, languages: Collection[str]) -> list[Content]:
    title, count = in_language(section.title, current_language()), len(section.questions)
    many = format_message(ngettext("$count question", "$count questions", count), count=count)
    lines = [plain(title or "–", "bold")]
    if hint := in_language(section.hint, current_language()):
        lines.append(plain(hint, content.MUTED))
    lines.append(plain(format_message(_("$minutes min · $questions"), minutes=section.minutes, questions=many)))
    return lines + _translations([section.title, section.hint], languages)


def _describe_question(question: Question, languages: Collection[str]) -> list[Content]:
    text = in_language(question.text, current_language())
    lines = [plain(text or "–", "bold") + plain(" *" if question.required else "", content.WARNING)]
    if hint := in_language(question.hint, current_language()):
        lines.append(plain(hint, content.MUTED))
    lines += [plain(""), *answer_preview(question), plain("")]
    facts = [
        _(QUESTION_KIND_TEXTS[question.kind].label),
        format_message(_("answered by: $who"), who=_(ANSWERER_LABELS[question.who])),
    ]
    if question.required:
        facts.append(_("required"))
    lines.append(plain(" · ".join(facts), content.ACCENT))
    return lines + _translations(_texts_of(question), languages)

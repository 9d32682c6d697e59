"""A form to be read: its sections and questions as rows, and what stands behind one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual.content import Content

from tui_app.domain.forms import Form, Question, QuestionKind, Section, Words, in_language
from tui_app.domain.templates import TemplateProblem
from tui_app.ui import words
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.template_words import (
    ANSWERERS,
    QUESTION_KINDS,
    language_name,
    language_names,
    languages_of,
    part_at,
    part_name,
    problem_words,
)
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row

WHOLE = "form"
SECTION = "s-"
QUESTION = "q-"
_HEAD = (Column(1), Column(16, flex=1), Column(4, right=True))
_QUESTION = (Column(1), Column(1), Column(16, flex=1), Column(11, from_width=54))


def row_of(form: Form, problem: TemplateProblem) -> str:
    """Key of the row that a problem is about."""
    section, question = part_at(form, problem)
    if section is None:
        return WHOLE
    if question is None:
        return SECTION + form.sections[section].key
    return QUESTION + form.sections[section].questions[question].key


def lacking(there: Words, languages: Collection[str]) -> list[str]:
    """The languages in which a text is not written; a text that stands in none, as a hint may, lacks nothing."""
    return [code for code in languages if code not in there] if there else []


def _texts_of(question: Question) -> list[Words]:
    """Every text of a question, in the order in which they are read."""
    ends = [question.scale.low_text, question.scale.high_text] if question.scale else []
    return [question.text, question.hint, *(option.text for option in question.options), *ends]


def outline_rows(form: Form, problems: Collection[TemplateProblem]) -> Iterator[Row]:
    """One row for the form, for each section and for each question; ! where something is wrong or not translated."""
    languages, wrong = languages_of(form), {row_of(form, problem) for problem in problems}

    def mark(key: str, lacks: bool) -> Content:
        return lit("!" if lacks or key in wrong else "", f"bold {words.AMBER}")

    title = lit(in_language(form.title, spoken()) or "–", f"bold {words.BLUE}")
    yield Row(WHOLE, Line([mark(WHOLE, False), title, _minutes(form.minutes)], _HEAD))
    for section in form.sections:
        key = SECTION + section.key
        lacks = bool(lacking(section.title, languages) or lacking(section.hint, languages))
        head = lit(in_language(section.title, spoken()) or "–", "bold")
        yield Row(key, Line([mark(key, lacks), head, _minutes(section.minutes)], _HEAD))
        for question in section.questions:
            key = QUESTION + question.key
            text = lit(in_language(question.text, spoken()) or "–")
            if question.required:
                text += lit(" *", words.AMBER)
            who = lit(_(ANSWERERS[question.who]), words.FAINT)
            sign = mark(key, any(lacking(text, languages) for text in _texts_of(question)))
            yield Row(key, Line([sign, lit(""), text, who], _QUESTION))


def _minutes(minutes: int) -> Content:
    return lit(f"{minutes}′", words.FAINT)


def _translations(texts: Collection[Words], languages: Collection[str]) -> list[Content]:
    """What is not translated yet, then the same texts in the other languages, one language below the other."""
    missing: list[Content] = []
    lines: list[Content] = []
    read = [in_language(text, spoken()) for text in texts]
    for code in languages:
        for text, shown in zip(texts, read, strict=True):
            if text and not text.get(code):
                said = told(_("Not in $language yet: «$text»"), language=language_name(code), text=shown)
                missing.append(lit(f"! {said}", words.AMBER))
        there = [text[code] for text in texts if text.get(code)]
        if there and there != [shown for shown in read if shown]:
            lines += [
                lit(""),
                lit(language_name(code), f"bold {words.FAINT}"),
                *(lit(one, words.FAINT) for one in there),
            ]
    return missing + lines


def about(form: Form, key: str, problems: Collection[TemplateProblem]) -> Content:
    """What stands behind a row: what is wrong with it, then as it will be read, then the other languages."""
    languages = languages_of(form)
    if key.startswith(QUESTION) and (question := form.question(key.removeprefix(QUESTION))):
        lines = _about_question(question, languages)
    elif section := next((one for one in form.sections if SECTION + one.key == key), None):
        lines = _about_section(section, languages)
    else:
        lines = _about_form(form, languages)
    here = [one for one in problems if row_of(form, one) == key and one.code != "language_missing"]
    wrong = [lit("! " + ": ".join(filter(None, (part_name(one), problem_words(one)))), words.AMBER) for one in here]
    return Content("\n").join([*wrong, *([lit("")] if wrong else []), *lines])


def _about_form(form: Form, languages: Collection[str]) -> list[Content]:
    title, count = in_language(form.title, spoken()), len(form.questions)
    many = told(ngettext("$count question", "$count questions", count), count=count)
    return [
        lit(title or "–", "bold"),
        lit(""),
        lit(_(words.CONVERSATION_KINDS[form.kind])),
        lit(told(_("$minutes min · $questions"), minutes=form.minutes, questions=many)),
        lit(language_names(tuple(languages))),
        *_translations([form.title], languages),
    ]


def _about_section(section: Section, languages: Collection[str]) -> list[Content]:
    title, count = in_language(section.title, spoken()), len(section.questions)
    many = told(ngettext("$count question", "$count questions", count), count=count)
    lines = [lit(title or "–", "bold")]
    if hint := in_language(section.hint, spoken()):
        lines.append(lit(hint, words.FAINT))
    lines.append(lit(told(_("$minutes min · $questions"), minutes=section.minutes, questions=many)))
    return lines + _translations([section.title, section.hint], languages)


def _about_question(question: Question, languages: Collection[str]) -> list[Content]:
    text = in_language(question.text, spoken())
    lines = [lit(text or "–", "bold") + lit(" *" if question.required else "", words.AMBER)]
    if hint := in_language(question.hint, spoken()):
        lines.append(lit(hint, words.FAINT))
    lines += [lit(""), *_answers(question), lit("")]
    facts = [_(QUESTION_KINDS[question.kind]), told(_("answered by: $who"), who=_(ANSWERERS[question.who]))]
    if question.required:
        facts.append(_("required"))
    lines.append(lit(" · ".join(facts), words.BLUE))
    return lines + _translations(_texts_of(question), languages)


def _answers(question: Question) -> list[Content]:
    """What an answer looks like."""
    if question.kind is QuestionKind.YES_NO:
        return [lit(f"○ {_('yes')}   ○ {_('no')}")]
    if question.kind is QuestionKind.SCALE and question.scale is not None:
        scale = question.scale
        low, high = (in_language(end, spoken()) for end in (scale.low_text, scale.high_text))
        steps = " ".join(str(step) for step in range(scale.low, scale.high + 1))
        return [lit(f"{low}  ", words.FAINT) + lit(steps) + lit(f"  {high}", words.FAINT)]
    sign = "□" if question.kind is QuestionKind.SEVERAL_OF else "○"
    if question.options:
        return [lit(f"{sign} {in_language(option.text, spoken())}") for option in question.options]
    return [lit("………", words.FAINT)]

"""Changing a form: each function gives a new one, which may be incomplete until `find_problems` finds nothing more.

What people typed is cleaned here, and new parts get keys made of their words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from tui_app.domain.errors import NotFound
from tui_app.domain.forms.form import FORM_KEY_LIMIT, Form, Option, Question, QuestionKind, Scale, Section
from tui_app.domain.forms.template_file import template_problems
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.text_normalization import clean_line, folded

FormPart = TypeVar("FormPart", Section, Question)

_KINDS_WITH_OPTIONS = (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF)
_TRANSLITERATION = str.maketrans({"æ": "ae", "ä": "a", "ø": "o", "ö": "o", "å": "a"})


def new_key(words: str, taken: Collection[str], otherwise: str = "part") -> str:
    """A key of small letters, digits and underscores that is made of words and not taken yet.

    Args:
        words: what it is about, in any language.
        taken: the keys that are in use.
        otherwise: what the key is made of where the words have no letters for one.
    """
    plain = re.sub(r"[^a-z0-9]+", "_", folded(words).translate(_TRANSLITERATION)).strip("_")
    wanted = plain[:FORM_KEY_LIMIT].rstrip("_") or otherwise
    key, number = wanted, 1
    while key in taken:
        number += 1
        end = f"_{number}"
        key = wanted[: FORM_KEY_LIMIT - len(end)].rstrip("_") + end
    return key


def key_for(text: Translations, taken: Collection[str], otherwise: str) -> str:
    """A new key made of a text, if possible in the first of the form languages."""
    return new_key(in_language(text, FORM_LANGUAGES[0]), taken, otherwise)


def copy_form(form: Form, key: str, title: Translations | None = None) -> Form:
    """The same form under a key of its own, and perhaps another title."""
    return replace(
        form, key=new_key(key, (), "form"), title=form.title if title is None else _clean_translations(title)
    )


def new_form(key: str, kind: ConversationKind, title: Translations, section: Section) -> Form:
    """A form with a first section and no questions yet; the keys are made of what is given."""
    return add_section(Form(new_key(key, (), "form"), kind, _clean_translations(title), ()), section)


def edit_form(form: Form, changed: Form) -> Form:
    """With another kind and title; key and sections stay."""
    return replace(form, kind=changed.kind, title=_clean_translations(changed.title))


def keep_languages(form: Form, languages: Collection[str]) -> Form:
    """With the texts of some languages only, for an organisation that writes in fewer than it was given."""

    def kept(words: Translations) -> Translations:
        return {code: text for code, text in words.items() if code in languages}

    def question(one: Question) -> Question:
        options = tuple(Option(option.key, kept(option.text)) for option in one.options)
        scale = one.scale and replace(one.scale, low_text=kept(one.scale.low_text), high_text=kept(one.scale.high_text))
        return replace(one, text=kept(one.text), hint=kept(one.hint), options=options, scale=scale)

    sections = (
        replace(one, title=kept(one.title), hint=kept(one.hint), questions=tuple(map(question, one.questions)))
        for one in form.sections
    )
    return replace(form, title=kept(form.title), sections=tuple(sections))


def add_section(form: Form, section: Section, after: str = "") -> Form:
    """With a new section after the one named, or at the end; its key is made of its title."""
    key = key_for(section.title, [one.key for one in form.sections], "section")
    added = replace(
        section, key=key, title=_clean_translations(section.title), hint=_clean_translations(section.hint), questions=()
    )
    at = _section_index(form, after) + 1 if after else len(form.sections)
    widened = replace(form, sections=(*form.sections[:at], added, *form.sections[at:]))
    for question in section.questions:
        widened = add_question(widened, key, question)
    return widened


def edit_section(form: Form, changed: Section) -> Form:
    """With the title, time and hint of the section that has the same key; its questions stay.

    Raises:
        NotFound: there is none.
    """
    at = _section_index(form, changed.key)
    title, hint = _clean_translations(changed.title), _clean_translations(changed.hint)
    section = replace(form.sections[at], title=title, minutes=changed.minutes, hint=hint)
    return _replace_section(form, at, section)


def move_section(form: Form, key: str, step: int) -> Form:
    """With a section one place up (-1) or down (+1); at the end it stays.

    Raises:
        NotFound: there is none with this key.
    """
    return replace(form, sections=_swapped(form.sections, _section_index(form, key), step))


def remove_section(form: Form, key: str) -> Form:
    """Without a section and its questions.

    Raises:
        NotFound: there is none with this key.
    """
    at = _section_index(form, key)
    return replace(form, sections=form.sections[:at] + form.sections[at + 1 :])


def add_question(form: Form, section_key: str, question: Question, after: str = "") -> Form:
    """With a new question in a section, after the one named or at the end; its key is made of its text.

    Raises:
        NotFound: there is no such section, or no such question in it.
    """
    at = _section_index(form, section_key)
    section = form.sections[at]
    key = key_for(question.text, [one.key for one in form.questions], "question")
    place = _index_of(section.questions, after) + 1 if after else len(section.questions)
    added = _clean_question(replace(question, key=key))
    questions = (*section.questions[:place], added, *section.questions[place:])
    return _replace_section(form, at, replace(section, questions=questions))


def edit_question(form: Form, changed: Question) -> Form:
    """With another question under the same key.

    Options and a scale that do not belong to its kind are dropped; options without a key get one.

    Raises:
        NotFound: there is none with this key.
    """
    at, place = _question_index(form, changed.key)
    section = form.sections[at]
    questions = (*section.questions[:place], _clean_question(changed), *section.questions[place + 1 :])
    return _replace_section(form, at, replace(section, questions=questions))


def move_question(form: Form, key: str, step: int) -> Form:
    """With a question one place up (-1) or down (+1), over the end of its section into the neighbour.

    At the very end of the form it stays.

    Raises:
        NotFound: there is none with this key.
    """
    at, place = _question_index(form, key)
    section = form.sections[at]
    if 0 <= place + step < len(section.questions):
        return _replace_section(form, at, replace(section, questions=_swapped(section.questions, place, step)))
    if not 0 <= at + step < len(form.sections):
        return form
    question, neighbour = section.questions[place], form.sections[at + step]
    rest = section.questions[:place] + section.questions[place + 1 :]
    beside = (question, *neighbour.questions) if step > 0 else (*neighbour.questions, question)
    left = _replace_section(form, at, replace(section, questions=rest))
    return _replace_section(left, at + step, replace(neighbour, questions=beside))


def remove_question(form: Form, key: str) -> Form:
    """Without a question.

    Raises:
        NotFound: there is none with this key.
    """
    at, place = _question_index(form, key)
    section = form.sections[at]
    rest = section.questions[:place] + section.questions[place + 1 :]
    return _replace_section(form, at, replace(section, questions=rest))


def find_problems(form: Form) -> tuple[TemplateProblem, ...]:
    """Everything that keeps a form from being published, in its order."""
    return template_problems(form)


def _clean_translations(words: Translations) -> Translations:
    cleaned = {code: clean_line(text) for code, text in words.items()}
    return {code: text for code, text in cleaned.items() if text}


def _clean_question(question: Question) -> Question:
    options: list[Option] = []
    for option in question.options if question.kind in _KINDS_WITH_OPTIONS else ():
        taken = [other.key for other in (*question.options, *options) if other is not option]
        key = option.key or key_for(option.text, taken, "option")
        options.append(Option(key, _clean_translations(option.text)))
    scale = question.scale if question.kind == QuestionKind.SCALE else None
    if scale:
        scale = Scale(scale.low, scale.high, _clean_translations(scale.low_text), _clean_translations(scale.high_text))
    text, hint = _clean_translations(question.text), _clean_translations(question.hint)
    return replace(question, text=text, hint=hint, options=tuple(options), scale=scale)


def _swapped(parts: tuple[FormPart, ...], at: int, step: int) -> tuple[FormPart, ...]:
    """The part at one place changes places with its neighbour, if it has one on that side."""
    to = at + step
    if not 0 <= to < len(parts):
        return parts
    changed = list(parts)
    changed[at], changed[to] = changed[to], changed[at]
    return tuple(changed)


def _replace_section(form: Form, at: int, section: Section) -> Form:
    return replace(form, sections=(*form.sections[:at], section, *form.sections[at + 1 :]))


def _index_of(parts: Sequence[FormPart], key: str) -> int:
    for place, part in enumerate(parts):
        if part.key == key:
            return place
    raise NotFound(key=key)


def _section_index(form: Form, key: str) -> int:
    return _index_of(form.sections, key)


def _question_index(form: Form, key: str) -> tuple[int, int]:
    for at, section in enumerate(form.sections):
        for place, question in enumerate(section.questions):
            if question.key == key:
                return at, place
    raise NotFound(key=key)

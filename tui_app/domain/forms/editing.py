"""Edit a form. Each function returns a new form, which may be incomplete until `find_problems` finds nothing.

Typed text is cleaned here, and new parts get keys made of their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from msgspec.structs import replace

from tui_app.domain.errors import NotFound
from tui_app.domain.forms.form import FORM_KEY_LIMIT, Form, Option, Question, Scale, Section
from tui_app.domain.forms.question_kinds import QUESTION_KINDS
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.text_normalization import clean_line, folded

TextPlace = tuple[str, str, str]
"""Where a text of a form is: the kind of text, the key of its part, and the key of its option."""
FormPart = TypeVar("FormPart", Section, Question)

_TRANSLITERATION = str.maketrans({"æ": "ae", "ä": "a", "ø": "o", "ö": "o", "å": "a"})


def new_key(words: str, taken: Collection[str], otherwise: str = "part") -> str:
    """A new key of lower-case letters, digits and underscores, made of words.

    Args:
        words: words in any language.
        taken: keys that are in use.
        otherwise: what the key is made of if the words contain no suitable letters.
    """
    simplified = re.sub(r"[^a-z0-9]+", "_", folded(words).translate(_TRANSLITERATION)).strip("_")
    stem = simplified[:FORM_KEY_LIMIT].rstrip("_") or otherwise
    key, number = stem, 1
    while key in taken:
        number += 1
        suffix = f"_{number}"
        key = stem[: FORM_KEY_LIMIT - len(suffix)].rstrip("_") + suffix
    return key


def key_for(text: Translations, taken: Collection[str], otherwise: str) -> str:
    """A new key made of a text, in the first of the form languages if possible."""
    return new_key(in_language(text, FORM_LANGUAGES[0]), taken, otherwise)


def copy_form(form: Form, key: str, title: Translations | None = None) -> Form:
    """The same form with a key of its own, and optionally another title."""
    return replace(
        form, key=new_key(key, (), "form"), title=form.title if title is None else _clean_translations(title)
    )


def new_form(key: str, kind: ConversationKind, title: Translations, section: Section) -> Form:
    """A form with a first section and no questions. Its keys are made of the title and the given key."""
    return add_section(Form(new_key(key, (), "form"), kind, _clean_translations(title), ()), section)


def edit_form(form: Form, changed: Form) -> Form:
    """The form with another kind and title; key and sections stay the same."""
    return replace(form, kind=changed.kind, title=_clean_translations(changed.title))


def keep_languages(form: Form, languages: Collection[str]) -> Form:
    """The form with its texts in some languages only."""
    return map_texts(form, lambda _place, texts: {code: text for code, text in texts.items() if code in languages})


def map_texts(form: Form, change: Callable[[TextPlace, Translations], Translations]) -> Form:
    """The form with each text as `change` returns it, which is called with its place and its translations."""

    def in_question(item: Question) -> Question:
        options = (replace(one, text=change(("question", item.key, one.key), one.text)) for one in item.options)
        scale = item.scale and replace(
            item.scale,
            low_text=change(("low", item.key, ""), item.scale.low_text),
            high_text=change(("high", item.key, ""), item.scale.high_text),
        )
        text, hint = change(("question", item.key, ""), item.text), change(("hint", item.key, ""), item.hint)
        return replace(item, text=text, hint=hint, options=tuple(options), scale=scale)

    def in_section(item: Section) -> Section:
        title, hint = change(("section", item.key, ""), item.title), change(("help", item.key, ""), item.hint)
        return replace(item, title=title, hint=hint, questions=tuple(map(in_question, item.questions)))

    return replace(form, title=change(("form", "", ""), form.title), sections=tuple(map(in_section, form.sections)))


def add_section(form: Form, section: Section, after: str = "") -> Form:
    """The form with a new section after the one given, or at the end. Its key is made of its title.

    Args:
        form: the form.
        section: the new section; it may already have questions.
        after: key of the section that precedes it; "" adds it at the end.
    """
    key = key_for(section.title, [other.key for other in form.sections], "section")
    added = replace(
        section, key=key, title=_clean_translations(section.title), hint=_clean_translations(section.hint), questions=()
    )
    index = _section_index(form, after) + 1 if after else len(form.sections)
    result = replace(form, sections=(*form.sections[:index], added, *form.sections[index:]))
    for question in section.questions:
        result = add_question(result, key, question)
    return result


def edit_section(form: Form, changed: Section) -> Form:
    """The form with another title, duration and hint of the section with the same key. Its questions stay the same.

    Raises:
        NotFound: there is no such section.
    """
    index = _section_index(form, changed.key)
    title, hint = _clean_translations(changed.title), _clean_translations(changed.hint)
    section = replace(form.sections[index], title=title, minutes=changed.minutes, hint=hint)
    return _replace_section(form, index, section)


def move_section(form: Form, key: str, step: int) -> Form:
    """The form with a section moved up (-1) or down (+1). At either end it stays where it is.

    Raises:
        NotFound: there is no section with this key.
    """
    return replace(form, sections=_swapped(form.sections, _section_index(form, key), step))


def remove_section(form: Form, key: str) -> Form:
    """The form without a section and its questions.

    Raises:
        NotFound: there is no section with this key.
    """
    index = _section_index(form, key)
    return replace(form, sections=form.sections[:index] + form.sections[index + 1 :])


def add_question(form: Form, section_key: str, question: Question, after: str = "") -> Form:
    """The form with a new question in a section, after the one given or at the end. Its key is made of its text.

    Raises:
        NotFound: there is no such section, or it does not have the question given by `after`.
    """
    section_index = _section_index(form, section_key)
    section = form.sections[section_index]
    key = key_for(question.text, [other.key for other in form.questions], "question")
    index = _index_of(section.questions, after) + 1 if after else len(section.questions)
    added = _clean_question(replace(question, key=key))
    questions = (*section.questions[:index], added, *section.questions[index:])
    return _replace_section(form, section_index, replace(section, questions=questions))


def edit_question(form: Form, changed: Question) -> Form:
    """The form with another question under the same key.

    Options and a scale are dropped if its kind does not need them; options without a key get one.

    Raises:
        NotFound: there is no question with this key.
    """
    section_index, index = _question_index(form, changed.key)
    section = form.sections[section_index]
    questions = (*section.questions[:index], _clean_question(changed), *section.questions[index + 1 :])
    return _replace_section(form, section_index, replace(section, questions=questions))


def move_question(form: Form, key: str, step: int) -> Form:
    """The form with a question moved up (-1) or down (+1), across the end of its section into the next one.

    At either end of the form it stays where it is.

    Raises:
        NotFound: there is no question with this key.
    """
    section_index, index = _question_index(form, key)
    section = form.sections[section_index]
    if 0 <= index + step < len(section.questions):
        return _replace_section(
            form, section_index, replace(section, questions=_swapped(section.questions, index, step))
        )
    if not 0 <= section_index + step < len(form.sections):
        return form
    question, neighbour = section.questions[index], form.sections[section_index + step]
    rest = section.questions[:index] + section.questions[index + 1 :]
    joined = (question, *neighbour.questions) if step > 0 else (*neighbour.questions, question)
    without = _replace_section(form, section_index, replace(section, questions=rest))
    return _replace_section(without, section_index + step, replace(neighbour, questions=joined))


def remove_question(form: Form, key: str) -> Form:
    """The form without a question.

    Raises:
        NotFound: there is no question with this key.
    """
    section_index, index = _question_index(form, key)
    section = form.sections[section_index]
    rest = section.questions[:index] + section.questions[index + 1 :]
    return _replace_section(form, section_index, replace(section, questions=rest))


def _clean_translations(translations: Translations) -> Translations:
    cleaned = {code: clean_line(text) for code, text in translations.items()}
    return {code: text for code, text in cleaned.items() if text}


def _clean_question(question: Question) -> Question:
    rules = QUESTION_KINDS[question.kind]
    options: list[Option] = []
    for option in question.options if rules.needs_options else ():
        taken = [other.key for other in (*question.options, *options) if other is not option]
        key = option.key or key_for(option.text, taken, "option")
        options.append(Option(key, _clean_translations(option.text)))
    scale = question.scale if rules.needs_scale else None
    if scale:
        scale = Scale(scale.low, scale.high, _clean_translations(scale.low_text), _clean_translations(scale.high_text))
    text, hint = _clean_translations(question.text), _clean_translations(question.hint)
    return replace(question, text=text, hint=hint, options=tuple(options), scale=scale)


def _swapped(parts: tuple[FormPart, ...], index: int, step: int) -> tuple[FormPart, ...]:
    """The parts with one of them and its neighbour exchanged; the same parts if there is no neighbour on that side."""
    neighbour = index + step
    if not 0 <= neighbour < len(parts):
        return parts
    changed = list(parts)
    changed[index], changed[neighbour] = changed[neighbour], changed[index]
    return tuple(changed)


def _replace_section(form: Form, index: int, section: Section) -> Form:
    return replace(form, sections=(*form.sections[:index], section, *form.sections[index + 1 :]))


def _index_of(parts: Sequence[FormPart], key: str) -> int:
    for index, part in enumerate(parts):
        if part.key == key:
            return index
    raise NotFound(key=key)


def _section_index(form: Form, key: str) -> int:
    return _index_of(form.sections, key)


def _question_index(form: Form, key: str) -> tuple[int, int]:
    for section_index, section in enumerate(form.sections):
        for index, question in enumerate(section.questions):
            if question.key == key:
                return section_index, index
    raise NotFound(key=key)

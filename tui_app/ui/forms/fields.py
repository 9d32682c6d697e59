"""What is asked about a form, a section and a question, and how what was typed becomes a part of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui_app.domain.errors import InvalidInput
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Section
from tui_app.domain.forms.translations import Translations, in_language, language_order
from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.text_normalization import clean_line
from tui_app.text.conversations import labels
from tui_app.text.forms.labels import yes_or_no
from tui_app.text.i18n import _, format_message, language_name
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog

FormValues = Mapping[str, object]

DEFAULT_MINUTES = 10
"""What a new section begins with."""


class TemplateFormDialog(FormDialog):
    """A form about a part of a form, with room for long labels."""


def text_fields(key: str, label: str, there: Translations, languages: Sequence[str], **more: Any) -> list[FormField]:
    """A field for a text in each language; their labels name the language where there are several."""
    return [
        FormField(
            f"{key}_{code}",
            label
            if len(languages) == 1
            else format_message(_("$what ($language)"), what=label, language=language_name(code)),
            value=there.get(code, ""),
            **more,
        )
        for code in languages
    ]


def texts_by_language(values: FormValues, key: str) -> dict[str, str]:
    """What was typed into the fields of one text, by language; empty ones are left out."""
    start = f"{key}_"
    typed = {name.removeprefix(start): clean_line(str(text)) for name, text in values.items() if name.startswith(start)}
    return {code: text for code, text in typed.items() if text}


def required_texts(values: FormValues, key: str) -> dict[str, str]:
    """The text of this key, in at least one language.

    Raises:
        InvalidInput: it stands in none.
    """
    there = texts_by_language(values, key)
    if not there:
        raise InvalidInput({next(name for name in values if name.startswith(f"{key}_")): "missing"})
    return there


def whole_number(values: FormValues, key: str, least: int, most: int) -> int:
    """A whole number.

    Raises:
        InvalidInput: it is none, or too small or large.
    """
    typed = str(values[key]).strip().replace("−", "-")
    if not re.fullmatch(r"-?\d{1,6}", typed):
        raise InvalidInput({key: "not_a_number"})
    if not least <= int(typed) <= most:
        raise InvalidInput({key: "out_of_range"})
    return int(typed)


def yes_no_field(key: str, label: str, value: bool) -> FormField:
    """A field to choose yes or no."""
    return FormField(
        key, label, FieldKind.CHOICE, value, tuple((answer, yes_or_no(answer)) for answer in (False, True))
    )


def title_fields(form: Form, languages: Sequence[str]) -> list[FormField]:
    """What a copy is asked for."""
    return text_fields("title", _("Heading"), form.title, languages, required=True)


def parse_title(values: FormValues) -> Translations:
    """The title of a copy.

    Raises:
        InvalidInput: there is none.
    """
    return required_texts(values, "title")


def new_form_fields(language: str) -> list[FormField]:
    """What is asked for a form that is made from nothing; its texts are in one language at first."""
    return [
        *text_fields("title", _("Heading"), {}, [language], required=True),
        FormField("kind", _("Type"), FieldKind.CHOICE, ConversationKind.OTHER, _conversation_kind_options()),
        *text_fields("section", _("First section"), {}, [language], required=True),
        FormField("minutes", _("Time (minutes)"), value=str(DEFAULT_MINUTES), required=True),
    ]


def parse_new_form(values: FormValues) -> tuple[Translations, ConversationKind, Section]:
    """Title, kind and first section of a new form.

    Raises:
        InvalidInput: no title, no heading of the section, or minutes that are no number from 1 to 240.
    """
    kind = values["kind"]
    assert isinstance(kind, ConversationKind)
    title, section = required_texts(values, "title"), required_texts(values, "section")
    as_typed: dict[str, object] = {f"title_{code}": text for code, text in section.items()}
    return title, kind, parse_section(as_typed | {"minutes": values["minutes"]})


def form_fields(form: Form, languages: Sequence[str]) -> list[FormField]:
    """What is asked about a form as a whole."""
    offered = language_order({*FORM_LANGUAGES, *languages})
    return [
        *title_fields(form, languages),
        FormField("kind", _("Type"), FieldKind.CHOICE, form.kind, _conversation_kind_options()),
        *(
            yes_no_field(
                f"language_{code}", format_message(_("In $language"), language=language_name(code)), code in languages
            )
            for code in offered
        ),
        FormField("another", _("Add a language"), hint=_("language code, for example se")),
    ]


def apply_form_values(form: Form, values: FormValues) -> Form:
    """The form with what was typed about it as a whole; a new language begins with the title in another.

    Raises:
        InvalidInput: no title, no language, or a code that is none.
    """
    kind = values["kind"]
    assert isinstance(kind, ConversationKind)
    wanted = {name.removeprefix("language_") for name, yes in values.items() if name.startswith("language_") and yes}
    another = clean_line(str(values["another"]))
    if another and not re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?", another):
        raise InvalidInput({"another": "bad_language"})
    wanted |= {another} if another else set()
    if not wanted:
        raise InvalidInput({f"language_{FORM_LANGUAGES[0]}": "language_needed"})
    title = required_texts(values, "title")
    title |= {code: in_language(title, code) for code in wanted if code not in title}
    changed = editing.edit_form(form, replace(form, kind=kind, title=title))
    return editing.keep_languages(changed, wanted)


def _conversation_kind_options() -> tuple[tuple[object, str], ...]:
    return tuple((kind, _(labels.CONVERSATION_KIND_LABELS[kind])) for kind in ConversationKind)


def section_fields(section: Section | None, languages: Sequence[str]) -> list[FormField]:
    """What is asked about a section."""
    return [
        *text_fields("title", _("Heading"), section.title if section else {}, languages, required=True),
        FormField(
            "minutes", _("Time (minutes)"), value=str(section.minutes if section else DEFAULT_MINUTES), required=True
        ),
        *text_fields("hint", _("Help"), section.hint if section else {}, languages, hint=_("optional")),
    ]


def parse_section(values: FormValues, key: str = "") -> Section:
    """The section that was typed, without its questions.

    Raises:
        InvalidInput: no title, or minutes that are no number from 1 to 240.
    """
    from tui_app.domain.forms.template_models import MAX_SECTION_MINUTES

    title, minutes = required_texts(values, "title"), whole_number(values, "minutes", 1, MAX_SECTION_MINUTES)
    return Section(key, title, minutes, (), texts_by_language(values, "hint"))

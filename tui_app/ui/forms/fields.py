"""The fields of dialogs about a form and its sections, and what is made of their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual.content import Content

from tui_app.domain.errors import InvalidInput
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Section
from tui_app.domain.forms.translations import Translations, in_language, language_order
from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.text_normalization import clean_line
from tui_app.text.conversations.labels import CONVERSATION_KIND_LABELS
from tui_app.text.forms.labels import yes_or_no
from tui_app.text.i18n import _, format_message, language_name
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog, SubmitForm

if TYPE_CHECKING:
    from tui_app.domain.form_drafts import FormDraftKey
    from tui_app.ui.context import AppContext

FormValues = Mapping[str, object]
"""What was typed, by the keys of the fields."""
DEFAULT_MINUTES = 10
"""The time of a new section."""
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?")


async def show_part_form(
    ctx: AppContext,
    title: str,
    fields: Sequence[FormField],
    submit: SubmitForm,
    about: Content | None = None,
    *,
    submit_label: str = "",
    draft_key: FormDraftKey | None = None,
    dialog: type[FormDialog] = FormDialog,
) -> None:
    """Show a dialog about a part of a form; like `show_form`, but with space for long labels.

    Args:
        submit_label: names what the dialog does; by default that it saves.
        dialog: the dialog to show.
    """
    shown = dialog(plain(title), fields, submit, about, None, draft_key, submit_label)
    shown.add_class("wide-labels")
    await ctx.ask(shown)


def text_fields(key: str, label: str, texts: Translations, languages: Sequence[str], **more: Any) -> list[FormField]:
    """A field for a text in each language. If there are several, the labels name the language.

    Args:
        key: the start of the fields' keys.
        label: the label without the language.
        texts: the texts as they are now.
        languages: the languages.
        more: further arguments for each field.
    """
    return [
        FormField(
            f"{key}_{code}",
            label
            if len(languages) == 1
            else format_message(_("$what ($language)"), what=label, language=language_name(code)),
            value=texts.get(code, ""),
            **more,
        )
        for code in languages
    ]


def texts_by_language(values: FormValues, key: str) -> dict[str, str]:
    """The text that was typed in each language, without empty ones."""
    prefix = f"{key}_"
    typed = {
        name.removeprefix(prefix): clean_line(str(text)) for name, text in values.items() if name.startswith(prefix)
    }
    return {code: text for code, text in typed.items() if text}


def required_texts(values: FormValues, key: str) -> dict[str, str]:
    """The text that was typed in each language.

    Raises:
        InvalidInput: it is empty in all languages.
    """
    texts = texts_by_language(values, key)
    if not texts:
        raise InvalidInput({next(name for name in values if name.startswith(f"{key}_")): "missing"})
    return texts


def minutes_field(minutes: int) -> FormField:
    """The field for the time that a section takes."""

    def echo(typed: str) -> str:
        from tui_app.domain.forms.template_models import MAX_SECTION_MINUTES

        whole_number({"minutes": typed}, "minutes", 1, MAX_SECTION_MINUTES)
        return ""

    return FormField("minutes", _("Time (minutes)"), value=str(minutes), echo=echo, required=True)


def whole_number(values: FormValues, key: str, minimum: int, maximum: int) -> int:
    """The whole number that was typed.

    Raises:
        InvalidInput: it is no number, or outside the limits.
    """
    typed = str(values[key]).strip().replace("−", "-")
    if not re.fullmatch(r"-?\d{1,6}", typed):
        raise InvalidInput({key: "not_a_number"})
    if not minimum <= int(typed) <= maximum:
        raise InvalidInput({key: "out_of_range"})
    return int(typed)


def yes_no_field(key: str, label: str, value: bool) -> FormField:
    """A field to choose yes or no."""
    options = tuple((answer, yes_or_no(answer)) for answer in (False, True))
    return FormField(key, label, FieldKind.CHOICE, value, options)


def _kind_field(kind: ConversationKind) -> FormField:
    options = tuple((one, _(CONVERSATION_KIND_LABELS[one])) for one in ConversationKind)
    return FormField("kind", _("Type"), FieldKind.CHOICE, kind, options)


def title_fields(form: Form, languages: Sequence[str]) -> list[FormField]:
    """The fields for the title of a form."""
    return text_fields("title", _("Heading"), form.title, languages, required=True)


def parse_title(values: FormValues) -> Translations:
    """The title that was typed.

    Raises:
        InvalidInput: there is none.
    """
    return required_texts(values, "title")


def new_form_fields(language: str) -> list[FormField]:
    """The fields for a new form and its first section, in one language."""
    return [
        *text_fields("title", _("Heading"), {}, [language], required=True),
        _kind_field(ConversationKind.OTHER),
        *text_fields("section", _("First section"), {}, [language], required=True),
        minutes_field(DEFAULT_MINUTES),
    ]


def parse_new_form(values: FormValues) -> tuple[Translations, ConversationKind, Section]:
    """The title, the kind and the first section of a new form.

    Raises:
        InvalidInput: a title is missing, or the minutes are no number within the limits.
    """
    kind = values["kind"]
    assert isinstance(kind, ConversationKind)
    title, section_title = required_texts(values, "title"), required_texts(values, "section")
    section_values: dict[str, object] = {f"title_{code}": text for code, text in section_title.items()}
    return title, kind, parse_section(section_values | {"minutes": values["minutes"]})


def form_fields(form: Form, languages: Sequence[str]) -> list[FormField]:
    """The fields for a form as a whole: title, kind and languages."""
    language_fields = [
        yes_no_field(
            f"language_{code}", format_message(_("In $language"), language=language_name(code)), code in languages
        )
        for code in language_order({*FORM_LANGUAGES, *languages})
    ]
    return [
        *title_fields(form, languages),
        _kind_field(form.kind),
        *language_fields,
        FormField("another", _("Add a language"), hint=_("language code, for example se")),
    ]


def apply_form_values(form: Form, values: FormValues) -> Form:
    """The form with another title, kind and languages. In a new language, the title is copied from another one.

    Raises:
        InvalidInput: there is no title or no language, or a language code is wrong.
    """
    kind = values["kind"]
    assert isinstance(kind, ConversationKind)
    chosen = {name.removeprefix("language_") for name, yes in values.items() if name.startswith("language_") and yes}
    another = clean_line(str(values["another"]))
    if another and not LANGUAGE_CODE.fullmatch(another):
        raise InvalidInput({"another": "bad_language"})
    chosen |= {another} if another else set()
    if not chosen:
        raise InvalidInput({f"language_{FORM_LANGUAGES[0]}": "language_needed"})
    title = required_texts(values, "title")
    title |= {code: in_language(title, code) for code in chosen if code not in title}
    changed = editing.edit_form(form, replace(form, kind=kind, title=title))
    return editing.keep_languages(changed, chosen)


def section_fields(section: Section | None, languages: Sequence[str]) -> list[FormField]:
    """The fields for a section; None for a new one."""
    return [
        *text_fields("title", _("Heading"), section.title if section else {}, languages, required=True),
        minutes_field(section.minutes if section else DEFAULT_MINUTES),
        *text_fields("hint", _("Help"), section.hint if section else {}, languages, hint=_("optional")),
    ]


def parse_section(values: FormValues, key: str = "") -> Section:
    """The section that was typed, without questions.

    Raises:
        InvalidInput: there is no title, or the minutes are no number within the limits.
    """
    from tui_app.domain.forms.template_models import MAX_SECTION_MINUTES

    title, minutes = required_texts(values, "title"), whole_number(values, "minutes", 1, MAX_SECTION_MINUTES)
    return Section(key, title, minutes, (), texts_by_language(values, "hint"))

"""Describes a part of a form: its problems, how it will look, and its translations."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.content import Content

from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.domain.practice.form_questions import Looks
from tui_app.text.conversations.labels import CONVERSATION_KIND_LABELS
from tui_app.text.forms.labels import ANSWERER_LABELS, all_form_languages, form_part_label, form_problem_message
from tui_app.text.forms.question_kinds import QUESTION_KIND_TEXTS
from tui_app.text.i18n import _, current_language, format_message, language_name, language_names, ngettext
from tui_app.text.practice.looks import looks_text
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.forms.outline import OutlinePart, QuestionPart, SectionPart, part_with_problem, question_texts
from tui_app.ui.widgets.fields.question_kinds import answer_preview


def describe_part(
    form: Form, part: OutlinePart, problems: Collection[TemplateProblem], looks: Mapping[str, Looks]
) -> Content:
    """Describe a part of a form; a part that is gone is described as the whole form.

    Args:
        form: the form.
        part: the part.
        problems: the problems of the form.
        looks: how its questions look, by their key.
    """
    languages = all_form_languages(form)
    problem_lines = [
        plain("! " + ": ".join(filter(None, (form_part_label(one), form_problem_message(one)))), content.WARNING)
        for one in problems
        if part_with_problem(form, one) == part and one.code != "language_missing"
    ]
    if problem_lines:
        problem_lines.append(plain(""))
    return Content("\n").join([*problem_lines, *_describe(form, part, languages, looks)])


def _describe(form: Form, part: OutlinePart, languages: Collection[str], looks: Mapping[str, Looks]) -> list[Content]:
    if isinstance(part, QuestionPart) and (question := form.question(part.key)):
        return _describe_question(question, languages, looks.get(part.key, {}))
    if isinstance(part, SectionPart):
        for section in form.sections:
            if section.key == part.key:
                return _describe_section(section, languages)
    return _describe_form(form, languages)


def _describe_form(form: Form, languages: Collection[str]) -> list[Content]:
    return [
        plain(in_language(form.title, current_language()) or "–", "bold"),
        plain(""),
        plain(_(CONVERSATION_KIND_LABELS[form.kind])),
        _length(form.minutes, len(form.questions)),
        plain(language_names(tuple(languages))),
        *_translations([form.title], languages),
    ]


def _describe_section(section: Section, languages: Collection[str]) -> list[Content]:
    lines = [plain(in_language(section.title, current_language()) or "–", "bold")]
    if hint := in_language(section.hint, current_language()):
        lines.append(plain(hint, content.MUTED))
    lines.append(_length(section.minutes, len(section.questions)))
    return lines + _translations([section.title, section.hint], languages)


def _length(minutes: int, count: int) -> Content:
    questions = format_message(ngettext("$count question", "$count questions", count), count=count)
    return plain(format_message(_("$minutes min · $questions"), minutes=minutes, questions=questions))


def _describe_question(question: Question, languages: Collection[str], looks: Looks) -> list[Content]:
    text = in_language(question.text, current_language())
    lines = [plain(text or "–", "bold") + plain(" *" if question.required else "", content.WARNING)]
    if hint := in_language(question.hint, current_language()):
        lines.append(plain(hint, content.MUTED))
    if looks:
        lines.append(plain(looks_text(looks, len(question.text)), f"italic {content.WARNING}"))
    lines += [plain(""), *answer_preview(question), plain("")]
    facts = [
        _(QUESTION_KIND_TEXTS[question.kind].label),
        format_message(_("answered by: $who"), who=_(ANSWERER_LABELS[question.who])),
    ]
    if question.required:
        facts.append(_("required"))
    lines.append(plain(" · ".join(facts), content.ACCENT))
    return lines + _translations(question_texts(question), languages)


def _translations(texts: Collection[Translations], languages: Collection[str]) -> list[Content]:
    """What is not translated yet, then the texts in the languages that are not in use on the screen."""
    missing: list[Content] = []
    lines: list[Content] = []
    shown_texts = [in_language(text, current_language()) for text in texts]
    for code in languages:
        for text, shown in zip(texts, shown_texts, strict=True):
            if text and not text.get(code):
                message = _("Not in $language yet: “$text”")
                message = format_message(message, language=language_name(code), text=shown)
                missing.append(plain(f"! {message}", content.WARNING))
        translated = [text[code] for text in texts if text.get(code)]
        if translated and translated != [shown for shown in shown_texts if shown]:
            lines += [plain(""), plain(language_name(code), f"bold {content.MUTED}")]
            lines += [plain(text, content.MUTED) for text in translated]
    return missing + lines

"""The form that a conversation was planned with."""

from __future__ import annotations

from collections.abc import Iterable

from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.errors import DomainError, NotFound
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.one_language import form_in
from tui_app.domain.records.conversation import Conversation
from tui_app.storage.forms import templates


def form_of(conversation: Conversation) -> Form:
    """The form of a conversation, in its language if one was chosen. Call it inside a reading or writing scope.

    Raises:
        DomainError: `no_form`: it has none.
    """
    found = templates.get(conversation.template_id) if conversation.template_id else None
    if found is None:
        raise DomainError("no_form")
    return form_in(found[1], conversation.language) if conversation.language else found[1]


def preparation_form_of(conversation: Conversation) -> Form:
    """The form of a conversation as people prepare with it, with the field for the questions an employee wishes for.

    Call it inside a reading or writing scope.

    Raises:
        DomainError: `no_form`: it has none.
    """
    return with_wished_questions(form_of(conversation))


def check_sections(conversation: Conversation, sections: Iterable[str]) -> None:
    """Check that the form of a conversation has these sections. Call it inside a reading or writing scope.

    Raises:
        NotFound: it has no such section.
        DomainError: `no_form`.
    """
    if not {one.key for one in form_of(conversation).sections}.issuperset(sections):
        raise NotFound()

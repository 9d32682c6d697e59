"""The organisation's forms: those in use, the ones shipped with the program, and their versions from draft to retired.

A version is changed only while it is a draft. Publishing retires the one that was in use before; conversations keep
the version that they were planned with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed, NotFound
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Section
from tui_app.domain.forms.template_file import find_problems
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.forms.translations import Translations
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template, TemplateState
from tui_app.services.change_stamp import change_stamp
from tui_app.storage.database import reading, writing
from tui_app.storage.forms import templates
from tui_app.storage.history import history, recording
from tui_app.storage.history.recording import ChangeStamp

TemplateWithForm = tuple[Template, Form]
"""One version of a form: where it stands, and the form itself."""


def published(viewer: Viewer, now: datetime) -> tuple[Template, ...]:
    """The forms with which a conversation can be planned."""
    with reading(viewer):
        return templates.published_forms()


def install_shipped(viewer: Viewer, now: datetime, shipped: Sequence[Form]) -> tuple[Template, ...]:
    """Publish the shipped forms where the organisation has none at all yet; the forms in use."""
    with writing(viewer):
        if not templates.has_any():
            done = change_stamp(viewer, now)
            for form in shipped:
                _record_step(templates.add(form, 1, TemplateState.PUBLISHED, now), "", TemplateState.PUBLISHED, done)
        return templates.published_forms()


def all_versions(viewer: Viewer, now: datetime) -> tuple[TemplateWithForm, ...]:
    """Every version of every form; by key, the newest first.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return templates.all_with_forms()


def get(viewer: Viewer, now: datetime, template_id: int) -> TemplateWithForm:
    """One version of a form; published ones are there for everybody to read.

    Raises:
        NotFound: there is none of this id.
        NotAllowed: it is not published, and the viewer is no administrator.
    """
    with reading(viewer):
        template, form = _get(template_id)
    if template.state is not TemplateState.PUBLISHED:
        _require_administrator(viewer)
    return template, form


def start_draft(viewer: Viewer, now: datetime, template_id: int) -> Template:
    """Begin the next version of a form as a draft, with the questions of this version.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `draft_exists`; a form has one draft at a time.
    """
    _require_administrator(viewer)
    with writing(viewer):
        return _add_draft(_get(template_id)[1], viewer, now)


def copy(viewer: Viewer, now: datetime, template_id: int, title: Translations) -> Template:
    """Begin a form of its own as a draft, with the questions of this version and another title.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
    """
    _require_administrator(viewer)
    with writing(viewer):
        form = _get(template_id)[1]
        key = editing.key_for(title, templates.keys(), "form")
        return _add_draft(editing.copy_form(form, key, title), viewer, now)


def create(viewer: Viewer, now: datetime, title: Translations, kind: ConversationKind, section: Section) -> Template:
    """Begin a form of its own as a draft, with a first section and no questions yet.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with writing(viewer):
        key = editing.key_for(title, templates.keys(), "form")
        return _add_draft(editing.new_form(key, kind, title, section), viewer, now)


def import_form(viewer: Viewer, now: datetime, form: Form) -> Template:
    """Take a form in as a draft: a new one, or the next version where its key is known.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `draft_exists`; a form has one draft at a time.
    """
    _require_administrator(viewer)
    with writing(viewer):
        return _add_draft(form, viewer, now)


def save(viewer: Viewer, now: datetime, template_id: int, version: int, form: Form) -> Template:
    """Store a changed draft; it may be incomplete.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version, or one of a form with another key.
        DomainError: `form_not_a_draft`, when it is published or retired: then it never changes.
        ConflictError: somebody changed it since `version` was seen; `current` is a `TemplateWithForm`.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, _form = _get_draft(template_id)
        if form.key != template.key:
            raise NotFound(id=template_id)  # the draft was removed, and another has its id
        if not templates.update(_at_version(template, version), {}, form):
            raise _conflict(template_id)
        if history.last_changed_by(ChangeSubject.TEMPLATE, template_id) != viewer.name:
            _record_step(template_id, TemplateState.DRAFT, TemplateState.DRAFT, change_stamp(viewer, now))
        return _get(template_id)[0]


def publish(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Put a draft in use; the version of the form that was in use before is retired.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_a_draft`.
        TemplateWrong: with everything that keeps it from being published.
        ConflictError: somebody changed it since `version` was seen.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, form = _get_draft(template_id)
        wrong = find_problems(form)
        if wrong:
            raise InvalidTemplate(wrong)
        done = change_stamp(viewer, now)
        for older in templates.published_forms():
            if older.key == template.key:
                _set_state(older, TemplateState.RETIRED, done)
        return _set_state(_at_version(template, version), TemplateState.PUBLISHED, done, published_at=now)


def retire(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Take a published form out of use; conversations that have it keep it.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_in_use`.
        ConflictError: somebody changed it since `version` was seen.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, _form = _get(template_id)
        if template.state is not TemplateState.PUBLISHED:
            raise DomainError("form_not_in_use")
        return _set_state(_at_version(template, version), TemplateState.RETIRED, change_stamp(viewer, now))


def remove_draft(viewer: Viewer, now: datetime, template_id: int, version: int) -> None:
    """Remove a draft for good.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_a_draft`.
        ConflictError: somebody changed it since `version` was seen.
    """
    _require_administrator(viewer)
    with writing(viewer):
        template, _form = _get_draft(template_id)
        if not templates.delete_draft(_at_version(template, version)):
            raise _conflict(template_id)
        _record_step(template_id, TemplateState.DRAFT, "", change_stamp(viewer, now))


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_templates(viewer):
        raise NotAllowed()


def _get(template_id: int) -> TemplateWithForm:
    found = templates.get(template_id)
    if found is None:
        raise NotFound(id=template_id)
    return found


def _get_draft(template_id: int) -> TemplateWithForm:
    found = _get(template_id)
    if found[0].state is not TemplateState.DRAFT:
        raise DomainError("form_not_a_draft")
    return found


def _at_version(template: Template, version: int) -> Template:
    """The record as the viewer saw it: storage changes it only if it still is that one."""
    return replace(template, version=version)


def _conflict(template_id: int) -> ConflictError:
    return ConflictError(_get(template_id), history.last_changed_by(ChangeSubject.TEMPLATE, template_id))


def _add_draft(form: Form, viewer: Viewer, now: datetime) -> Template:
    newest = templates.newest_version(form.key)
    if newest is not None and newest.state is TemplateState.DRAFT:
        raise DomainError("draft_exists")
    try:
        new = templates.add(form, newest.number + 1 if newest else 1, TemplateState.DRAFT)
    except templates.VersionNumberTaken as error:
        raise DomainError("draft_exists") from error  # begun on another terminal at the same moment
    _record_step(new, "", TemplateState.DRAFT, change_stamp(viewer, now))
    return _get(new)[0]


def _set_state(seen: Template, state: TemplateState, done: ChangeStamp, **more: object) -> Template:
    if not templates.update(seen, {"state": state, **more}):
        raise _conflict(seen.id)
    _record_step(seen.id, seen.state, state, done)
    return _get(seen.id)[0]


def _record_step(template_id: int, before: object, after: object, done: ChangeStamp) -> None:
    """Forms belong to nobody's page: the history names the person who acted."""
    recording.record_step(ChangeSubject.TEMPLATE, template_id, done.by_id, before, after, done)

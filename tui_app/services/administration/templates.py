"""The organisation's forms (templates) and their versions, from draft to published to retired.

Only drafts can be edited. Publishing a version retires the published version before it; conversations keep the
version they were planned with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.errors import ConflictError, DomainError, NotFound
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Section
from tui_app.domain.forms.set_aside import all_languages, turn_languages
from tui_app.domain.forms.template_file import find_problems
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.forms.translations import Translations
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template, TemplateState
from tui_app.services.authorize import require
from tui_app.services.change_stamp import change_stamp
from tui_app.storage.database import reading, writing
from tui_app.storage.forms import templates
from tui_app.storage.history import history, recording
from tui_app.storage.history.recording import ChangeStamp

TemplateWithForm = tuple[Template, Form]
"""One version of a form: its record, and the form itself."""


def published(viewer: Viewer, now: datetime) -> tuple[Template, ...]:
    """The forms that conversations can be planned with."""
    with reading(viewer):
        return templates.published_forms()


def install_shipped(viewer: Viewer, now: datetime, shipped: Sequence[Form]) -> tuple[Template, ...]:
    """Publish the forms shipped with the program, if the organisation has no forms at all; the published forms."""
    with writing(viewer):
        if not templates.has_any():
            stamp = change_stamp(viewer, now)
            for form in shipped:
                _record_step(templates.add(form, 1, TemplateState.PUBLISHED, now), "", TemplateState.PUBLISHED, stamp)
        return templates.published_forms()


def all_versions(viewer: Viewer, now: datetime) -> tuple[TemplateWithForm, ...]:
    """Every version of every form, by key, the newest first.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_templates(viewer))
    with reading(viewer):
        return templates.all_with_forms()


def get(viewer: Viewer, now: datetime, template_id: int) -> TemplateWithForm:
    """One version of a form. Everybody may read published versions.

    Raises:
        NotFound: no such version.
        NotAllowed: it is not published, and the viewer is not an administrator.
    """
    with reading(viewer):
        template, form = _get(template_id)
    if template.state is not TemplateState.PUBLISHED:
        require(access.manages_templates(viewer))
    return template, form


def start_draft(viewer: Viewer, now: datetime, template_id: int) -> Template:
    """Create the next version of a form as a draft, with the questions of this version.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `draft_exists`: a form can have only one draft.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        return _add_draft(_get(template_id)[1], viewer, now)


def copy(viewer: Viewer, now: datetime, template_id: int, title: Translations) -> Template:
    """Create a new form as a draft, with the questions of this version and another title.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        form = _get(template_id)[1]
        key = editing.key_for(title, templates.keys(), "form")
        return _add_draft(editing.copy_form(form, key, title), viewer, now)


def create(viewer: Viewer, now: datetime, title: Translations, kind: ConversationKind, section: Section) -> Template:
    """Create a new form as a draft, with one section and no questions yet.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        key = editing.key_for(title, templates.keys(), "form")
        return _add_draft(editing.new_form(key, kind, title, section), viewer, now)


def import_form(viewer: Viewer, now: datetime, form: Form) -> Template:
    """Import a form as a draft: a new form, or the next version if its key is known.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `draft_exists`: a form can have only one draft.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        return _add_draft(form, viewer, now)


def save(viewer: Viewer, now: datetime, template_id: int, version: int, form: Form) -> Template:
    """Save an edited draft; it may be incomplete.

    Texts in a language that it no longer has are kept until it is published, and come back with the language.

    Raises:
        NotAllowed, NotFound: not an administrator, no such version, or it belongs to a form with another key.
        DomainError: `form_not_a_draft`: it is published or retired, and can no longer change.
        ConflictError: somebody has changed it since `version`; `current` is a `TemplateWithForm`.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        template, stored = _get_draft(template_id)
        if form.key != template.key:
            raise NotFound(id=template_id)  # the draft was removed, and another has its id
        form, values = _with_languages(template_id, stored, form)
        if not templates.update(_at_version(template, version), values, form):
            raise _conflict(template_id)
        if history.last_changed_by(ChangeSubject.TEMPLATE, template_id) != viewer.name:
            _record_step(template_id, TemplateState.DRAFT, TemplateState.DRAFT, change_stamp(viewer, now))
        return _get(template_id)[0]


def publish(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Publish a draft, and retire the version of the form that was published before.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_a_draft`.
        InvalidTemplate: with everything that keeps it from being published.
        ConflictError: somebody has changed it since `version`.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        template, form = _get_draft(template_id)
        problems = find_problems(form)
        if problems:
            raise InvalidTemplate(problems)
        stamp = change_stamp(viewer, now)
        for older in templates.published_forms():
            if older.key == template.key:
                _set_state(older, TemplateState.RETIRED, stamp)
        return _set_state(
            _at_version(template, version), TemplateState.PUBLISHED, stamp, published_at=now, set_aside=""
        )


def is_unchanged(viewer: Viewer, now: datetime, template_id: int) -> bool:
    """True if a version says what the version in use says.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
    """
    require(access.manages_templates(viewer))
    with reading(viewer):
        template, form = _get(template_id)
        in_use = (one for one in templates.published_forms() if one.key == template.key and one.id != template_id)
        return any(_get(one.id)[1] == form for one in in_use)


def retire(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Retire a published form; conversations planned with it keep it.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_in_use`.
        ConflictError: somebody has changed it since `version`.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        template, _form = _get(template_id)
        if template.state is not TemplateState.PUBLISHED:
            raise DomainError("form_not_in_use")
        return _set_state(_at_version(template, version), TemplateState.RETIRED, change_stamp(viewer, now))


def bring_back(viewer: Viewer, now: datetime, template_id: int, version: int) -> Template:
    """Publish a retired version again, and retire the version of the form that is published now.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_retired`.
        InvalidTemplate: it has problems by the rules of today.
        ConflictError: somebody has changed it since `version`.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        template, form = _get(template_id)
        if template.state is not TemplateState.RETIRED:
            raise DomainError("form_not_retired")
        if problems := find_problems(form):
            raise InvalidTemplate(problems)
        stamp = change_stamp(viewer, now)
        for other in templates.published_forms():
            if other.key == template.key:
                _set_state(other, TemplateState.RETIRED, stamp)
        return _set_state(_at_version(template, version), TemplateState.PUBLISHED, stamp)


def remove_draft(viewer: Viewer, now: datetime, template_id: int, version: int) -> None:
    """Delete a draft.

    Raises:
        NotAllowed, NotFound: not an administrator, or no such version.
        DomainError: `form_not_a_draft`.
        ConflictError: somebody has changed it since `version`.
    """
    require(access.manages_templates(viewer))
    with writing(viewer):
        template, _form = _get_draft(template_id)
        if not templates.delete_draft(_at_version(template, version)):
            raise _conflict(template_id)
        _record_step(template_id, TemplateState.DRAFT, "", change_stamp(viewer, now))


def _with_languages(template_id: int, before: Form, after: Form) -> tuple[Form, dict[str, object]]:
    """The changed form with the texts of languages that it has again, and the columns to store with it."""
    if all_languages(before) == all_languages(after):
        return after, {}
    form, kept = turn_languages(before, after, templates.set_aside(template_id))
    return form, templates.set_aside_column(kept)


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
    """The record at the version that the viewer saw; storage changes it only if it is still at that version."""
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
        raise DomainError("draft_exists") from error  # created at another terminal at the same moment
    _record_step(new, "", TemplateState.DRAFT, change_stamp(viewer, now))
    return _get(new)[0]


def _set_state(template: Template, state: TemplateState, stamp: ChangeStamp, **values: object) -> Template:
    if not templates.update(template, {"state": state, **values}):
        raise _conflict(template.id)
    _record_step(template.id, template.state, state, stamp)
    return _get(template.id)[0]


def _record_step(template_id: int, before: object, after: object, stamp: ChangeStamp) -> None:
    """Add a step to the history. A form belongs to nobody's page, so the entry is filed under the person who acted."""
    recording.record_step(ChangeSubject.TEMPLATE, template_id, stamp.by_id, before, after, stamp)

"""How the tests read and change the organisation's forms."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from tests.domain.forms.sample_forms import both
from tests.services.sample_conversations import FORM
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import TemplateState
from tui_app.services.administration import templates


def states(viewer: Viewer, now: datetime, key: str = FORM.key) -> list[tuple[int, TemplateState]]:
    """Number and state of each version of a form, the newest first."""
    return [(one.number, one.state) for one, _form in templates.all_versions(viewer, now) if one.key == key]


def with_title(form: Form, title: str) -> Form:
    return editing.edit_form(form, replace(form, title=both(title)))

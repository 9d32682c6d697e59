"""Pages, steps and fields of a conversation are values; their spelling in the database stays as it is."""

from __future__ import annotations

import pytest

from tui_app.domain.conversations.steps import AvailableStep
from tui_app.domain.records.conversation import RemarkKind
from tui_app.text.conversations.view import STEP_LABELS
from tui_app.ui.conversations.view.field_key import STATEMENT_FIELD, FieldKey, WritingKind
from tui_app.ui.conversations.view.steps.flows import STEP_FLOWS


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (FieldKey(WritingKind.MINUTES, "work"), "m-work"),
        (FieldKey(WritingKind.COMMENT, "work"), "c-work"),
        (FieldKey(WritingKind.COMMENT, ""), "c-"),
        (FieldKey(WritingKind.ANSWER, "proud"), "q-proud"),
        (STATEMENT_FIELD, RemarkKind.STATEMENT.place_key),
    ],
)
def test_a_field_keeps_its_stored_name(field: FieldKey, name: str) -> None:
    assert field.stored_name == field.widget_id == name


def test_every_step_has_a_label_and_a_flow() -> None:
    assert STEP_FLOWS.keys() == STEP_LABELS.keys() == set(AvailableStep)

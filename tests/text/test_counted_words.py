"""Words that depend on a number read naturally for none, one and two."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tui_app.domain.records.action import Action
from tui_app.domain.retention import RetentionKind
from tui_app.text.actions import due_moves_text
from tui_app.text.administration.retention import due_for_erasure_text
from tui_app.text.i18n import using_language

ACTION = Action(1, 1, "Ola Hansen", "Ring", 1, "Ola Hansen", date(2026, 12, 3), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("", "(moved once)", "(moved twice)", "(moved 3 times)")),
        ("nb", ("", "(flyttet én gang)", "(flyttet to ganger)", "(flyttet 3 ganger)")),
        ("nn", ("", "(flytta éin gong)", "(flytta to gonger)", "(flytta 3 gonger)")),
    ],
)
def test_how_often_a_due_date_was_moved(language: str, words: tuple[str, ...]) -> None:
    with using_language(language):
        assert tuple(due_moves_text(replace(ACTION, moved=times)) for times in range(4)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Nothing is due for erasure.", "1 item due for erasure", "2 items due for erasure")),
        ("nb", ("Ingenting skal slettes nå.", "1 ting skal slettes", "2 ting skal slettes")),
        ("nn", ("Ingenting skal slettast no.", "1 ting skal slettast", "2 ting skal slettast")),
    ],
)
def test_how_much_is_due_for_erasure(language: str, words: tuple[str, ...]) -> None:
    kind = next(iter(RetentionKind))
    with using_language(language):
        assert tuple(due_for_erasure_text({kind: number}) for number in range(3)) == words

"""What an error says."""

from __future__ import annotations

import pytest

from tui_app.domain.errors import StorageError
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.text.errors import ERROR_MESSAGES, error_message
from tui_app.text.i18n import _, using_language


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("values", [{}, {"path": ""}], ids=["none", "empty"])
def test_a_place_that_nobody_knows_is_left_out(language: str, values: dict[str, object]) -> None:
    with using_language(language):
        for code, text in ERROR_MESSAGES.items():
            if ": $path" in text:
                first = error_message(StorageError(code, **values)).splitlines()[0]
                assert first.endswith("."), first
                assert _("unknown") not in first or "$" in text.splitlines()[0].replace("$path", "")


def test_a_place_that_is_known_is_said() -> None:
    with using_language("en"):
        assert (
            error_message(StorageError("read_only", path="/data/samtale.db"))
            .splitlines()[0]
            .endswith("/data/samtale.db")
        )
        assert error_message(StorageError("read_only")).startswith("The database is read-only here.\n")

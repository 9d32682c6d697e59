"""What tests of the command share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.computer import Computer, set_up


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer on which Kari has started Samtale once."""
    return set_up(tmp_path)

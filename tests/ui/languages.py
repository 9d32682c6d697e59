"""In which languages a test runs whose subject is what happens, not what is written."""

from __future__ import annotations

import pytest

ONE_QUICKLY = ["nb", *(pytest.param(language, marks=pytest.mark.slow) for language in ("en", "nn"))]
"""One language with the fast tests; the others, which go the same way, with the slow ones."""

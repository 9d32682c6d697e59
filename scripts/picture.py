"""Make the README's picture of the Team screen from the demonstration team."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from tui_app import environment
from tui_app.files.settings import Settings
from tui_app.text.i18n import set_language
from tui_app.ui.app import SamtaleApp
from tui_app.wiring import build_demo_app

TARGET = Path(__file__).resolve().parent.parent / "docs" / "team.svg"
DAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A fixed day, so that the same program makes the same picture."""


async def main() -> None:
    """Open the demonstration, go to the second person, and draw what stands there."""
    set_language("nb")
    environment.now = lambda: DAY  # type: ignore[assignment]
    with build_demo_app(Settings(language="nb"), "nb") as parts:
        parts.is_demo = False
        app = SamtaleApp(parts)
        async with app.run_test(size=(124, 22)) as pilot:
            await asyncio.sleep(1)
            await pilot.press("down")
            await pilot.pause()
            TARGET.parent.mkdir(exist_ok=True)
            TARGET.write_text(app.export_screenshot(title="Samtale"), encoding="utf-8")
    print(TARGET)


if __name__ == "__main__":
    asyncio.run(main())

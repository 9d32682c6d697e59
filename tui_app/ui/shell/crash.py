"""What is kept of a crash: where in our code it happened, and nothing that anybody wrote."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from traceback import extract_tb


def write_crash(path: Path, reference: str, at: datetime, error: BaseException | None) -> str:
    """Append a crash to a private file: kind and lines of code, no values and no message (it may quote a note).

    Returns:
        The file's path, or nothing when it could not be written.
    """
    lines = [f"{at:%Y-%m-%d %H:%M:%S%z} {reference} {type(error).__name__}"]
    lines += [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__ if error else None)
    ]
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return ""
    return str(path)

"""Keeps what people write: autosave, form drafts, conflicts, and texts that could not be saved."""

"""The organisation's conversation forms: list, preview and editor."""

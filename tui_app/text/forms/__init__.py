"""The organisation's conversation forms in words."""

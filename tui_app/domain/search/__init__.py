"""How what somebody types in a search is compared with names and texts."""

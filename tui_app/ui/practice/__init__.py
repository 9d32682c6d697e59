"""Practice: the list of formats, and a screen for each."""

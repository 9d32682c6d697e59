"""Keys that a person has changed: what can be changed, and what is wrong with a change."""

"""The commands that import data from other programs."""

"""The file of the demonstration team."""

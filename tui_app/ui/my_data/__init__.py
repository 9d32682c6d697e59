"""The My data screen."""

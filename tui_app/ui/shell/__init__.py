"""What surrounds every screen: start and end, lock, undo, palette, help, settings and news."""

"""What goes out to people in words: reminder letters and published calendars."""

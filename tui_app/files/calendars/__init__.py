"""Calendar files (iCalendar, RFC 5545)."""

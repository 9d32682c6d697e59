"""Rules for maintenance: health checks, and reports about a database's integrity."""

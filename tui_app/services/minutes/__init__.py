"""Minutes: written by the employee, submitted, commented, signed and amended."""

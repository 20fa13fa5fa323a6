"""The house changes: its hours, closures and tables, and who is hit by it."""

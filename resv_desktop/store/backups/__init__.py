"""Backups of the book: saved at one instant into one file, and brought back from it."""

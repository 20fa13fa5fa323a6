"""Reservations in files: saved for spreadsheets and calendars, and brought in from elsewhere."""

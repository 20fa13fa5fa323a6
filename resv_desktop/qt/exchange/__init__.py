"""Reservations into files and out of them, in the window."""

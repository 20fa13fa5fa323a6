"""The day sheet: one business day on paper, to go on with when every screen is dark."""

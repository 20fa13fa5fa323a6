"""What is known of guests: how long it stays, and one who wants to be forgotten."""

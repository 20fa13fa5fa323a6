"""What a restaurant, a table, an hour and a reservation are, and the rules between them."""

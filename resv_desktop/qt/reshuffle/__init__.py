"""Where no table is free for a party, the host is offered one that is freed by moving others."""

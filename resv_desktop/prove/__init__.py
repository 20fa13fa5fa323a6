"""Many stations book the same hours as hard as they can; afterwards every promise is verified."""

"""The only place that knows Qt: what the host sees and touches."""

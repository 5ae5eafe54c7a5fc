"""Numbers: what a metric is made of."""

"""What is on offer now that is worth more than it costs: value, arbitrages and middles among stored quotes."""

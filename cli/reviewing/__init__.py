"""What ``pikkit review`` is made of: choosing items, and telling what became of them."""

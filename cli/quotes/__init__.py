"""What ``pikkit quotes`` shows."""

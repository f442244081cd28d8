"""What ``pikkit evaluate`` does and says."""

"""What ``pikkit features`` answers."""

"""What Feast is told of the views, and what fills its online store."""

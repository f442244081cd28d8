"""What makes the documentation's site: its generated pages, and the tour's output."""

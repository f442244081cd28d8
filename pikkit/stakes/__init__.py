"""How much to stake: policies played on a history as it came, judged, and one of them learned."""

"""The views: whose settled history is summed, over which windows, and what each bet adds to it."""

"""Whether what is scored today still looks like what the model learned from, and whether its scores still hold."""

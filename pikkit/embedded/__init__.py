"""The other rooms as processes: started with our settings, watched, and never left behind."""

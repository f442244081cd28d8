"""kill -9 at random moments of what changes shared state, and what must hold after each. Run it: ``-m``."""

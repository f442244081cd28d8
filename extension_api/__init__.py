"""The Flask service the Chrome extension talks to."""

"""What everything stands on: errors, moments, files, retrying, intervals, progress; it imports no other room."""

"""The sections of a run's page, one a file: from the record to HTML. Empty where there is nothing to show."""

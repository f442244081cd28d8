"""What a person asks of a home as a whole: a training, followed and recorded; a model judged on exports."""

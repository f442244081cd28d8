"""What is done about drift: when a check starts a retraining, and what the detector service is asked to do."""

"""Learning: from features as of each bet to a calibrated bundle, and the evidence for or against it."""

"""What runs in KServe pods: the predictor."""

"""What Kubeflow Pipelines says of its runs, read by plain HTTP: kfp is neither light nor everywhere."""

"""The steps of the pipelines: a folder each, with the Kubeflow face of one library call. ``README.md`` lists them."""

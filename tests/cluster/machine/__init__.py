"""A real Kubernetes on this machine, for the tests: built from Go modules, run as processes."""

"""What starts a rollout when the registry says that a version has got an alias."""

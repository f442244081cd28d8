"""What runs when: the schedules of the settings, the same ones on a cluster and here."""

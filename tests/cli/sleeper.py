"""A process that says so and sleeps."""

import sys
import time

if __name__ == "__main__":
    sys.stdout.write("asleep\n")
    sys.stdout.flush()
    time.sleep(600)

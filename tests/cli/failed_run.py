"""A run of a pipeline that fails, for `pikkit pipelines submit` to follow: the last argument is its last line."""

import sys

if __name__ == "__main__":
    sys.stdout.write(f"tune: failed\n{sys.argv[1]}\n")
    sys.stderr.write("The run failed; the step says why.\n")
    sys.exit(1)

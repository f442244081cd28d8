"""A predictor that prices alone, with deadlines so short that a test can wait for them."""

from pikkit.inference import http_protocol
from tests.inference.price_only import main

if __name__ == "__main__":
    http_protocol.HEAD_SECONDS = http_protocol.READ_SECONDS = 1.0
    main()

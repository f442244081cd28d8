"""Run in a pod: asks for scores for some seconds and prints how often which answer came, as JSON.

``load.py URL HOST KEY SECONDS THREADS [RATE]``; a connection that is refused or cut counts as a failure of its own.
RATE is how many a second all threads together begin, if answers come in time; without it each rests 50 ms between two.
After the first answers it says "begun" in a line, from when SECONDS count; SIGTERM ends it early.
"""

import collections
import http.client
import json
import signal
import sys
import threading
import time

BEGUN = 10
"""So many answers are a load; SIGTERM is heeded long before."""
BET = json.dumps({"sportsbook": "FanDuel", "odds": 2.1, "sport": "Hockey", "league": "NHL"})


def main(address: str, host: str, key: str, seconds: float, threads: int, rate: float = 0) -> None:
    counts: collections.Counter[str] = collections.Counter()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    workers = [
        threading.Thread(target=_ask, args=(address, host, key, threads / rate if rate else 0, ended, counts))
        for _ in range(threads)
    ]
    for worker in workers:
        worker.start()
    while sum([*counts.values()]) < BEGUN and not ended.wait(0.1):
        pass
    print("begun", flush=True)  # noqa: T201 (for who waits for it)
    ended.wait(seconds)
    ended.set()
    for worker in workers:
        worker.join()
    print(json.dumps(counts), flush=True)  # noqa: T201 (its answer)


def _ask(
    address: str, host: str, key: str, every: float, ended: threading.Event, counts: "collections.Counter[str]"
) -> None:
    due = time.monotonic()
    headers = {"Host": host, "Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    while not ended.is_set():
        connection = http.client.HTTPConnection(address, timeout=15)
        try:
            connection.request("POST", "/v1/score", BET, headers)
            answer = connection.getresponse()
            body = answer.read()
            told = json.loads(body).get("model_version") or "price-only" if answer.status == 200 else answer.status
        except (OSError, http.client.HTTPException) as error:
            told = type(error).__name__
        finally:
            connection.close()
        counts[str(told)] += 1
        due += every
        time.sleep(max(0, due - time.monotonic()) if every else 0.05)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]), int(sys.argv[5]), *map(float, sys.argv[6:]))

"""Asks the API for a score, with a key made for it and revoked after; 0 if a model gave it."""

import json
import sys
import urllib.error
import urllib.request

from pikkit.home import active_home
from pikkit.keys import Scope, key_ring

BET = {"sportsbook": "FanDuel", "odds": 2.1, "sport": "Hockey", "league": "NHL"}
PRICE_ONLY = "price-only"  # what the API answers while no model can: not what is asked for here
SHOWN = ("model_version", "p_win", "p_market", "ev", "verdict", "warnings")


def main(url: str) -> int:
    """Ask once."""
    ring = key_ring(active_home().settings)
    key, text = ring.create("helm test", "helm-test", [Scope("score")])
    headers = {"Authorization": f"Bearer {text}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/v1/score", json.dumps(BET).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            score = json.load(answer)
    except urllib.error.HTTPError as error:
        print(f"The API answered {error.code}: {error.read(1000).decode('utf-8', 'replace')}")
        return 1
    except OSError as error:
        print(f"The API does not answer at {url}: {error}")
        return 1
    finally:
        ring.revoke(key.id)
    print(json.dumps({name: score.get(name) for name in SHOWN}))
    return 0 if score.get("model_version", PRICE_ONLY) != PRICE_ONLY else 1


sys.exit(main(sys.argv[1]))

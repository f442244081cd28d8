"""The usual way over HTTP: FastAPI, pydantic, joblib. ``python _usual_app.py MODEL PORT``, in any environment."""

import sys
from datetime import datetime
from pathlib import Path

import joblib  # type: ignore[import-untyped]
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).parent))
from _usual_way import frame_of  # type: ignore[import-not-found]  # this file may run where there is no package


class Bet(BaseModel):
    """What the pipeline reads; other fields are passed over."""

    sportsbook: str
    odds: float
    placed_at: datetime
    bettor: str = ""
    sport: str = ""
    league: str = ""
    market: str = ""
    side: str = ""
    n_legs: int = 1


class Asked(BaseModel):
    """A request as Pikkit's V1 has it."""

    instances: list[Bet]


def app_of(model_path: str) -> FastAPI:
    """The application around a dumped model."""
    model, app = joblib.load(model_path), FastAPI()

    @app.post("/predict")  # type: ignore[untyped-decorator]  # FastAPI is untyped to mypy
    def predict(asked: Asked) -> dict[str, list[dict[str, float]]]:
        chances = model.predict_proba(frame_of([bet.model_dump(mode="json") for bet in asked.instances]))[:, 1]
        return {"predictions": [{"p_win": float(chance)} for chance in chances]}

    return app


if __name__ == "__main__":
    uvicorn.run(app_of(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")

"""The predictor: a KServe model server that answers V1 and V2 (Open Inference Protocol) requests with scores."""

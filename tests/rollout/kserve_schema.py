"""What KServe 0.21 accepts, from the models of its SDK; a field they do not have fails."""

import re
from typing import Any

import kserve.models
import kubernetes.client
import yaml

_FREE = {"str", "int", "bool", "float", "object", "ResourceQuantity", "datetime", "KnativeURL", "dict(str, str)"}


def problems(document: Any, kind: str, at: str = "") -> list[str]:
    """What is wrong with a document of a kind of the SDK, such as V1beta1InferenceService."""
    if listed := re.fullmatch(r"list\[(.+)\]", kind):
        if not isinstance(document, list):
            return [f"{at} is no list"]
        return [said for index, one in enumerate(document) for said in problems(one, listed[1], f"{at}[{index}]")]
    if mapped := re.fullmatch(r"dict\(str, (.+)\)", kind):
        return [said for name, one in document.items() for said in problems(one, mapped[1], f"{at}.{name}")]
    model = getattr(kserve.models, kind, None) or getattr(kubernetes.client, kind, None)
    if model is None or kind in _FREE:
        return _free(document, kind, at)
    fields = {model.attribute_map[name]: own for name, own in model.openapi_types.items()}
    unknown = [f"{at}.{name} is no field of {kind}" for name in document if name not in fields]
    known = {name: one for name, one in document.items() if name in fields}
    return [*unknown, *(said for name, one in known.items() for said in problems(one, fields[name], f"{at}.{name}"))]


def _free(document: Any, kind: str, at: str) -> list[str]:
    wanted = {"int": int, "bool": bool, "str": str}.get(kind)
    wrong = wanted is not None and type(document) is not wanted
    return [f"{at} is {document!r}, no {kind}"] if wrong else []


def documents(text: str) -> list[dict[str, Any]]:
    """The objects of a YAML text."""
    return [one for one in yaml.safe_load_all(text) if one]

"""Every component and its ports, read from its signature and docstring."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from docstring_parser import parse

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Port:
    """An input or output: its name, its type ("Dataset", "int"), its meaning, and whether and by what it defaults.

    ``many``: it takes a list of artifacts.
    """

    name: str
    kind: str
    meaning: str
    is_output: bool
    is_artifact: bool
    default: object = None
    optional: bool = False
    many: bool = False

    @property
    def is_argument(self) -> bool:
        """Whether its function takes it; a parameter that comes out is what the function returns."""
        return self.is_artifact or not self.is_output


@dataclass(frozen=True)
class ComponentEntry:
    """A component: the kfp object, what it does, what else to know, and its ports in order."""

    name: str
    component: Any
    summary: str
    details: str
    ports: tuple[Port, ...]


_PARAMETER_TYPES = {"String": "str", "Integer": "int", "Float": "float", "Boolean": "bool", "List": "list"}


def names() -> list[str]:
    """The names of all components: the folders with a component.py."""
    return sorted(file.parent.name for file in FOLDER.glob("*/component.py"))


def entry(name: str) -> ComponentEntry:
    """One component."""
    component = getattr(import_module(f"components.{name}.component"), name)
    docstring = parse(component.python_func.__doc__)
    meanings = {parameter.arg_name: parameter.description or "" for parameter in docstring.params}
    meanings["Output"] = (docstring.returns.description if docstring.returns else None) or ""
    spec = component.component_spec
    ports = [_port(port, meanings, spec.inputs[port], is_output=False) for port in spec.inputs or {}]
    ports += [_port(port, meanings, spec.outputs[port], is_output=True) for port in spec.outputs or {}]
    return ComponentEntry(
        name, component, docstring.short_description or "", docstring.long_description or "", tuple(ports)
    )


def _port(name: str, meanings: dict[str, str], spec: Any, *, is_output: bool) -> Port:
    is_artifact = spec.type not in _PARAMETER_TYPES
    kind = spec.type.split("@")[0].removeprefix("system.") if is_artifact else _PARAMETER_TYPES[spec.type]
    meaning = " ".join(meanings[name].split())
    optional, default = getattr(spec, "optional", False), getattr(spec, "default", None)
    many = bool(getattr(spec, "is_artifact_list", False))
    return Port(name, kind, meaning, is_output, is_artifact, default, optional, many)

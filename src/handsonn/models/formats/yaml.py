"""The architecture as YAML, as TensorFlow 2.5's model.to_yaml wrote it, read without ever running code.

Keras removed to_yaml because yaml.unsafe_load runs what a file tells it to. Here only PyYAML's safe dumper
and a safe loader are used; of its Python tags the loader knows one, the tuple of TF's files, as a list.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from handsonn.errors import FormatError
from handsonn.models.formats.architecture import build_model
from handsonn.models.formats.json import architecture_of
from handsonn.models.formats.limits import read_text

SUFFIXES = (".yaml", ".yml")
_MAX_CHARACTERS = 4_000_000


class _Dumper(yaml.SafeDumper):
    """A safe dumper that writes each value where it stands, never as an alias of an earlier one."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader, in Python: the one in C overflows its stack on deep nesting."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Refuse merge keys: no architecture has one, and merges of merges grow without bound."""
        if any(key.tag == "tag:yaml.org,2002:merge" for key, _ in node.value):
            raise yaml.constructor.ConstructorError(None, None, "a merge key (<<)", node.start_mark)


def _tuple_as_list(loader: yaml.SafeLoader, node: yaml.Node) -> list[Any]:
    if not isinstance(node, yaml.SequenceNode):
        raise yaml.constructor.ConstructorError(None, None, "expected a sequence", node.start_mark)
    return loader.construct_sequence(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:python/tuple", _tuple_as_list)


def to_yaml(model: Any) -> str:
    """Write the model's architecture as YAML text: the same tree as model.to_json()."""
    return yaml.dump(architecture_of(model), Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def model_from_yaml(text: str, *, allow: tuple[str, ...] = ()) -> Any:
    """Build the model that YAML text describes, with fresh weights; nothing in the text is executed.

    allow: names of Lambda layers whose code you trust.
    Raises FormatError for text that is not YAML or not a model.
    """
    return build_model(parse(text, "the YAML text"), "the YAML text", allow)


def write(model: Any, path: Path) -> None:
    """Write the architecture as YAML, without weights."""
    path.write_text(to_yaml(model), encoding="utf-8")


def read(path: Path, allow: tuple[str, ...] = ()) -> Any:
    """Build the model that the file describes, with fresh weights. Raises FormatError."""
    return build_model(parse(read_text(path), path.name), path.name, allow)


def parse(text: str, source: str) -> Any:
    """Parse YAML safely. Raises FormatError with the line of the fault."""
    if len(text) > _MAX_CHARACTERS:
        raise FormatError(f"{source} is longer than {_MAX_CHARACTERS:,} characters; no architecture is.")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of SafeLoader
    except RecursionError:
        raise FormatError(f"{source} is nested too deeply to be an architecture.") from None
    except yaml.constructor.ConstructorError as error:
        raise FormatError(
            f"{source} holds what no architecture needs ({_where(error)}); only text, numbers, lists and "
            "mappings "
            "are read, and nothing of it was run."
        ) from None
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        raise FormatError(f"{source} is not YAML ({_where(error)}); was it cut short or edited?") from None


def _where(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    line = f" in line {mark.line + 1}" if mark is not None else ""
    return f"{' '.join(str(problem).split())[:160]}{line}"

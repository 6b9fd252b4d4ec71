"""`dataclass(frozen=True, slots=True)`, made in a quarter of the time.

A cold start makes some 140 records. The standard library compiles six functions for each, which together is a sixth of
the time of a short command; here what is alike in all records is shared, the rest is compiled in one piece, and a
record read from the cache is made by its constructor. To a type checker this is the standard decorator, and to
`fields`, `replace` and `asdict` its records are dataclasses. Only what records here use is known: fields with or
without a default, single inheritance, methods of their own; no `ClassVar`, `InitVar`, `KW_ONLY`, no ordering.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any, NoReturn

TRIED = {(3, 11), (3, 12), (3, 13)}
"""The versions of Python on which these records are tried; another takes the standard ones."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen, slots):
        """Make a class a frozen record with slots."""
        assert frozen and slots
        return _record if sys.version_info[:2] in TRIED else dataclasses.dataclass(frozen=True, slots=True)


@dataclasses.dataclass(frozen=True, slots=True)
class _Standard:
    """A record as the standard library makes it, for the marks by which the library knows its own."""

    field: int = 0


_FIELD_MARK = _Standard.__dataclass_fields__["field"]._field_type  # type: ignore[attr-defined]
_SETTINGS = _Standard.__dataclass_params__  # type: ignore[attr-defined]


def _record(cls: type[Any]) -> type[Any]:
    content = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    own = {name: _field(name, note, content) for name, note in content.get("__annotations__", {}).items()}
    fields: dict[str, Field[Any]] = {**getattr(cls, "__dataclass_fields__", {}), **own}
    for name, method in {**_SHARED, **_compiled(cls.__qualname__, fields, "__post_init__" in content)}.items():
        content.setdefault(name, method)
    content |= {
        "__qualname__": cls.__qualname__,
        "__slots__": tuple(own),
        "__match_args__": tuple(fields),
        "__dataclass_fields__": fields,
        "__dataclass_params__": _SETTINGS,
    }
    return type(cls.__name__, cls.__bases__, content)


def _field(name: str, note: Any, content: dict[str, Any]) -> Field[Any]:
    """A field of the class, whose default is taken out of the class: a slot has the same name."""
    default = content.pop(name, MISSING)
    made: Field[Any] = default if isinstance(default, Field) else dataclasses.field(default=default)
    assert type(made.default).__hash__ is not None, f"{name}: a default that can change needs a default_factory"
    made.name, made.type, made.kw_only = name, note, False
    made._field_type = _FIELD_MARK  # type: ignore[attr-defined]
    return made


def _compiled(owner: str, fields: dict[str, Field[Any]], post_init: bool) -> dict[str, Any]:
    """The methods that name each field."""
    known: dict[str, Any] = {"put": object.__setattr__, "missing": MISSING}
    arguments, body = [], []
    for name, field in fields.items():
        value = name
        if field.default_factory is not MISSING:
            known[f"make_{name}"] = field.default_factory
            arguments.append(f"{name}=missing")
            value = f"make_{name}() if {name} is missing else {name}"
        elif field.default is not MISSING:
            known[f"default_{name}"] = field.default
            arguments.append(f"{name}=default_{name}")
        else:
            arguments.append(name)
        body.append(f" put(self, {name!r}, {value})")
    if post_init:
        body.append(" self.__post_init__()")
    mine = "".join(f"self.{name}, " for name, field in fields.items() if field.compare)
    others = mine.replace("self.", "other.")
    source = f"""
def __init__(self, {", ".join(arguments)}):
{chr(10).join(body) or " pass"}
def __eq__(self, other):
 return ({mine}) == ({others}) if other.__class__ is self.__class__ else NotImplemented
def __hash__(self):
 return hash(({mine}))
def __reduce__(self):
 return self.__class__, ({"".join(f"self.{name}, " for name in fields)})
"""
    made: dict[str, Any] = {}
    exec(source, known, made)  # of field names only, which Python itself has accepted as names
    for method in made.values():
        method.__qualname__ = f"{owner}.{method.__name__}"
    return made


def _repr(self: Any) -> str:
    shown = [f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_change(self: Any, name: str, value: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED = {"__repr__": _repr, "__setattr__": _refuse_change, "__delattr__": _refuse_deletion}

"""Type inference of comparisons: what may be compared with what, and whether a choice can have a value at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts_kit.findings import nearest
from contracts_kit.language import nodes
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import NOTHING, TEXT, Type, both, unify

if TYPE_CHECKING:
    from contracts_kit.errors import InputError
    from contracts_kit.language.infer import Inference

_LIST = {"zh": "列表", "en": "a list"}
_COMPARED = {"zh": "比较", "en": "compared"}
_IS_NONE = {"zh": "is None", "en": "is None"}
_ORDERED = ("number", "date", "datetime")
Side = tuple[Node, Type]


def compare(inference: Inference, operator: str, left: Side, right: Side) -> None:
    """Check one comparison. Raises InputError `cannot_combine`, `may_be_nothing`, `wrong_kind`, `unknown_choice`."""
    if operator in ("is", "is not"):
        if right[1].kind != "nothing" or not isinstance(right[0], nodes.Constant):
            source = inference.text(right[0])
            raise inference.error("wrong_kind", source=source, found=both(right[1]), needed=both(NOTHING))
    elif operator in ("in", "not in"):
        _member(inference, left, right)
    elif operator in ("==", "!="):
        if "nothing" in (left[1].kind, right[1].kind):  # `is None` says it, and narrows
            raise inference.error(
                "wrong_kind", source=_source(inference, left, right), found=both(NOTHING), needed=_IS_NONE
            )
        _choices(inference, left, right)
        _choices(inference, right, left)
        if unify(left[1], right[1]) is None:
            raise _mixed(inference, left, right)
    else:
        for node, type_ in (left, right):
            if type_.optional or type_.kind == "nothing":
                raise inference.error("may_be_nothing", source=inference.text(node))
        if left[1].kind not in _ORDERED or unify(left[1], right[1]) is None:
            raise _mixed(inference, left, right)


def _member(inference: Inference, left: Side, right: Side) -> None:
    node, type_ = right
    if type_.optional or type_.kind == "nothing":
        raise inference.error("may_be_nothing", source=inference.text(node))
    if type_.kind not in ("list", "map"):
        raise inference.error("wrong_kind", source=inference.text(node), found=both(type_), needed=_LIST)
    element = type_.element if type_.kind == "list" else type_.key or TEXT
    _choices(inference, left, (node, element))
    if unify(left[1], element) is None:
        raise _mixed(inference, left, right)


def _choices(inference: Inference, known: Side, other: Side) -> None:
    """A text in quotes that is compared with a choice must be one of its values; two choices must share a value."""
    node, type_ = known
    if type_.kind != "text" or type_.choices is None or other[1].choices is None or _written(node):
        return
    stray = [value for value in other[1].choices if value not in type_.choices]
    if stray and (_written(other[0]) or len(stray) == len(other[1].choices)):
        raise inference.error(
            "unknown_choice",
            value=stray[0],
            name=inference.text(node),
            known=", ".join(type_.choices),
            suggestion=nearest(stray[0], type_.choices),
        )


def _written(node: Node) -> bool:
    """Whether a node is texts in quotes and nothing else."""
    if isinstance(node, nodes.ListDisplay):
        return all(_written(item) for item in node.items)
    return isinstance(node, nodes.Text)


def _source(inference: Inference, left: Side, right: Side) -> str:
    return inference.source[left[0].start : right[0].end].strip()[:120]


def _mixed(inference: Inference, left: Side, right: Side) -> InputError:
    return inference.error(
        "cannot_combine",
        source=_source(inference, left, right),
        left=both(left[1]),
        right=both(right[1]),
        operation=_COMPARED,
    )

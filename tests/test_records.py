"""A record is what the standard library's frozen dataclass with slots is."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from contracts_kit import records


def classes(dataclass: Any) -> tuple[type[Any], type[Any]]:
    @dataclass(frozen=True, slots=True)
    class Animal:
        """An animal."""

        name: str
        legs: int = 4
        traits: Mapping[str, int] = dataclasses.field(default_factory=dict)
        secret: str = dataclasses.field(default="", repr=False, compare=False)

        @property
        def walks(self) -> bool:
            return self.legs > 0

    @dataclass(frozen=True, slots=True)
    class Bird(Animal):
        wings: int = 2

        def __post_init__(self) -> None:
            assert self.wings >= 0

        def __str__(self) -> str:
            return f"bird {self.name}"

    return Animal, Bird


OURS = classes(records.dataclass)
STANDARD = classes(dataclasses.dataclass)


@records.dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf."""

    colour: str
    veins: tuple[int, ...] = ()


def in_both(*arguments: Any, **named: Any) -> list[tuple[Any, Any]]:
    return [
        (ours(*arguments, **named), theirs(*arguments, **named)) for ours, theirs in zip(OURS, STANDARD, strict=True)
    ]


@pytest.mark.parametrize("arguments", [("cat",), ("cat", 3), ("cat", 3, {"a": 1}), ("cat", 3, {}, "x")])
def test_it_is_made_shown_and_taken_apart_alike(arguments: tuple[Any, ...]) -> None:
    for ours, theirs in in_both(*arguments):
        assert repr(ours) == repr(theirs)
        assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
        assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
        assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(theirs)]
        assert ours.__match_args__ == theirs.__match_args__
        assert ours.walks == theirs.walks
        assert repr(dataclasses.replace(ours, legs=2)) == repr(dataclasses.replace(theirs, legs=2))


def test_it_is_equal_to_its_like_and_to_no_other_class() -> None:
    for animal, bird in (OURS, STANDARD):
        assert animal("a") == animal("a", secret="other")
        assert animal("a") != animal("b")
        assert animal("a") != bird("a")
        assert hash(Leaf("red", (1,))) == hash(Leaf("red", (1,)))
        assert str(bird("wren")) == "bird wren"


def test_it_cannot_be_changed() -> None:
    for animal in (*OURS, *STANDARD):
        cat = animal("cat")
        for change, arguments in ((setattr, ("legs", 3)), (delattr, ("legs",)), (setattr, ("x", 3))):
            with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
                change(cat, *arguments)
        assert cat.legs == 4
        assert not hasattr(cat, "__dict__")


def test_each_one_has_a_default_of_its_own() -> None:
    animal, _ = OURS
    assert animal("a").traits is not animal("b").traits


def test_it_is_pickled_and_copied() -> None:
    leaf = Leaf("red", (1, 2))
    assert pickle.loads(pickle.dumps(leaf)) == copy.copy(leaf) == copy.deepcopy(leaf) == leaf


def test_a_missing_field_and_a_default_that_can_change_are_refused() -> None:
    with pytest.raises(TypeError):
        OURS[0]()
    with pytest.raises(AssertionError, match="default_factory"):

        @records.dataclass(frozen=True, slots=True)
        class Wrong:
            names: list[str] = []  # noqa: RUF012

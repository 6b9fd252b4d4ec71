"""A curve is the rule itself: at every place what the calculator says, with its thresholds at their exact places."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts_kit.calculation.curve import Curve
from contracts_kit.calculation.curve_marks import simplest, stretches
from contracts_kit.calculation.sampling import MOST_POINTS, corners, sampled
from contracts_kit.errors import InputError
from tests.calculation.charts_of_parts_supply import curve_of

PPM = ("ppm_deduction", "ppm")
CENT = Fraction(1, 100)


def height(drawn: Curve, place: int) -> Fraction | None:
    """What the curve shows at a place of its scale; None in a gap."""
    for line in drawn.lines:
        if line.start <= place <= line.end:
            return line.first + line.slope * (place - line.start)
    return None


@settings(max_examples=25)
@given(
    reading=st.sampled_from(["floor", "ceil", "prorata"]),
    category=st.sampled_from(["electronic", "printing", "structural", "pcb", "lcd"]),
    target=st.integers(0, 900),
    step=st.integers(20, 700),
    places=st.lists(st.floats(0, 1), min_size=20, max_size=20),
)
def test_the_curve_shows_what_the_calculator_says(
    reading: str, category: str, target: int, step: int, places: list[float]
) -> None:
    parameters = {f"{category}_target_ppm": target, f"{category}_step_ppm": step}
    if category in ("printing", "structural"):
        parameters[f"{category}_top_ppm"] = target + 3 * step
    options = {"partial_step": reading}
    function, drawn, _ = curve_of(*PPM, 0, 2000, "deduction", parameters=parameters, options=options, category=category)
    assert drawn.followed
    for share in places:
        place = round(share * drawn.scale.count)
        shown = height(drawn, place)
        assert shown is not None
        assert abs(shown - function.at(drawn.scale.value(drawn.scale.number(place)))) <= 2 * CENT


@settings(max_examples=20)
@given(target=st.integers(1, 900), step=st.integers(50, 700), rate=st.integers(1, 20))
def test_a_threshold_and_a_limit_are_found_wherever_they_lie(target: int, step: int, rate: int) -> None:
    parameters = {"electronic_target_ppm": target, "electronic_step_ppm": step, "electronic_rate": f"{rate}%"}
    last = target + step * (100 // rate + 3)
    options = {"partial_step": "prorata"}
    _, drawn, found = curve_of(*PPM, 0, last, "deduction", parameters=parameters, options=options)
    assert [mark.kind for mark in found] == ["rises", "limit"]
    assert found[0].number == target
    assert [q.name for q in found[0].placed_by] == ["electronic_target_ppm"]
    assert abs(found[1].number - (target + Fraction(100 * step, rate))) <= 2 * drawn.scale.step
    assert [q.name for q in found[1].level_by] == ["usage_payment"]


def test_steps_are_found_to_the_place_and_to_the_side_on_which_they_count() -> None:
    _, drawn, found = curve_of(*PPM, 0, 1000, "deduction", options={"partial_step": "floor"})
    assert all(line.is_flat for line in drawn.lines)
    assert [(s.start, s.opens, s.end, s.closes) for s in stretches(drawn)][:2] == [
        (0, True, 130, False),
        (130, True, 230, False),
    ]
    assert (found[0].kind, found[0].number, found[0].above, found[0].width, found[0].rise) == (
        "stairs",
        130,
        False,
        100,
        3000,
    )
    _, drawn, found = curve_of(*PPM, 0, 1000, "deduction", options={"partial_step": "ceil"})
    assert [(s.start, s.opens, s.end, s.closes) for s in stretches(drawn)][:2] == [
        (0, True, 30, True),
        (30, False, 130, True),
    ]
    assert (found[0].number, found[0].above) == (30, True)


def test_a_mark_is_named_by_what_moves_it_not_by_what_has_the_same_value() -> None:
    # Target and step are both 100; only the target is where it begins, only the step is how wide a step is.
    parameters = {"printing_target_ppm": 100, "printing_step_ppm": 100}
    for reading, placed in (
        ("prorata", ["printing_target_ppm"]),
        ("ceil", ["printing_target_ppm"]),
        ("floor", ["printing_target_ppm", "printing_step_ppm"]),
    ):
        options = {"partial_step": reading}
        _, _, found = curve_of(*PPM, 0, 1200, "deduction", parameters=parameters, options=options, category="printing")
        assert [q.name for q in found[0].placed_by] == placed
        if reading != "prorata":
            assert [q.name for q in found[0].width_by] == ["printing_step_ppm"]
        # pcb_target_ppm is 100 as well and has no part in it
        assert all("pcb" not in q.name for mark in found for q in (*mark.placed_by, *mark.width_by))


def test_days_are_whole_and_a_limit_may_be_a_share_of_an_input() -> None:
    _, drawn, found = curve_of("late_charge", "days", 0, 40, "charge")
    assert drawn.scale.is_whole and len(drawn.lines) == 3
    assert [(mark.kind, mark.number) for mark in found] == [("rises", 3), ("limit", 23)]
    assert found[0].slope == 400
    assert [q.name for q in found[0].placed_by] == ["grace_days"]
    assert [q.name for q in found[1].level_by] == ["value", "late_cap"]


def test_along_an_amount_of_money_the_slope_is_a_rate() -> None:
    _, drawn, found = curve_of("late_charge", "value", 0, 100_000, "charge", days=8)
    assert [line.slope / drawn.scale.step for line in drawn.lines] == [Fraction(25, 1000)]
    assert found == ()


def test_days_of_the_calendar_are_an_axis_and_what_is_refused_is_a_gap() -> None:
    _, drawn, found = curve_of("late_until", "delivered", date(2026, 2, 20), date(2026, 4, 30), "charge")
    assert [(gap.start, gap.end, gap.reason.kind) for gap in drawn.gaps] == [(0, 9, "calculation_refused")]
    assert [date.fromordinal(int(mark.number)) for mark in found] == [date(2026, 3, 5), date(2026, 3, 25)]


def test_what_is_refused_everywhere_is_no_curve() -> None:
    with pytest.raises(InputError) as error:
        curve_of("late_until", "delivered", date(2026, 1, 1), date(2026, 2, 1), "charge")
    assert error.value.findings[0].kind == "chart_refused_everywhere"
    assert "before it was due" in error.value.findings[0].message("en")


def test_a_blank_parameter_is_no_gap() -> None:
    with pytest.raises(InputError) as error:
        curve_of("rush_charge", "orders", 0, 10, "charge")
    assert error.value.code == "missing_param"


# --- sampling itself --------------------------------------------------------------------------------------------------


@given(bends=st.lists(st.integers(1, 999_999), min_size=1, max_size=6, unique=True), data=st.data())
def test_every_bend_and_jump_of_a_piecewise_function_is_at_a_corner_or_beside_one(
    bends: list[int], data: st.DataObject
) -> None:
    bends = sorted(bends)
    slopes = data.draw(st.lists(st.integers(-5, 5), min_size=len(bends) + 1, max_size=len(bends) + 1))
    jumps = data.draw(st.lists(st.integers(-(10**6), 10**6), min_size=len(bends), max_size=len(bends)))

    def measure(place: int) -> Fraction:
        value, start = Fraction(0), 0
        for bend, slope, jump in zip(bends, slopes, jumps, strict=False):
            if place < bend:
                return value + slope * (place - start)
            value, start = value + slope * (bend - start) + jump, bend
        return value + slopes[-1] * (place - start)

    samples, followed = sampled(measure, 1_000_000, Fraction(0), bends)
    assert followed
    run = list(samples)
    chosen = {run[index].place for index in corners(run, Fraction(0))}
    for index, bend in enumerate(bends):
        if slopes[index] != slopes[index + 1] or jumps[index]:
            assert chosen & {bend - 1, bend}


def test_a_function_with_more_steps_than_points_is_said_not_to_be_followed() -> None:
    samples, followed = sampled(lambda place: Fraction(place // 7 * 10), 10_000_000, Fraction(0))
    assert not followed
    assert len(samples) <= MOST_POINTS + 4


@given(st.fractions(-1000, 1000), st.fractions(0, 10))
def test_the_simplest_number_lies_between(low: Fraction, width: Fraction) -> None:
    width = max(width, Fraction(1, 10**6))
    found = simplest(low, low + width)
    assert low <= found <= low + width
    assert simplest(Fraction(2999, 100), Fraction(3001, 100)) == 30

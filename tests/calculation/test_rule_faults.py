"""A rule with one fault is refused at load, with the rule, the part and the kind of fault."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_files import read_family

from contracts_kit.content.yaml_reader import read_yaml

FILE = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text(encoding="utf-8"))


def _changed(fault: dict[str, Any]) -> str:
    source = copy.deepcopy(yaml.safe_load(FILE["rule"]))
    rule = source["rules"]["late_fee"]
    for path, value in fault["change"].items():
        *above, last = path.split(".")
        part = rule
        for key in above:
            part = part.setdefault(key, {})
        part[last] = value
    return yaml.safe_dump(source, allow_unicode=True, sort_keys=False)


def test_the_rule_without_a_fault_is_accepted() -> None:
    family, findings = read_family(FILE["rule"])
    assert not findings, [f.line() for f in findings]
    rule = family.rules["late_fee"]
    assert rule.parameters_read == {"late_rate", "limit", "share"}
    assert rule.options_read == {"rounding", "part_day"}
    assert set(rule.options) == {"rounding", "part_day"} and rule.options["rounding"].rule is None


@pytest.mark.parametrize("fault", FILE["faults"], ids=lambda f: str(f["change"])[:60])
def test_a_fault_is_found_and_named(fault: dict[str, Any]) -> None:
    _, findings = read_family(_changed(fault))
    found = [f for f in findings if f.kind == fault["kind"]]
    assert found, [f.line() for f in findings]
    finding = found[0]
    if "place" in fault:
        assert finding.place.path == fault["place"]
        assert finding.place.clause == "example.clause"
    assert finding.place.line and finding.message("zh") and finding.message("en")


def test_the_message_names_both_units_and_the_remedy() -> None:
    _, findings = read_family(_changed({"change": {"steps.fee": "value + days"}}))
    assert len(findings) == 1
    message = findings[0].message("en")
    assert "value + days" in message and "CNY" in message and "days" in message and "rate" in message
    assert findings[0].message("zh").startswith("不能计算“value + days”")


def test_rules_that_call_each_other_in_a_circle_are_found() -> None:
    rule = "  {name}:\n    title: {{zh: x, en: x}}\n    outputs:\n      out: {{type: money, is: {other}().out}}\n"
    text = "rules:\n" + rule.format(name="one", other="two") + rule.format(name="two", other="one")
    _, findings = read_family(text)
    assert [f.kind for f in findings] == ["rule_cycle"]


def test_a_rule_of_the_wrong_form_never_breaks_the_reader() -> None:
    shapes = ["x", "[a]", "{title: x}", "{title: {zh: a, en: b}, outputs: [1]}", "{inputs: {a: [1]}, outputs: {}}"]
    blocks = ["zip", "rows", "choose", "flags", "steps", "refuse", "options", "example"]
    shapes += [
        f"{{title: {{zh: a, en: b}}, outputs: {{o: money}}, {b}: {v}}}"
        for b in blocks
        for v in ("x", "[1]", "{a: x}", "{a: [b]}", "{a: {}}")
    ]
    for shape in shapes:
        _, findings = read_family(f"rules:\n  some_rule: {shape}\n")
        assert findings, shape
        assert read_yaml(f"a: {shape}", "x") is not None

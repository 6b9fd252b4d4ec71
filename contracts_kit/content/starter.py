"""A parameter file to start from: every parameter with its label, help and default, in groups, blanks left open."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from contracts_kit.content.bounds import bounds_text
from contracts_kit.content.filled_text import filled_text
from contracts_kit.content.model import Family, Option, Parameter
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.values.expected_forms import compound_unit
from contracts_kit.values.printing import grouped, print_value
from contracts_kit.values.reading_numbers import shifted
from contracts_kit.values.text_width import text_width
from contracts_kit.values.types import ValueType

_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff ./()（）-]*", re.ASCII)
_YAML_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"})
_HEAD = {
    "zh": (
        "{title}：参数文件。改这里的数值，然后运行：",
        "  contracts-kit check {family} -p 本文件",
        "  contracts-kit assemble {family} -p 本文件 -o 文件夹",
        "冒号后为空的项目尚未填写，合同中印成待填的横线。已有的数值是默认值，可以修改，也可以整行删去。",
        "写法：10%、0.05%、每日万分之五、10万元、3日、2个工作日、2026-03-25。",
    ),
    "en": (
        "{title}: parameter file. Change the values, then run:",
        "  contracts-kit check {family} -p THIS_FILE",
        "  contracts-kit assemble {family} -p THIS_FILE -o FOLDER",
        "An entry with nothing behind its colon is still open; the contract prints a line to fill in. The values that "
        "stand here are the defaults: change them, or delete the line.",
        "Ways to write: 10%, 0.05%, 0.05%/day, CNY 100,000.00, 3 days, 2 working days, 2026-03-25.",
    ),
}
_WORDS = {
    "zh": {"others": "其他", "options": "两种理解之间的选择", "allowed": "允许", "choose": "可选", "each": "每项"},
    "en": {
        "others": "Others",
        "options": "Choices between readings",
        "allowed": "allowed",
        "choose": "choose",
        "each": "each",
    },
}


def starter_file(family: Family, language: str, contract_language: str = "zh") -> str:
    """The text of a commented YAML parameter file of `family`, with comments in `language`.

    It loads as it is, with every parameter at its default or blank. What only an annexed document reads is commented
    out. `contract_language` is the one that the file asks the contract to be written in.
    """
    lines: list[str] = []
    title = family.title[language]
    for line in _HEAD[language]:
        lines += comment(line.format(title=title, family=family.name), "")
    lines += ["", f"family: {family.name}", f"language: {contract_language}", "", "parameters:"]
    for group, parameters in _grouped(family):
        label = family.groups[group][language] if group is not None else _WORDS[language]["others"]
        lines += ["", f"  # --- {label} ---"]
        for parameter in parameters:
            written_out = _parameter(parameter, family, language)
            lines += ["", *(_commented(written_out) if parameter.name in family.annexed else written_out)]
    every = _options(family)
    if every:
        lines += ["", f"# --- {_WORDS[language]['options']} ---", "", "options:"]
        for option in every:
            written_out = _option(option, family, language)
            lines += _commented(written_out) if option.id in family.annexed else written_out
    return "\n".join(lines) + "\n"


def _commented(lines: list[str]) -> list[str]:
    """The lines of an entry as comments."""
    return [line if not line or line.lstrip().startswith("#") else f"  # {line[2:]}" for line in lines]


def open_points(family: Family, values: ParameterValues, language: str) -> list[str]:
    """What is still open, one line each: the label and the name of every blank that the contract prints.

    An annexed document's own blanks are not among them; `check` names those of a contract that has the annex.
    """
    points = []
    for name, parameter in family.parameters.items():
        if parameter.unprinted is not None or name in family.annexed:
            continue
        value = values.values.get(name)
        label = parameter.label[language]
        if value is None:
            points.append(_point(label, name, language))
        elif parameter.type.kind == "record":
            points += [
                _point(
                    f"{label} {parameter.field_labels[f][language] if f in parameter.field_labels else f}",
                    f"{name}.{f}",
                    language,
                )
                for f, of in parameter.type.fields.items()
                if value.get(f) is None and (f == "name" or not of.optional)
            ]
    return points


def _point(label: str, name: str, language: str) -> str:
    return f"{label}（{name}）" if language == "zh" else f"{label} ({name})"


def _grouped(family: Family) -> list[tuple[str | None, list[Parameter]]]:
    """The parameters by group, groups in their declared order, those without a group last."""
    order: dict[str | None, list[Parameter]] = {group: [] for group in family.groups}
    order[None] = []
    for parameter in family.parameters.values():
        order[parameter.group if parameter.group in family.groups else None].append(parameter)
    return [(group, parameters) for group, parameters in order.items() if parameters]


def _parameter(parameter: Parameter, family: Family, language: str) -> list[str]:
    words = _WORDS[language]
    colon, stop = ("：", "。") if language == "zh" else (": ", ". ")
    text = parameter.label[language]
    if parameter.help is not None:
        text += colon + parameter.help[language]
    if parameter.bounds:
        allowed = f"[{words['allowed']} {bounds_text(parameter.bounds, parameter.type, language)}]"
        gap = "" if text.endswith(("。", ".")) else stop.strip()
        text += f"{gap}{' ' if language == 'en' else ''}{allowed}"
    lines = comment(text, "  ")
    for value, label in parameter.choice_labels.items():
        lines.append(f"  #   {value}{colon}{label[language]}")
    return lines + _entry(parameter.name, parameter.type, parameter.default, parameter.field_labels, language, "  ")


def _entry(name: str, type: ValueType, value: Any, labels: Mapping[str, Any], language: str, indent: str) -> list[str]:
    """The lines of one entry: `name: value`, its fields or its items below it."""
    if type.kind == "record":
        lines = [f"{indent}{name}:"]
        for field, of in type.fields.items():
            given = (value or {}).get(field)
            if given is None and field == "seal":  # put on paper by hand
                continue
            line = f"{indent}  {field}:" + (f" {written(given, of, language)}" if given is not None else "")
            label = labels.get(field)
            lines.append(f"{line.ljust(34)}  # {label[language]}" if label is not None else line)
        return lines
    if type.kind == "rows":
        pairs = ", ".join(f"{f}: …" for f in type.fields)
        said = ", ".join(labels[f][language] for f in type.fields if f in labels)
        lines = [f"{indent}# {_WORDS[language]['each']}: - {{{pairs}}}" + (f"   ({said})" if said else "")]
        if not value:
            return [*lines, f"{indent}{name}:"]
        rows = [
            f"{indent}  - {{"
            + ", ".join(f"{f}: {written(row.get(f), of, language)}" for f, of in type.fields.items())
            + "}"
            for row in value
        ]
        return [*lines, f"{indent}{name}:", *rows]
    if type.kind in ("list", "map") and value is not None and type.of is not None:
        of = type.of
        if type.kind == "list":
            return [f"{indent}{name}:", *(f"{indent}  - {written(entry, of, language)}" for entry in value)]
        return [f"{indent}{name}:", *(f"{indent}  {_quoted(k)}: {written(v, of, language)}" for k, v in value.items())]
    text = written(value, type, language)
    return [f"{indent}{name}: {text}" if text else f"{indent}{name}:"]


def written(value: Any, type: ValueType, language: str) -> str:
    """The value as a person writes it into a parameter file: `10%`, `3%/day`, `100,000.00元`, `3日`; "" for nothing."""
    if value is None:
        return ""
    if type.kind in ("boolean", "date", "datetime"):
        return print_value(value, type, language, style="plain")
    if type.kind in ("text", "choice"):
        return _quoted(str(value))
    unit = compound_unit(type)
    if type.kind == "money":
        currency = (unit and unit.currency) or "CNY"
        if language == "zh" and currency == "CNY" and value and value % 10_000 == 0:
            return f"{grouped(shifted(value, -4))}万元"
        return f"{grouped(value, 2)}元" if language == "zh" and currency == "CNY" else f"{currency} {grouped(value, 2)}"
    text = print_value(value, type, language)
    if type.kind == "ratio" and unit is not None:
        text += "".join(
            f"/{entry.zh if language == 'zh' else entry.singular}" for entry, sign in unit.parts if sign < 0
        )
    return text


def _quoted(text: str) -> str:
    """The text as a YAML scalar, quoted unless it is plainly a word."""
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _YAML_WORDS and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)


def _options(family: Family) -> list[Option]:
    """Every option once: the shared ones, then those of rules."""
    every = dict(family.options)
    for rule in family.rules.values():
        for option in (getattr(rule, "options", None) or {}).values():
            every.setdefault(option.id, option)
    return list(every.values())


def _option(option: Option, family: Family, language: str) -> list[str]:
    defaults = {name: parameter.default for name, parameter in family.parameters.items()}
    colon = "：" if language == "zh" else ": "
    lines = [""]
    if option.label is not None:
        lines += comment(option.label[language], "  ")
    for value in option.values:
        reading = option.readings.get(value)
        words = filled_text(reading[language], family, defaults, language, name_blanks=True) if reading else ""
        lines += comment(f"  {value}{colon}{' '.join(words.split())}" if words else f"  {value}", "  ")
    return [*lines, f"  {option.id}: {option.default}"]


def comment(text: str, indent: str) -> list[str]:
    """The text as comment lines of bounded width; Chinese characters count twice and may be followed by a break."""
    text = " ".join(text.split("\n"))
    lead = len(text) - len(text.lstrip())
    lines, line, width = [], "", 0
    for piece in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+", text):
        size = text_width(piece)
        if width + size > _WIDTH and line.strip() and piece not in "，。；：、）」”":
            lines.append(line.rstrip())
            line, width, piece = " " * lead, lead, piece.lstrip()
        line += piece
        width += size
    lines.append(line.rstrip())
    return [f"{indent}# {line}".rstrip() for line in lines]

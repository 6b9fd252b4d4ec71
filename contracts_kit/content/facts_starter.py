"""A file of facts to start from: every fact of a notice with its label and what may be written, all of them open."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.content.model import Family
from contracts_kit.content.notices import Field, Notice
from contracts_kit.content.starter import comment
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import expected_form
from contracts_kit.values.types import ValueType

_HEAD = {
    "zh": (
        "{title}（{family}）：事实。填好后运行：",
        "  contracts-kit notice {name} -p 参数文件 -i 本文件 -o {name}.docx",
        "冒号后为空的，视为没有填写；“必填”的须填。计算得出的金额和日期不用填写。",
    ),
    "en": (
        "{title} ({family}): the facts. Fill them in, then run:",
        "  contracts-kit notice {name} -p PARAMETERS -i THIS_FILE -o {name}.docx",
        "What has nothing behind its colon counts as not given; what is required must be given. Amounts and dates that "
        "are computed need not be.",
    ),
}
_WORDS = {
    "zh": {"required": "必填", "computed": "由规则计算", "each": "每行", "none": "本表单没有须填的事实。"},
    "en": {"required": "required", "computed": "computed", "each": "each line", "none": "This form needs no facts."},
}


def facts_starter(family: Family, notice: Notice, language: str) -> str:
    """The text of a commented YAML file of facts for a notice, with comments in `language`.

    It reads as it stands, with nothing given.
    """
    words = _WORDS[language]
    lines: list[str] = []
    head = {"title": notice.clause.title[language], "family": family.title[language], "name": notice.name}
    for line in _HEAD[language]:
        lines += comment(line.format(**head), "")
    if not notice.fields:
        lines += ["", *comment(words["none"], ""), "{}"]
    for found in notice.fields.values():
        lines += ["", *_entry(found, language)]
    return "\n".join(lines) + "\n"


def _entry(found: Field, language: str) -> list[str]:
    words = _WORDS[language]
    declared = found.declared
    colon, opening, closing = ("：", "（", "）") if language == "zh" else (": ", " (", ")")
    text = declared.label[language] + colon + _form(declared.type, language)
    mark = "computed" if found.computed is not None else "required" if found.required else ""
    lines = comment(text + (f"{opening}{words[mark]}{closing}" if mark else ""), "")
    lines += _choices(declared.choice_labels, language)
    if declared.type.kind == "rows":
        columns = {n: t for n, t in declared.type.fields.items() if n not in found.columns_computed}
        lines.append(f"# {words['each']}{colon}- {{{', '.join(f'{name}: …' for name in columns)}}}")
        for name, type_ in columns.items():
            label = declared.field_labels[name][language]
            lines += comment(f"  {name}{colon}{label}{opening}{_form(type_, language)}{closing}", "")
            lines += _choices(found.declared.field_choice_labels.get(name, {}), language, "    ")
    return [*lines, f"{found.name}:"]


def _form(type_: ValueType, language: str) -> str:
    return expected_form(type_)[language]


def _choices(labels: Mapping[str, Bilingual], language: str, indent: str = "  ") -> list[str]:
    colon = "：" if language == "zh" else ": "
    return [f"# {indent}{value}{colon}{label[language]}" for value, label in labels.items()]

"""The retail supply contract in the hands of a new user: starter, blanks, hostile names, long lists, notices, tables."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import python_calamine
import yaml
from click.testing import Result

from contracts_kit.content.held_names import held_names
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]
FAMILY = "retail_supply_contract"
EXAMPLE = ROOT / "examples" / f"{FAMILY}.yaml"
FACTS = ROOT / "examples" / "facts"
FORMS = sorted(path.stem for path in (ROOT / "clauses" / FAMILY / "forms").glob("*.md"))
BLANKS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("inventory_blanks.yaml").read_text(encoding="utf-8"))
STRUCK = {"offsite_penalty_min_inclusive", "offsite_penalty_max_inclusive", "promo_mgmt_fee_monthly_head"}
BY_HAND = {name for name in BLANKS.values() if re.fullmatch("sign_.*_(representative|year|month|day)", name)}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT)


def example() -> Any:
    """The example, every value as it is written."""
    return yaml.load(EXAMPLE.read_text(encoding="utf-8"), yaml.BaseLoader)


def write_parameters(parameters: dict[str, Any], **settings: Any) -> None:
    given = {"family": FAMILY, "parameters": parameters, **settings}
    Path("p.yaml").write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), encoding="utf-8")


def facts_of(form: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((FACTS / f"{form}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


# --- the starter file and the blanks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "each", "open_value"),
    [
        ("zh", "# 每项: - {store: …, company: …, entry_date: …, exit_date: …}", "起〔市场推广费的交纳期限〕内交纳"),
        (
            "en",
            "# each: - {store: …, company: …, entry_date: …, exit_date: …}",
            "[time for paying the market promotion",
        ),
    ],
)
def test_the_starter_loads_and_explains_its_lists_and_its_open_values(
    run: Run, language: str, each: str, open_value: str
) -> None:
    assert run("--lang", language, "new", FAMILY, "-o", "p.yaml").exit_code == 0
    starter = Path("p.yaml").read_text(encoding="utf-8")
    assert each in starter and open_value in starter
    assert "{{" not in starter and not re.search("起内|within ,|may be  ", starter)
    assert run("check", FAMILY, "-p", "p.yaml").exit_code == 0


def test_every_blank_of_the_source_is_listed_with_its_article_but_what_is_struck_or_signed(
    run: Run, library: Library
) -> None:
    # What the source leaves out of a form that is agreed otherwise is opened: both methods of paying floor fees.
    write_parameters({"floor_fee_method": None, "discount_base_method": None})
    listed = {
        finding["path"]: finding["messages"]
        for finding in json.loads(run("check", FAMILY, "-p", "p.yaml", "--json").stdout)
        if finding["kind"] == "blank_open"
    }
    family = library.families[FAMILY]
    held = held_names(family)

    def listed_as(name: str) -> str:
        parameter, field = held.get(name, (name, ""))
        record = family.parameters[parameter].type.kind == "record"
        return f"{parameter}.{field}" if record else parameter

    assert len(BLANKS) == 105 and len(BY_HAND) == 8
    assert {name for name in BLANKS.values() if listed_as(name) not in listed} == STRUCK | BY_HAND
    for words in listed.values():
        assert re.search("第.+条|文首|合同双方|特价机协议", words["zh"]), words


def test_an_option_at_its_default_is_told_with_the_names_of_open_values(run: Run) -> None:
    write_parameters({})
    said = run("--lang", "zh", "check", FAMILY, "-p", "p.yaml").stdout
    assert "供应商应当自活动开始之日的次日起〔市场推广费的交纳期限〕内交纳" in said
    assert "within [time for paying the market promotion fee]" in run("check", FAMILY, "-p", "p.yaml").stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_empty_form_is_written_in_both_languages(run: Run, language: str) -> None:
    assert run("new", FAMILY, "-o", "p.yaml").exit_code == 0
    formats = [word for name in ("docx", "html", "txt") for word in ("--format", name)]
    done = run("assemble", FAMILY, "-p", "p.yaml", "-o", "out", *formats, "--language", language)
    assert done.exit_code == 0
    text = Path(f"out/{FAMILY}.{language}.txt").read_text(encoding="utf-8")
    assert "____" in text and "None" not in text and "{{" not in text


def test_the_schema_accepts_the_example_as_json_and_refuses_a_settlement_day_32(run: Run) -> None:
    schema = json.loads(run("schema", FAMILY).stdout)
    given = example()
    jsonschema.validate(given, schema)
    given["parameters"]["related_companies"][0]["company_type"] = "子公司"  # the words of a choice will do
    given["parameters"]["settlement_days"] = [8, 18]
    jsonschema.validate(given, schema)
    Path("p.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    assert run("check", FAMILY, "-p", "p.json").exit_code == 0
    given["parameters"]["settlement_days"] = [8, 32]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given, schema)


# --- hostile names, long lists -----------------------------------------------------------------------------------------

HOSTILE = [
    "A&B <株> **x**",
    "{{ 7*7 }}",
    '=HYPERLINK("x")',
    "`c` [a](b) | # h",
    "</w:t><b>",
    "{% if %} $x^2$ #set ~~s~~",
]


def plain(text: str) -> str:
    """The words of a marked text."""
    return unescape(re.sub("<[^>]*>", "", text))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_wherever_it_stands(run: Run, name: str) -> None:
    from markdown_it import MarkdownIt

    parameters = example()["parameters"]
    parameters["stores"] = [{"store": name, "company": name, "entry_date": "2026-01-01"}]
    parameters["special_price_models"][0]["model"] = name
    parameters["buyer"]["name"] = parameters["supplier"]["name"] = parameters["product_brand"] = name
    parameters["with_examples"] = "false"
    write_parameters(parameters, options={"deposit_scheme": "both"})
    formats = [word for format_ in ("docx", "html", "md", "txt") for word in ("--format", format_)]
    assert run("assemble", FAMILY, "-p", "p.yaml", "-o", "out", *formats).exit_code == 0
    made = {suffix: Path(f"out/{FAMILY}.zh.{suffix}") for suffix in ("docx", "html", "md", "txt")}
    text = made["txt"].read_text(encoding="utf-8")
    times = text.count(name)
    assert times >= 6 and "49" not in re.findall(r"\b49\b", text.replace("7*7", ""))
    assert plain(made["html"].read_text(encoding="utf-8")).count(name) >= times
    markdown = MarkdownIt("commonmark").enable("table").render(made["md"].read_text(encoding="utf-8"))
    assert plain(markdown).count(name) >= times - 1  # a title block of its own
    with zipfile.ZipFile(made["docx"]) as file:
        words = plain(file.read("word/document.xml").decode())
    assert words.count(name) >= times - 1
    found = json.loads(run("inspect", made["docx"], "--json").stdout)
    assert found["family"] == FAMILY and found["values"]["product_brand"] == name


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        ("店\u202eاسم", "U+202E, which cannot be seen or printed in a contract. Remove it", "U+202E 不可见"),
        ("店\u200f", "U+200F", "U+200F"),
        ("超" * 300, "the text has 300 characters; 200 are allowed", "文字有 300 个字符，最多 200 个"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_at_its_place(run: Run, name: str, en: str, zh: str) -> None:
    write_parameters({"buyer": {"name": name}})
    for language, words in (("en", en), ("zh", zh)):
        done = run("--lang", language, "assemble", FAMILY, "-p", "p.yaml", "-o", "out", "--format", "txt")
        assert done.exit_code == 2 and "p.yaml:4:11  parameters.buyer.name" in done.stderr and words in done.stderr
    assert not Path("out").exists()


def test_two_thousand_stores_are_checked_and_written(run: Run) -> None:
    parameters = example()["parameters"]
    parameters["stores"] = [
        {"store": f"示例{n}店", "company": parameters["buyer"]["name"], "entry_date": "2026-01-01"} for n in range(2000)
    ]
    write_parameters(parameters, options={"deposit_scheme": "both"})
    assert run("assemble", FAMILY, "-p", "p.yaml", "-o", "out", "--format", "txt").exit_code == 0
    assert Path(f"out/{FAMILY}.zh.txt").read_text(encoding="utf-8").count("示例电器零售有限公司 | 2026年1月1日") == 2000


def test_a_company_misspelt_for_two_thousand_stores_does_not_flood_the_screen(run: Run) -> None:
    parameters = example()["parameters"]
    parameters["stores"] = [
        {"store": f"示例{n}店", "company": "示例店器", "entry_date": "2026-01-01"} for n in range(2000)
    ]
    write_parameters(parameters, options={"deposit_scheme": "both"})
    done = run("check", FAMILY, "-p", "p.yaml")
    lines = [line for line in done.stdout.splitlines() if "belongs to “示例店器”" in line]
    assert (done.exit_code, len(lines)) == (0, 20)
    assert "parameters.stores[1]  warning: The store “示例0店”" in lines[0]
    assert "the same is true of 1980 more" in done.stdout


# --- files as people save them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "en", "zh"),
    [
        (EXAMPLE.read_text(encoding="utf-8").replace("’", "'").encode("gbk", "ignore"), "not UTF-8", "另存为 UTF-8"),
        (b"parameters:\n\tterm_years: 1\n", "a tab indents this line; use blanks", "这一行用制表符（Tab）缩进"),
        (b"parameters:\n  term_years: 1\n  term_years: 2\n", "term_years stands twice (first on line 2)", "第 2 行"),
        (b"parameters:\n  stores: " + b"[" * 30 + b"]" * 30 + b"\n", "parameters.stores[1]", "写作 {store: …"),
        (b"parameters:\n  stores:\n    -\n", "parameters.stores[1]", "parameters.stores[1]"),
    ],
    ids=["GBK", "tab", "twice", "deep", "empty row"],
)
def test_a_file_that_is_spoilt_is_refused_with_its_line(run: Run, content: bytes, en: str, zh: str) -> None:
    Path("p.yaml").write_bytes(content)
    for language, words in (("en", en), ("zh", zh)):
        done = run("--lang", language, "check", FAMILY, "-p", "p.yaml")
        assert done.exit_code == 1 and words in done.stdout and re.match(r"p\.yaml:\d+", done.stdout), done.stdout


def test_a_byte_order_mark_does_no_harm(run: Run) -> None:
    Path("p.yaml").write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes())
    assert run("check", FAMILY, "-p", "p.yaml").exit_code == 0


# --- a list of suppliers -----------------------------------------------------------------------------------------------


def test_a_list_of_suppliers_with_hostile_names_is_made_once(run: Run) -> None:
    Path("p.yaml").write_bytes(EXAMPLE.read_bytes())
    with Path("list.csv").open("w", encoding="gbk", newline="") as file:
        rows = [["供应商名称", "统一社会信用代码", "月度商业折扣率"], ["A&B <株> **x**", "", "3%"]]
        csv.writer(file).writerows([*rows, ['\'=HYPERLINK("x")', "", "2%"], ["样本../甲公司", "", "3"]])
    command = [
        "batch",
        FAMILY,
        "-p",
        "p.yaml",
        "--suppliers",
        "list.csv",
        "-o",
        "pack",
        "--format",
        "docx",
        "--jobs",
        1,
    ]
    first, again = run(*command), run(*command)
    assert (first.exit_code, again.exit_code) == (1, 1)
    assert "2 made, 0 unchanged, 1 failed." in first.stderr and "0 made, 2 unchanged, 1 failed." in again.stderr
    assert "list.csv  #4  月度商业折扣率: 3 is out of bounds (≥ 0%, ≤ 100%). If a percentage" in first.stderr
    assert len([path for path in Path("pack").iterdir() if path.is_dir()]) == 2


# --- notices -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_says_which_fact_is_missing_wrong_or_none_of_its_own(run: Run, library: Library, form: str) -> None:
    fields = library.families[FAMILY].notices[form].fields
    facts = facts_of(form)
    agreed = library.families[FAMILY].parameters
    needed = [
        n for n, f in fields.items()
        if f.required and n in facts and n not in agreed and not (f.computed or f.agreed or f.declared.has_default)
    ]  # fmt: skip
    dates = [n for n, f in fields.items() if f.declared.type.kind in ("date", "money") and n in facts]
    spoilt = [({**facts, "penalty_total": "99元"}, "penalty_total", "has no fact penalty_total. It has: ")]
    spoilt += [({k: v for k, v in facts.items() if k != n}, n, f"the fact {n} (") for n in needed]
    spoilt += [({**facts, n: "很多"}, n, "'很多' is not a") for n in dates]
    for given, name, words in spoilt:
        Path("f.yaml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
        done = run("notice", form, "-p", EXAMPLE, "-i", "f.yaml", "-o", "n.txt")
        assert done.exit_code == 2 and words in done.stderr
        assert re.match(rf"f\.yaml(:\d+:\d+)?  {name}: ", done.stderr), done.stderr
        assert not Path("n.txt").exists()


def test_a_missing_choice_is_asked_for_with_its_values(run: Run) -> None:
    facts = facts_of("termination_notice")
    del facts["kind"]
    Path("f.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    said = run("notice", "termination_notice", "-p", EXAMPLE, "-i", "f.yaml", "-o", "n.txt").stderr
    assert re.search(r"\(kind of notice\) is missing\. Give one of \w+ \(.+\), \w+ \(", said), said


@pytest.mark.parametrize("form", ["deposit_account", "margin_compensation_statement", "return_exchange_notice"])
def test_an_amount_that_the_rules_do_not_give_is_said_and_not_printed(run: Run, form: str, library: Library) -> None:
    fields = library.families[FAMILY].notices[form].fields
    name = next(n for n, f in fields.items() if f.computed and f.declared.type.kind == "money")
    Path("f.yaml").write_text(yaml.safe_dump({**facts_of(form), name: "99元"}, allow_unicode=True), encoding="utf-8")
    done = run("notice", form, "-p", EXAMPLE, "-i", "f.yaml", "-o", "n.txt")
    assert done.exit_code == 0 and f"{name} is given as CNY 99.00, but the clauses give" in done.stderr
    assert "99.00" not in re.findall(r"¥99\.00", Path("n.txt").read_text(encoding="utf-8"))


# --- calculations ------------------------------------------------------------------------------------------------------

TABLES = [
    "rsc_festival_promotion_fee",
    "rsc_store_months",
    "rsc_margin_compensation",
    "rsc_guaranteed_sales_compensation",
    "rsc_price_protection",
    "rsc_late_performance_penalty",
    "rsc_deposit_withholding",
    "rsc_annual_discount_interim",
    "rsc_settlement_date",
    "rsc_slow_moving_storage_fee",
]


def table_of(given: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """The columns and the rows of one event: what is one value in its first row, an entry of a list in each."""
    lists: dict[str, list[Any]] = {}
    for name, value in given.items():
        for at, entry in enumerate(value if isinstance(value, list) else [value]):
            for column, cell in (
                {f"{name}.{field}": found for field, found in entry.items()}
                if isinstance(entry, dict)
                else {name: entry}
            ).items():
                column_cells = lists.setdefault(column, [])
                column_cells += [""] * (at - len(column_cells)) + [cell]
    rows = max(map(len, lists.values()))
    filled = [cells + [""] * (rows - len(cells)) for cells in lists.values()]
    return list(lists), [list(row) for row in zip(*filled, strict=True)]


@pytest.mark.parametrize("rule", TABLES)
def test_a_table_of_events_is_calculated_and_a_wrong_one_costs_itself(run: Run, library: Library, rule: str) -> None:
    columns, rows = table_of(dict(library.families[FAMILY].rules[rule].example))
    with Path("e.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["event", *columns])
        writer.writerows(["right", *row] for row in rows)
        writer.writerow(["wrong", "很多", *rows[0][1:]])
    done = run("calc", rule, "-p", EXAMPLE, "--file", "e.csv", "-o", "r.csv")
    assert done.exit_code == 1, done.stderr
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row for row in csv.reader(file) if row[0] in ("right", "wrong")]
    assert found[0][-3] == "calculated"
    assert found[-1][-3] == "refused" and "很多" in found[-1][-1]


def test_a_template_for_events_offers_the_words_of_choices(run: Run) -> None:
    assert run("--lang", "zh", "calc", "rsc_festival_promotion_fee", "--template", "t.xlsx").exit_code == 0
    book = python_calamine.CalamineWorkbook.from_path("t.xlsx")
    words = str([book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names))])
    assert "国庆节" in words and "家电节" in words


def test_the_rules_with_a_chart_are_drawn(run: Run, library: Library) -> None:
    pytest.importorskip("matplotlib")
    rules = [name for name, rule in library.families[FAMILY].rules.items() if rule.chart is not None]
    assert len(rules) >= 5
    for rule in rules:
        done = run("chart", rule, "-p", EXAMPLE, "-o", f"{rule}.svg")
        assert done.exit_code == 0 and Path(f"{rule}.svg").read_text(encoding="utf-8").startswith("<"), done.stderr

"""`list`: what a library holds, for people in columns and for programs as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from contracts_kit.cli.console import Console, as_json, plain, print_columns
from contracts_kit.cli.options import for_programs

if TYPE_CHECKING:
    from contracts_kit.content.model import Family, Library, Option, Parameter
    from contracts_kit.content.rules import Rule

Rows = list[dict[str, Any]]


def families(library: Library, chosen: list[Family]) -> Rows:
    """One row for each family: its name, title, and how much it holds."""
    return [
        {
            "name": f.name,
            "title": {"zh": f.title.zh, "en": f.title.en},
            "clauses": len(f.clauses),
            "rules": len(f.rules),
            "parameters": len(f.parameters),
        }
        for f in chosen
    ]


def clauses(library: Library, chosen: list[Family]) -> Rows:
    """One row for each clause: id, title, version and the provisions it carries."""
    return [
        {
            "id": c.id,
            "title": {"zh": c.title.zh, "en": c.title.en},
            "version": c.version,
            "grounds": list(c.grounds),
            "rules": list(c.rules),
            "variants": [v for v in c.wordings if v],
            "file": c.place.file,
        }
        for f in chosen
        for c in f.clauses.values()
    ]


def rules(library: Library, chosen: list[Family]) -> Rows:
    """One row for each rule: id, title, clause, inputs, options, outputs and its worked example."""
    return [
        {
            "id": r.id,
            "title": {"zh": r.title.zh, "en": r.title.en},
            "clause": r.clause,
            "inputs": [_typed(name, i) for name, i in r.inputs.items()],
            "options": [
                {"name": name, "values": list(o.values), "default": o.default, "shared": o.rule is None}
                for name, o in _options(library, f, r).items()
            ],
            "outputs": [_typed(name, o) for name, o in r.outputs.items()],
            "parameters": sorted(r.parameters_read),
            "example": plain(r.example),
        }
        for f in chosen
        for r in f.rules.values()
    ]


def _options(library: Library, family: Family, rule: Rule) -> dict[str, Option]:
    """The options that decide what a rule comes to: its own, and the shared ones that rules called by it read."""
    from contracts_kit.content.library import with_called_rules

    called = with_called_rules(library, family, rule)
    shared = {name: o for one in called for name, o in one.options.items() if o.rule is None}
    return {**rule.options, **shared}


def parameters(library: Library, chosen: list[Family]) -> Rows:
    """One row for each parameter: name, type, unit, default in the unit it is listed in, and what a record holds."""
    return [_parameter(p) for f in chosen for p in f.parameters.values()]


def forms(library: Library, chosen: list[Family]) -> Rows:
    """One row for each notice and each form of a family, and for each annex of its outline."""
    rows: Rows = []
    for f in chosen:
        rows += [_notice(f, notice) for notice in f.notices.values()]
        named = [(name, form.title) for name, form in f.forms.items()]
        named += [(annex.id, annex.title) for annex in (f.outline.annexes if f.outline else ())]
        rows += [{"id": name, "family": f.name, "title": {"zh": t.zh, "en": t.en}} for name, t in named]
    return rows


LISTS: dict[str, Callable[[Library, list[Family]], Rows]] = {
    "families": families,
    "clauses": clauses,
    "rules": rules,
    "parameters": parameters,
    "forms": forms,
}


def _typed(name: str, described: Any) -> dict[str, Any]:
    kind = described.type
    row = {
        "name": name,
        "type": kind.kind,
        "unit": kind.unit,
        "label": {"zh": described.label.zh, "en": described.label.en},
    }
    if kind.optional:
        row["optional"] = True
    if kind.choices:
        row["values"] = list(kind.choices)
    return row


def _notice(family: Family, notice: Any) -> dict[str, Any]:
    clause = notice.clause
    return {
        "id": notice.name,
        "family": family.name,
        "title": {"zh": clause.title.zh, "en": clause.title.en},
        "version": clause.version,
        "grounds": list(clause.grounds),
        "issued_by": notice.issued_by,
        "facts": [
            {**_typed(name, f.declared), "required": f.required, "computed": f.computed is not None}
            for name, f in notice.fields.items()
        ],
        "rules": [c.rule for c in notice.calculations.values()],
        "reply": [_typed(name, f.declared) for name, f in (notice.reply.fields if notice.reply else {}).items()],
    }


def _parameter(p: Parameter) -> dict[str, Any]:
    from contracts_kit.values.printing import print_value
    from contracts_kit.values.units import factor_of

    default = p.default
    if p.listed_unit and default is not None:
        default = default / factor_of(p.listed_unit)
    return {
        "name": p.name,
        "type": p.type.kind,
        "unit": p.listed_unit or p.type.unit,
        "default": print_value(default, p.type, "en", style="plain")
        if p.type.is_number and default is not None
        else plain(default),
        "label": {"zh": p.label.zh, "en": p.label.en},
        "blank": p.blank_allowed,
        "holds": list(p.holds),
        "source": list(p.source),
    }


@click.command("list")
@click.argument("what", type=click.Choice(list(LISTS)), default="families")
@click.option("--family", "-f", metavar="FAMILY", help="Only this family.")
@for_programs
@click.pass_obj
def list_command(console: Console, what: str, family: str | None, json_: bool) -> None:
    """List families, clauses, rules, parameters or forms."""
    from contracts_kit.content.annexed import without_annexes
    from contracts_kit.content.library import find_family

    library = console.library()
    named = [find_family(library, family)] if family else list(library.families.values())
    chosen = [without_annexes(found) for found in named]
    rows = LISTS[what](library, chosen)
    if json_:
        click.echo(as_json(rows))
        return
    language = console.language
    print_columns([[_name(row), _title(row)[language], _detail(row)] for row in rows])


def _name(row: dict[str, Any]) -> str:
    return str(row.get("id") or row["name"])


def _title(row: dict[str, Any]) -> dict[str, str]:
    title: dict[str, str] = row.get("title") or row["label"]
    return title


def _detail(row: dict[str, Any]) -> str:
    if "grounds" in row:
        return f"v{row['version']}  {' '.join(row['grounds'])}"
    if "default" in row and "holds" in row:
        return f"{row['type']} {row['unit'] or ''}".strip() + ("" if row["default"] is None else f" = {row['default']}")
    return str(row.get("clause") or "")

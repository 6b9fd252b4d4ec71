"""A workspace adds a year to the working-day calendar by a file of its own."""

from datetime import date
from pathlib import Path

import pytest

import contracts_kit as ck

RULE = """---
id: small.reply
title: {zh: 答复, en: Reply}
grounds: [X-1]
version: 1
---

## zh

供应商应当在{{ reply_days }}内答复。

## en

The Supplier shall reply within {{ reply_days }}.

## rules

```yaml
reply_due:
  title: {zh: 答复期限, en: reply due}
  inputs:
    received: {type: date, label: {zh: 收到日, en: received}}
  outputs:
    due: {type: date, is: 'add_working_days(received, reply_days)', label: {zh: 届满日, en: due}}
  example: {received: 2026-03-09}
```
"""
PARAMETERS = """title: {zh: 小协议, en: Small}
parameters:
  reply_days: {type: working_days, default: 2个工作日, label: {zh: 答复期限, en: days to reply}}
"""
OUTLINE = "title: {zh: 小协议, en: Small}\nnumbering: articles\nclauses: [reply]\n"
YEAR = "2027:\n  holidays: [2027-01-01]\n  make_up_days: [2027-01-02]\n"


def workspace(root: Path, working_days: str | None) -> ck.Library:
    for folder in ("clauses/small", "clauses/common", "templates/small"):
        (root / folder).mkdir(parents=True)
    (root / "clauses/small/reply.md").write_text(RULE, encoding="utf-8")
    (root / "clauses/small/parameters.yaml").write_text(PARAMETERS, encoding="utf-8")
    (root / "templates/small/outline.yaml").write_text(OUTLINE, encoding="utf-8")
    if working_days is not None:
        (root / "clauses/common/working_days.yaml").write_text(working_days, encoding="utf-8")
    return ck.load_library(root)


def test_a_year_that_is_not_announced_is_refused_by_the_calculation(tmp_path: Path) -> None:
    library = workspace(tmp_path, None)
    with pytest.raises(ck.InputError) as refused:
        ck.calculate("reply_due", {"received": "2026-12-31"}, library=library)
    assert refused.value.findings[0].kind == "calendar_year_missing"


def test_a_year_in_the_workspace_is_counted(tmp_path: Path) -> None:
    library = workspace(tmp_path, YEAR)
    assert ck.calculate("reply_due", {"received": "2026-12-31"}, library=library).outputs == {"due": date(2027, 1, 4)}
    assert ck.calculate("reply_due", {"received": "2026-03-09"}, library=library).outputs == {"due": date(2026, 3, 11)}


def test_a_broken_year_is_found_when_the_library_loads(tmp_path: Path) -> None:
    with pytest.raises(ck.InputError) as refused:
        workspace(tmp_path, "2027:\n  make_up_days: [2027-01-04]\n")
    (finding,) = refused.value.findings
    assert (finding.kind, finding.place.file) == ("calendar_day_worked_anyway", "clauses/common/working_days.yaml")

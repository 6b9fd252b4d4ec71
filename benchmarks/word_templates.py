"""A house template by `WordTemplate` against docxtpl: conditions, a loop over rows, a header, a property."""

from __future__ import annotations

import io
import zlib
from typing import Any

from benchmarks.result import Result
from benchmarks.timing import interleaved
from benchmarks.word_files import by_docxtpl, with_library

ARTICLES, FIELDS, ROWS = 80, 60, 60
FILLER = "供应商应当按照双方确认的标准、图纸和样品组织生产和检验，并对所供货物的质量承担责任。"


def measure(rounds: int) -> list[Result]:
    """A template of a long contract, rendered again and again with other data."""
    from contracts_kit.writers.word_template import WordTemplate

    template = house_template()
    prepared = WordTemplate(template)
    plain = [_context(number) for number in range(12)]
    lines = [{**context, "notes": "first line\nsecond\tcolumn\nthird"} for context in plain]
    results = []
    for what, contexts in (("plain values", plain), ("values with line breaks and tabs", lines)):
        times = interleaved(
            {
                "docxtpl": lambda n, c=contexts: by_docxtpl(template, c[n % 12]),
                "ours": with_library(zlib, lambda n, c=contexts: prepared.render(c[n % 12])),
            },
            rounds,
        )
        ratio = times["docxtpl"] / times["ours"]
        results.append(
            Result(f"`WordTemplate` ({what}, zlib), times as fast as docxtpl", ratio, 10.0, "least", "x", times)
        )
    return results


def house_template() -> bytes:
    """A template as a person makes it in Word: text, tags and a table."""
    from docx import Document

    document = Document()
    document.core_properties.title = "Contract {{ number }}"
    document.sections[0].header.paragraphs[0].text = "{{ buyer }} {{ number }}"
    for article in range(ARTICLES):
        field = f"{{{{ fields[{article % FIELDS}] }}}}"
        parties = "采购方 {{ buyer }} 与供应商 {{ supplier.name }} "
        document.add_paragraph(f"第{article + 1}条 {parties}约定第 {field} 项。" + FILLER * 3)
        if article % 8 == 0:
            for text in (f"{{%p if fields[{article % FIELDS}] %}}", "{{ notes }}", "{%p endif %}"):
                document.add_paragraph(text)
    table = document.add_table(rows=4, cols=4)
    texts = ("name", "price", "count", "note")
    for column, text in enumerate(texts):
        table.cell(0, column).text = text
        table.cell(2, column).text = f"{{{{ row.{text} }}}}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _context(number: int) -> dict[str, Any]:
    rows = [{"name": f"part {r} <{number}>", "price": f"{r * 7}.00", "count": r, "note": "A&B"} for r in range(ROWS)]
    return {
        "number": f"C-{number:04}",
        "buyer": "示例采购 & 公司",
        "supplier": {"name": f"样本 <{number}>"},
        "fields": [f"value {n * number}" for n in range(FIELDS)],
        "notes": "none",
        "rows": rows,
    }

"""Our Word files against docxtpl, and against only zipping the finished parts."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Any
from unittest.mock import patch

from benchmarks import documents
from benchmarks.naive_template import context_of, parts_of, template_of, words_of, zipped
from benchmarks.result import Result
from benchmarks.timing import interleaved
from contracts_kit.writers import zip_records

DIFFERENT = 12  # documents with values of their own


def measure(rounds: int) -> list[Result]:
    """A contract assembled and written, with each deflate library, against docxtpl and against zipfile."""
    return [
        *_measured(documents.FAMILY, "Word file", rounds),
        *_measured(documents.LONG, "Word file of the retail supply contract (122 articles)", rounds),
    ]


def _measured(family: str, called: str, rounds: int) -> list[Result]:
    made = [documents.written(number, family) for number in range(DIFFERENT)]
    template, contexts = template_of(made[0]), [context_of(document) for document in made]
    finished = [parts_of(document) for document in made]
    _same_words(made, template, contexts)
    works: dict[str, Callable[[int], object]] = {
        "docxtpl": lambda n: by_docxtpl(template, contexts[n % DIFFERENT]),
        "zipfile of the finished parts": lambda n: zipped(finished[n % DIFFERENT]),
        "ours, zlib": with_library(zlib, lambda n: documents.written(n, family)),
    }
    fast = faster()
    if fast is not None:
        works["ours, zlib-ng"] = with_library(fast, lambda n: documents.written(n, family))
    times = interleaved(works, rounds)
    docxtpl, floor = times["docxtpl"], times["zipfile of the finished parts"]
    found = []
    for name, target in (("ours, zlib", 12.0), ("ours, zlib-ng", 20.0)):
        if name in times:
            what = f"{called}, assembled and written ({name.split(', ')[1]}), times as fast as docxtpl on the same text"
            found.append(
                Result(what, docxtpl / times[name], target, "least", "x", {"docxtpl": docxtpl, "ours": times[name]})
            )
    what = f"{called}, assembled and written (zlib), against only zipping its finished parts at the same level"
    ours = times["ours, zlib"]
    found.append(Result(what, ours / floor, 2.0, "most", "x", {"zipping": floor, "ours": ours}))
    return found


def by_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    """A document as the documentation of docxtpl makes it: a new template object for each, autoescape on."""
    from docxtpl import DocxTemplate

    filled = DocxTemplate(io.BytesIO(template))
    filled.render(context, autoescape=True)
    buffer = io.BytesIO()
    filled.save(buffer)
    return buffer.getvalue()


def faster() -> Any:
    """The faster deflate library of the extra `fast`, None if it is not installed."""
    try:
        from zlib_ng import zlib_ng
    except ImportError:
        return None
    return zlib_ng


def with_library(library: ModuleType, work: Callable[[int], object]) -> Callable[[int], object]:
    """The work with this deflate library, whichever was chosen when the writer was imported."""

    def run(number: int) -> object:
        with patch.object(zip_records, "_fast", library):
            return work(number)

    return run


def _same_words(made: list[bytes], template: bytes, contexts: list[dict[str, Any]]) -> None:
    """Both sides must write the same text, else the comparison says nothing."""
    for document, context in zip(made, contexts, strict=True):
        if words_of(document) != words_of(by_docxtpl(template, context)):
            raise SystemExit("docxtpl's document does not say the same as ours: the comparison is not fair")

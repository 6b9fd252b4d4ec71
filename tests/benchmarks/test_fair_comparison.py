"""The benchmark of Word files compares like with like: docxtpl writes the words that we write."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from benchmarks import documents
from benchmarks.naive_template import context_of, template_of, words_of
from benchmarks.result import Result
from benchmarks.word_files import by_docxtpl


def test_the_naive_template_says_the_same_for_another_supplier():
    first, other = documents.written(1), documents.written(2)
    template = template_of(first)
    assert words_of(other) != words_of(first)
    assert words_of(by_docxtpl(template, context_of(other))) == words_of(other)


def test_a_result_says_whether_its_target_was_reached():
    assert Result("a ratio", 12.5, 12, "least", "x", {"theirs": 1.0, "ours": 0.08}).reached
    missed = Result("a time", 0.4, 0.35, "most", "s", {})
    assert not missed.reached and "**no**" in missed.row()

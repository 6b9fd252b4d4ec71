"""The same template and data through docxtpl (autoescape on) and through ours, part by part.

Parts are equal when their canonical XML (C14N) is equal: `&#34;` and `"`, `<w:t></w:t>` and `<w:t/>` are the same
XML. `python comparison.py CHECKOUT/tests` runs docxtpl's own test scripts and compares every rendering.
"""

import io
import os
import runpy
import sys
import zipfile
from pathlib import Path
from unittest.mock import patch

from docxtpl import DocxTemplate
from lxml import etree

from contracts_kit.writers.word_template import WordTemplate


def parts_of(document):
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def by_docxtpl(template, context, jinja_env=None):
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(context, jinja_env, autoescape=True)
    out = io.BytesIO()
    filled.save(out)
    return out.getvalue()


def canonical(content):
    return etree.tostring(etree.fromstring(content), method="c14n")


def differences(ours, theirs):
    """Names of the parts that differ, with both canonical texts."""
    ours, theirs = parts_of(ours), parts_of(theirs)
    assert sorted(ours) == sorted(theirs)
    found = {}
    for name, content in theirs.items():
        if ours[name] != content:
            a, b = canonical(ours[name]).decode(), canonical(content).decode()
            if a != b:
                found[name] = (a, b)
    return found


def same_as_docxtpl(template, context, jinja_env=None):
    """Assert that every part is the same; returns our document."""
    ours = WordTemplate(template, jinja_env=jinja_env).render(context)
    for name, (a, b) in differences(ours, by_docxtpl(template, context, jinja_env)).items():
        raise AssertionError(f"{name}\nours:    {a}\ndocxtpl: {b}")
    return ours


def try_scripts(folder):
    """Run docxtpl's own test scripts (a checkout of it; its packages do not carry them), comparing every rendering."""
    original = DocxTemplate.render

    def render(self, context, jinja_env=None, autoescape=False):
        content = Path(self.template_file).read_bytes() if isinstance(self.template_file, str | Path) else None
        if content is not None and not self.is_rendered:
            try:
                ours = WordTemplate(content, jinja_env=jinja_env).render(context)
                with patch.object(DocxTemplate, "render", original):
                    found = differences(ours, by_docxtpl(content, context, jinja_env))
                print("  ", Path(self.template_file).name, sorted(found) or "same")
            except Exception as wrong:
                print("  ", Path(self.template_file).name, type(wrong).__name__, wrong)
        return original(self, context, jinja_env, autoescape)

    os.chdir(folder)
    with patch.object(DocxTemplate, "render", render):
        for script in sorted(Path().glob("*.py")):
            print(script.name)
            try:
                runpy.run_path(str(script), run_name="__main__")
            except (Exception, SystemExit) as wrong:
                print("   the script itself:", type(wrong).__name__, wrong)


if __name__ == "__main__":
    try_scripts(sys.argv[1])

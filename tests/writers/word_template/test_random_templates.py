"""Templates put together at random from every tag: where docxtpl renders one whole, ours gives the same parts."""

from random import Random

import pytest
from comparison import by_docxtpl, differences
from markupsafe import Markup
from word_files import cell, paragraph, picture, row, run, table, word_file

from contracts_kit.errors import InputError
from contracts_kit.writers.word_template import WordTemplate

WORDS = ("{{ a }}", "{{ b }}", "x", "", "{{ s }}", "{% if c %}y{% endif %}", "{{ l|join(',') }}", "{_{", "{{ m|safe }}", "{#z#}", "{{ n }}\t")  # fmt: skip
AROUND_CELLS = (("{%tc for i in l %}", "{%tc endfor %}"), ("{%tc if c %}", "{%tc endif %}"))
AROUND_ROWS = (("{%tr for i in l %}", "{%tr endfor %}"), ("{%tr if c %}", "{%tr endif %}"))


def some_row(chance):
    def some_cell():
        tag = chance.choice(("", "", "", "{% colspan k %}", "{% cellbg a %}"))
        return cell(
            tag + chance.choice(WORDS), chance.choice(("", '<w:gridSpan w:val="2"/>', '<w:tcW w:w="20" w:type="dxa"/>'))
        )

    cells = [some_cell() for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.4:
        begin, end = chance.choice(AROUND_CELLS)
        inside = chance.choice((cells[0], cell("{% hm %}q") if "for" in begin else "z"))
        cells = [cell(begin), inside if inside != "z" else cell("z"), cell(end), *cells[1:]]
    return row(*cells)


def some_table(chance):
    rows = []
    for _ in range(chance.randint(1, 3)):
        if chance.random() < 0.4:
            begin, end = chance.choice(AROUND_ROWS)
            inside = (
                row("{% vm %}p", chance.choice(WORDS)) if "for" in begin and chance.random() < 0.3 else some_row(chance)
            )
            rows += [row(begin), inside, row(end)]
        else:
            rows.append(some_row(chance))
    return table(*rows, columns=[chance.choice((100, 1000, 2500)) for _ in range(chance.randint(1, 4))])


def some_block(chance):
    kind = chance.random()
    if kind < 0.3:
        return some_table(chance)
    if kind < 0.4:
        return paragraph("{%p for i in l %}") + some_block(chance) + paragraph("{%p endfor %}")
    if kind < 0.5:
        return (
            paragraph("{%p if c %}")
            + some_block(chance)
            + paragraph("{%p else %}")
            + some_block(chance)
            + paragraph("{%p endif %}")
        )
    if kind < 0.7:
        return chance.choice(
            (
                paragraph(picture(3)),
                paragraph(run("{%r if c %}"), run(chance.choice(WORDS)), run("{%r endif %}")),
                paragraph("so")
                + paragraph("{%- if c -%}")
                + paragraph("mid")
                + paragraph("{%- endif -%}")
                + paragraph("end"),
                paragraph("{{p m }}"),
                paragraph("a{% if c %}") + paragraph("b{% endif %}c"),
                paragraph("{% for i in l %}a") + paragraph("b{% endfor %}"),
            )
        )
    return paragraph(
        run(chance.choice(WORDS), chance.choice(("", "<w:b/>"))),
        chance.choice(WORDS),
        properties=chance.choice(("", "<w:pPr><w:keepNext/></w:pPr>")),
    )


def some_context(chance):
    return {
        "a": chance.choice(("A&B", "x\ny", "", 7)), "b": chance.choice((None, "<t>", "\t\a\f", "{_{")), "c": chance.choice((0, 1)),
        "s": "it's", "l": list(range(chance.randint(0, 4))), "k": chance.choice((1, 2, 3)), "n": "v",
        "m": Markup(chance.choice(("", paragraph("made"), table(row("1", "2"), columns=(5,))))),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_a_template_put_together_at_random_gives_the_parts_of_docxtpl(seed):
    chance = Random(seed)
    blocks = [some_block(chance) for _ in range(chance.randint(1, 5))]
    template, context = word_file(*blocks, footer=[some_block(chance)]), some_context(chance)
    try:
        ours = WordTemplate(template).render(context)
    except InputError as refused:
        # docxtpl fails too, or its parser repairs by dropping: then the tag is named as crossing.
        if refused.findings[0].kind not in ("word_template_crossing", "word_template_markup"):
            with pytest.raises(Exception):  # noqa: B017 - jinja's, lxml's and Python's own errors
                by_docxtpl(template, context)
        return
    assert differences(ours, by_docxtpl(template, context)) == {}

"""Word templates with docxtpl's tags, prepared once and rendered fast.

For contexts of plain data the parts are those of docxtpl with `autoescape=True`: byte for byte where nothing was
filled in, else the same canonical XML (`&#34;` stands where docxtpl's parser wrote `"`). What differs, on purpose:

- Where docxtpl's parser would repair a rendering that is not well-formed, by dropping a piece of it, the template is
  refused (`word_template_crossing`, `word_template_markup`); so is half a surrogate pair, after which docxtpl loses
  the rest of the document.
- Characters illegal in XML are dropped in every part. docxtpl drops them in the body and fails in the others.
- Footnotes are filled in once. docxtpl fills them in once for each section, so that a value that looks like a tag
  is run in the second round.
- A template without document properties gets dated 2000-01-01; docxtpl writes the time of day.
- The environment is a sandbox without `random` and `lipsum`, with bounded loops and texts; templates stand alone.
  A caller's own environment is used as it is, with autoescape on and loops counted.
"""

from contracts_kit.writers.word_template.template import WordTemplate
from contracts_kit.writers.word_template.values import WordMarkup

__all__ = ["WordMarkup", "WordTemplate"]

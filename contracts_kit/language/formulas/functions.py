"""The functions of the rule language as formulas, in one table. A function without a row has no formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from contracts_kit.language.formulas import date_functions, list_functions, number_functions
from contracts_kit.language.formulas.terms import Term

if TYPE_CHECKING:
    from contracts_kit.language.formulas.translate import Names, Translator
    from contracts_kit.language.nodes import Call

FormulaOf = Callable[["Translator", "Call", "Names"], Term]
FORMULAS: Mapping[str, FormulaOf] = {
    **number_functions.FORMULAS,
    **date_functions.FORMULAS,
    **list_functions.FORMULAS,
}

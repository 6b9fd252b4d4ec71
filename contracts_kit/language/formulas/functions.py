"""The functions of the rule language as formulas, in one table. A function without a row has no formula."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.language.formulas import date_functions, list_functions, number_functions
from contracts_kit.language.formulas.around import FormulaOf

FORMULAS: Mapping[str, FormulaOf] = {
    **number_functions.FORMULAS,
    **date_functions.FORMULAS,
    **list_functions.FORMULAS,
}

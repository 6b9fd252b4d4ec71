"""Many contracts at once: one folder for each supplier of a list, and one manifest that says what was made.

    plan = plan_batch(FAMILY, "common.yaml", read_sheet_file("suppliers.xlsx"), library=library)
    summary = run_batch(plan, "out", BatchSettings(formats=("docx", "pdf"), jobs=2), report=print)

`plan_batch` refuses what is wrong with the whole (a column that means nothing, a faulty common file) before anything
is written; `run_batch` makes the documents, and a row that cannot be made does not stop the others.
"""

from contracts_kit.batch.making import Outcome
from contracts_kit.batch.plan import BatchPlan, plan_batch
from contracts_kit.batch.run import BatchSummary, run_batch
from contracts_kit.batch.settings import BatchSettings

__all__ = ["BatchPlan", "BatchSettings", "BatchSummary", "Outcome", "plan_batch", "run_batch"]

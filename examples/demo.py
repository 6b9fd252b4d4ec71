"""`make demo`: a real pack from the shipped examples, under generated/, with the embedded PDF engine."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
TARGET = ROOT / "generated"
COMMAND = [sys.executable, "-m", "contracts_kit"]
FAMILY = "quality_agreement"
PARAMETERS = "examples/quality_agreement_with_schedule.yaml"
ONE_SUPPLIER = "examples/quality_agreement.yaml"
SCHEDULE = "examples/material_penalties.yaml"
RETAIL = "retail_supply_contract"
STEPS: tuple[str, ...] = (
    # the agreement with the schedule of liquidated damages annexed, for twelve suppliers
    f"batch {FAMILY} -p {PARAMETERS} --suppliers examples/suppliers.xlsx -o generated/suppliers "
    "--format docx --format pdf",
    # the schedule by itself as a page, with the tiers of the defect rate as a chart
    f"assemble material_penalties -p {SCHEDULE} -o generated --format html",
    # a contract of 122 articles with its annexes, worked examples and charts
    f"assemble {RETAIL} -p examples/{RETAIL}.yaml -o generated --format docx --format pdf",
    # every rule as live formulas
    f"examples {FAMILY} -p {PARAMETERS} -o generated/examples.xlsx",
    # one notice, with a reply for the supplier to fill in
    f"notice qa_user_claim_notice -p {ONE_SUPPLIER} -i examples/facts/qa_user_claim_notice.yaml "
    "-o generated/user_claim_notice.docx",
    # a statement whose figures the rules compute
    f"notice guaranteed_sales_statement -p examples/{RETAIL}.yaml -i examples/facts/guaranteed_sales_statement.yaml "
    "-o generated/guaranteed_sales_statement.pdf",
    # one rule as a picture
    f"chart pen_ppm_deduction -p {SCHEDULE} -o generated/defect_rate.svg --language zh",
    # one calculation in words
    f"--lang zh calc pen_combination_total -p {PARAMETERS}",
)


def run(step: str) -> str:
    """One command of contracts-kit, shown and run; its standard output."""
    print(f"$ contracts-kit {step}", flush=True)
    done = subprocess.run([*COMMAND, *step.split()], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"the command failed with status {done.returncode}")
    return done.stdout


def main() -> None:
    """Run every step, then say what was made and how long it took."""
    TARGET.mkdir(exist_ok=True)
    started = time.perf_counter()
    for step in STEPS:
        said = run(step)
        if " calc " in step:
            print(said)
    seconds = time.perf_counter() - started
    made = sorted(path for path in TARGET.rglob("*") if path.is_file())
    print(f"Made in {seconds:.1f} s:")
    for path in made:
        print(f"  {path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

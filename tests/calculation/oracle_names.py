"""What the oracle is asked with: the inputs, parameters and options of each rule, as the inventory names them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

# name: kind. `=` gives the default, `?` allows nothing. A kind in brackets is a list, `choice:` names its values.
DAYS_OFF = {"non_working_days": "[date]=[]"}
COMPLAINT = {"date": "date", "province": "text", "event_id": "text", "pcs": "count", "loss": "money"}
INPUTS: dict[str, dict[str, str]] = {
    "qa_deposit_withholding": {"batch_payments": "[money]", "opening_balance": "money=0", "draws": "[money]=[]"},
    "qa_brand_loss": {"direct_loss": "money", "other_loss": "money=0"},
    "qa_user_claim_recovery": {
        "user_compensation": "money",
        "travel_costs": "money",
        "wages": "money",
        "other_direct_costs": "money=0",
        "buyer_has_paid_user": "truth",
        "supplier_cause_evidenced": "truth",
        "liability_excluded": "truth=false",
    },
    "qa_brand_offset": {"brand_loss_fee": "money", "direct_loss": "money=0", "payable_to_supplier": "money"},
    "qa_extra_compensation": {
        "nonconforming_lines": "[line]",
        "is_major_accident": "truth",
        "supplier_responsible": "truth",
        "buyer_elects": "truth",
    },
    "qa_major_accident_compensation": {
        "is_major_accident": "truth",
        "supplier_responsible": "truth",
        "rework_material_or_scrap": "money=0",
        "handling_wages": "money=0",
        "utilities": "money=0",
        "transport": "money=0",
        "authority_appraisal_fee": "money=0",
        "user_compensation": "money=0",
        "litigation_costs": "money=0",
        "other_loss": "money=0",
        "product_direct_loss": "money=0",
        "lost_market_profit": "money=0",
        "insurance_paid": "money=0",
        "nonconforming_value": "money=0",
        "buyer_elects_extra": "truth=false",
    },
    "qa_incident_total": {
        "major_accident_applies": "truth",
        "user_claim_applies": "truth",
        "loss_4_1": "money",
        "direct_loss_4_3": "money",
        "overlap": "money",
        "insurance_paid": "money=0",
        "extra_compensation": "money=0",
    },
    "qa_major_accident_classification": {
        "same_defect_qty": "count?",
        "model_total_qty": "count?",
        "province_month_complaint_pcs": "count?",
        "year_complaint_pcs": "count?",
        "single_complaint_loss": "money?",
        "consumer_harm_dispute": "truth=false",
        "other_agreed_major": "truth=false",
    },
    "qa_complaint_window_aggregation": {"complaints": "[complaint]"},
    "qa_nonconforming_disposition": {
        "discovered_at": "choice:incoming,after_storage,assembly,market",
        "first_inspection": "choice:pass,fail",
        "reinspection": "choice:none,pass,fail=none",
        "usable_without_performance_impact": "truth=false",
        "discount_signed_by_authorized": "truth=false",
        "authority_judged_fail": "truth=false",
    },
    "qa_deemed_nonconforming": {
        "entered_market": "truth",
        "judging_body": "choice:national_level,authoritative,other",
        "judged_fail": "truth",
        "standard_used": "choice:national_and_agreed,national_only,agreed_only,other",
    },
    "qa_rectification_stage": {
        "results": "[choice:pass,fail]",
        "rectification_notice_issued": "truth=false",
        "post_rectification_result": "choice:none,pass,fail=none",
    },
    "qa_termination_rights": {"post_rectification_fail": "truth", "major_accident": "truth", "consumer_harm": "truth"},
    "qa_mass_production_gate": {
        "business_type": "choice:procurement,outsourced_processing,finished_product_purchase",
        "first_sample_passed": "truth",
        "sample_sealed_and_kept_by_buyer": "truth",
    },
    "qa_receipt_gate": {
        "supplier_self_inspected": "truth",
        "report_requested": "truth",
        "report_provided": "truth",
        "buyer_inspection_passed": "truth",
    },
    "qa_change_consent": {
        "item_is_key": "truth",
        "change_type": "choice:supplier,spec_model,other",
        "buyer_written_consent": "truth",
    },
    "qa_standard_doc_transfer_due": {
        "change_date": "date",
        "notice_date": "date?",
        "transfer_date": "date?",
        **DAYS_OFF,
    },
    "qa_sampling_confirm_due": {"notice_received_date": "date", "confirmed_date": "date?", **DAYS_OFF},
    "qa_discount_deemed_acceptance": {
        "notice_received_date": "date",
        "staff_sent_date": "date?",
        "as_of_date": "date",
        "discount_validly_decided": "truth=true",
        **DAYS_OFF,
    },
    "qa_joint_determination_due": {
        "start_date": "date",
        "jointly_determined_date": "date?",
        "as_of_date": "date",
        **DAYS_OFF,
    },
    "qa_inspection_fee_allocation": {
        "inspection_fee": "money",
        "result": "choice:quality_problem,not_quality_problem,inconclusive",
    },
    "qa_objection_due": {
        "notice_received_date": "date",
        "inspection_request_date": "date?",
        "report_date": "date?",
        "report_excludes_liability": "truth?",
        "as_of_date": "date",
        **DAYS_OFF,
    },
    "qa_agreement_effective": {
        "a_signed": "truth",
        "a_contract_seal": "truth",
        "b_signed": "truth",
        "b_contract_seal": "truth",
    },
    "qa_agreement_end_date": {
        "term_end_date": "date?",
        "business_end_date": "date?",
        "new_agreement_date": "date?",
        "as_of_date": "date",
    },
    "qa_temporal_scope": {
        "matter": "choice:quality_liability_accident,quality_problem,other",
        "timing": "choice:before_term,in_term,after_term",
    },
}
FIELDS = {"line": {"qty": "count", "unit_price": "money"}, "complaint": COMPLAINT}

PARAMETERS: dict[str, Any] = {
    "quality_deposit_amount": None,
    "deposit_withholding_rate": Fraction(1, 10),
    "brand_loss_rate": Fraction(1, 10),
    "extra_compensation_multiple": Fraction(1),
    "major_accident_model_share": Fraction(2, 100),
    "major_accident_province_month_pcs": 100,
    "major_accident_year_pcs": 300,
    "major_accident_single_loss": Fraction(100000),
    "complaint_window_months": 1,
    "complaint_window_years": 1,
    "consecutive_failure_count": 2,
    "standard_doc_transfer_days": 2,
    "sampling_nonconformity_confirm_days": 3,
    "discount_response_days": 3,
    "joint_determination_days": 15,
    "objection_days": 15,
    "term_end_date": None,
}

# each option with its values, the default first
ROLL = {"roll_non_working": ("statutory", "none")}
OPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "qa_deposit_withholding": {"ledger_basis": ("cumulative_withheld", "current_balance")},
    "qa_brand_loss": {"brand_loss_base": ("direct_loss", "all_losses")},
    "qa_brand_offset": {"offset_scope": ("brand_only", "whole_claim")},
    "qa_major_accident_compensation": {"insurance_mode": ("net", "gross")},
    "qa_incident_total": {"brand_loss_base": ("direct_loss", "all_losses")},
    "qa_major_accident_classification": {"threshold_inclusive": ("true", "false")},
    "qa_complaint_window_aggregation": {
        "month_window": ("rolling", "rolling_to_same_day", "calendar"),
        "year_window": ("rolling", "rolling_to_same_day", "calendar"),
        "province_aggregation": ("cumulative", "single_event"),
    },
    "qa_nonconforming_disposition": {"discount_after_second_fail": ("allow", "forbid")},
    "qa_deemed_nonconforming": {"standard_requirement": ("either", "both")},
    "qa_mass_production_gate": {"require_sealed": ("never", "finished_product_only", "always")},
    "qa_standard_doc_transfer_due": {"clock_start": ("change", "notice"), **ROLL},
    "qa_sampling_confirm_due": ROLL,
    "qa_discount_deemed_acceptance": {"count_start_day": ("false", "true"), **ROLL},
    "qa_joint_determination_due": ROLL,
    "qa_inspection_fee_allocation": {"inconclusive_split": ("buyer", "half", "supplier")},
    "qa_objection_due": {"report_within_period": ("false", "true"), **ROLL},
    "qa_agreement_effective": {"effect_condition": ("sign_and_seal", "seal_only")},
    "qa_agreement_end_date": {"extension_end": ("earlier", "later")},
}

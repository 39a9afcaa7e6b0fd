"""How often things happen in practice data.

Sources: SafeLives' Marac data (rolling 12 months to 2024) for repeats, agencies, children and
the people; West Wales' seasons (peak before Christmas, trough in August); what no source gives,
such as actions for each case, is a proposal.
"""

Weights = dict[str, float]

FORUMS: Weights = {
    "marac": 0.78,
    "asbrac": 0.05,
    "jag": 0.05,
    "jag_adults_at_risk": 0.03,
    "jag_youth": 0.03,
    "ce_missing_partnership": 0.02,
    "sarac": 0.015,
    "iom": 0.015,
    "channel": 0.01,
}
SEASON = (1.1, 1.0, 1.0, 0.98, 0.97, 0.98, 0.95, 0.83, 0.97, 1.02, 1.05, 1.17)  # by month
WEEKDAY = (1.25, 1.15, 1.1, 1.1, 1.15, 0.35, 0.3)
GROWTH_A_YEAR = 1.04

REPEAT = 0.29
REPEAT_DENIED = 0.01  # of repeats
DECLINED = 0.03
TWO_AGENCIES = 0.04
AGENCIES: Weights = {
    "police": 65,
    "idva": 9,
    "childrens_social_care": 4,
    "voluntary": 5,
    "housing": 3.5,
    "secondary_care": 3,
    "primary_care": 2,
    "mental_health": 2,
    "probation": 2,
    "education": 1,
    "adult_social_care": 1.5,
    "substance_misuse": 1,
    "mash": 1,
}
AGENCIES_ASB: Weights = {
    "council_community_safety": 40,
    "police": 30,
    "housing": 20,
    "fire": 3,
    "youth_justice": 4,
    "adult_social_care": 3,
}
CRITERIA: Weights = {
    "visible_high_risk": 62,
    "professional_judgement": 22,
    "escalation": 12,
    "honour_based_abuse": 2,
    "transfer_in": 2,
}
CHILDREN: dict[int | None, float] = {0: 37, 1: 23, 2: 20, 3: 11, 4: 4, 5: 2, None: 3}
NAMED_CHILDREN = 0.2  # of cases with children, somebody typed their names

GENDER: Weights = {"female": 93.8, "male": 6.0, "non_binary": 0.2}
GENDER_OF_HARM: Weights = {"male": 91.5, "female": 8.5}
ETHNICITY: dict[tuple[str | None, str | None], float] = {
    ("white", "white_british"): 72,
    ("white", "white_other"): 4,
    ("white", "white_irish"): 1,
    ("asian", "asian_pakistani"): 2,
    ("asian", "asian_indian"): 1.5,
    ("asian", "asian_bangladeshi"): 1,
    ("black", "black_african"): 2,
    ("black", "black_caribbean"): 1,
    ("mixed", "mixed_white_black_caribbean"): 1.5,
    ("mixed", None): 0.5,
    ("other", "other_arab"): 0.7,
    ("not_known", None): 5,
    ("not_asked", None): 3,
    ("declined", None): 1,
    (None, None): 3.8,
}
DISABLED: dict[str | None, float] = {
    "yes": 9.5, "no": 66, "not_known": 12, "not_asked": 8, None: 4.5,
}  # fmt: skip
LGBT: dict[str | None, float] = {
    "yes": 1.6, "no": 70, "not_known": 12, "not_asked": 9, "declined": 3, None: 4.4,
}  # fmt: skip
AGES: dict[tuple[int, int], float] = {
    (16, 17): 1.4, (18, 24): 19, (25, 34): 34, (35, 44): 25, (45, 64): 16.5, (65, 86): 4.1,
}  # fmt: skip
AGES_OF_HARM: dict[tuple[int, int], float] = {
    (15, 17): 1.1, (18, 24): 17, (25, 34): 36, (35, 44): 27, (45, 64): 16.9, (65, 80): 2,
}  # fmt: skip
BIRTH_UNKNOWN = 0.05
RELATIONSHIP: Weights = {
    "partner": 36, "ex_partner": 46, "parent": 2, "child": 8, "sibling": 3, "other_family": 5,
}  # fmt: skip
TOLD: dict[str | None, float] = {
    "told_agrees": 72, "told_objects": 8, "told_no_view": 6, "not_told_unsafe": 9, None: 5,
}  # fmt: skip

CASES_A_MEETING = 16
DEFERRED = 0.03
PRESENT: Weights = {"present": 84, "deputy": 6, "apologies": 7, "": 3}
ACTIONS: dict[int, float] = {0: 8, 1: 17, 2: 28, 3: 25, 4: 14, 5: 8}
ACTION_ENDS: Weights = {"done": 88, "not_possible": 7, "not_done": 5}
ASSESSED = 0.6
CONTACTS = 0.6
REPORTED = 0.15
IN_ERROR = 0.004
CORRECTED = 0.01
SPELT_OTHERWISE = 0.02

"""Every row of the treatment rules: sources, evidence, drugs, dates and words; and none was forgotten."""

import re
from datetime import date
from importlib.resources import files

import pytest
import yaml

from her2lessons import evidence
from her2lessons.guidelines import treatment
from her2lessons.guidelines.pathway.library import ROOMS
from her2lessons.guidelines.treatment import Rule, is_one_of, treatments

RULES = treatment.rules()
by_id = {rule.id: rule for rule in RULES}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)

TRIALS = frozenset(evidence.trials()["id"])
FACTS = frozenset(evidence.facts()["id"])
DRUGS = {id: evidence.drug(id) for id in evidence.drugs()["id"]}
APPROVALS = [evidence.approval(id) for id in evidence.approvals()["id"]]

CLASSES_OF_GROUPS = {
    "taxane": {"taxane"},
    "anthracycline": {"anthracycline"},
    "platinum": {"platinum"},
    "chemotherapy": {
        "taxane",
        "anthracycline",
        "platinum",
        "antimetabolite",
        "alkylating agent",
        "microtubule inhibitor",
    },
    "her2_antibody": {"HER2 antibody", "HER2 bispecific antibody"},
    "her2_adc": {"HER2 antibody-drug conjugate"},
    "her2_tki": {"HER2 kinase inhibitor"},
    "her2_drug": {
        "HER2 antibody",
        "HER2 bispecific antibody",
        "HER2 antibody-drug conjugate",
        "HER2 kinase inhibitor",
    },
    "aromatase_inhibitor": {"aromatase inhibitor"},
    "gonadal_suppression": {"gonadal suppression"},
    "endocrine_therapy": {
        "selective estrogen receptor modulator",
        "aromatase inhibitor",
        "gonadal suppression",
        "estrogen receptor degrader",
    },
    "cdk46_inhibitor": {"CDK4/6 inhibitor"},
    "pi3k_akt_inhibitor": {"PI3K-AKT-mTOR inhibitor"},
    "parp_inhibitor": {"PARP inhibitor"},
    "immunotherapy": {"immune checkpoint inhibitor"},
    "bisphosphonate": {"bone agent"},
    "bone_agent": {"bone agent"},
}
"""Which classes of the table of drugs a group of the rules takes in."""

NO_DRUGS = {"surgery", "radiotherapy"}
NOT_LISTED = {"pertuzumab_trastuzumab_hyaluronidase"}
"""A product with two drugs in it: a case names the two."""

# Where each numbered rule of the course's reading of the guidelines went. What is known from memory only was
# left out, as the comments say.
WHERE = {
    1: ["test_er_pr", "test_first_recurrence"],
    2: ["test_her2_finish"],
    3: ["test_her2_finish"],
    4: ["test_her2_level"],
    5: ["test_her2_finish"],
    6: ["test_her2_level"],
    7: ["test_her2_unlikely_positive"],
    8: ["test_her2_negative_core"],
    9: ["test_first_recurrence"],
    10: ["test_gbrca_metastatic", "test_blood_at_progression"],
    11: ["test_stage"],
    12: ["test_stage"],
    13: ["her2_neoadjuvant_first", "her2_surgery_first", "her2_neoadjuvant_t1c"],
    14: ["her2_neoadjuvant_regimen", "her2_neoadjuvant_anthracycline"],
    15: ["her2_neoadjuvant_tdxd", "her2_neoadjuvant_conjugate_alone_not"],
    16: ["her2_neoadjuvant_regimen"],
    17: ["her2_adjuvant_t1a"],
    18: ["her2_adjuvant_t1b"],
    19: ["her2_adjuvant_t1c", "her2_adjuvant_t2", "her2_adjuvant_t2_pertuzumab"],
    20: ["her2_adjuvant_node_positive", "her2_adjuvant_node_positive_single"],
    21: ["her2_one_year"],
    22: ["her2_pcr", "her2_pcr_node_positive"],
    23: ["her2_residual_tdm1", "her2_residual_tdxd_high_risk", "her2_residual_tdxd"],
    24: ["her2_residual_in_situ", "her2_residual_in_situ_not"],
    25: ["her2_tdm1_stopped"],
    26: ["her2_endocrine_too"],
    27: ["her2_neratinib"],
    28: ["test_lvef"],
    29: ["drug_names"],
    30: ["her2_first_line_thp"],
    31: ["her2_first_line_tdxd"],
    32: ["her2_maintenance"],
    33: ["her2_maintenance_endocrine", "her2_maintenance_palbociclib"],
    34: ["her2_maintenance_tucatinib"],
    35: ["her2_second_line_tdxd"],
    36: ["her2_second_line_tdxd"],
    37: ["her2_brain_active_tucatinib", "her2_brain_active_tdxd"],
    38: ["her2_tucatinib_triplet", "her2_tdm1"],
    39: ["her2_later_antibody_chemotherapy", "her2_later_neratinib", "her2_later_lapatinib"],
    40: ["her2_endocrine_instead"],
    41: ["her2_anthracycline_not"],  # the heart figures of the old trial are from memory
    42: ["her2_gbrca"],
    43: ["ild_grade_1", "ild_grade_2", "tdxd_after_ild_not"],
    44: ["low_is_a_label"],
    45: [
        "low_hr_positive_after_endocrine",
        "low_hr_positive_endocrine_exhausted",
        "ultralow_hr_positive",
    ],
    46: ["low_hr_positive_after_chemotherapy", "low_triple_negative"],
    47: ["low_triple_negative"],
    48: ["test_her2_null_again"],
    49: ["low_no_adjuvant_trastuzumab"],
    50: ["endocrine_menopause_unknown", "endocrine_er_low"],
    51: ["test_recurrence_score"],
    52: ["score_post_high", "score_post_low"],
    53: ["score_pre_n0_low", "score_pre_n0_middle", "score_pre_n0_high", "score_pre_n1"],
    54: ["four_nodes_chemotherapy"],
    55: ["endocrine_post"],
    56: ["endocrine_pre_suppression", "ai_alone_not"],
    57: ["endocrine_ten_years"],
    58: ["abemaciclib_early"],
    59: ["ribociclib_early_post", "ribociclib_early_suppressed", "ribociclib_early_n0"],
    60: ["olaparib_early_hr_positive"],  # "not together with abemaciclib" is from memory
    61: ["bisphosphonate_post"],
    62: ["hr_first_line_post", "hr_first_line_suppressed", "hr_visceral_crisis"],
    63: ["hr_first_line_post"],  # that palbociclib did not prolong life is from memory
    64: ["hr_inavolisib", "test_pik3ca_first_line"],
    65: ["test_blood_at_progression"],
    66: ["hr_esr1_elacestrant", "hr_esr1_imlunestrant", "hr_esr1_vepdegestrant"],
    67: ["hr_capivasertib", "hr_alpelisib"],
    68: ["hr_gedatolisib"],
    69: ["hr_parp"],
    70: ["low_hr_positive_endocrine_exhausted", "hr_sacituzumab", "hr_datopotamab"],
    71: ["hr_camizestrant"],
    72: ["tn_neoadjuvant_first", "tn_adjuvant_chemotherapy", "tn_t1a_chemotherapy_not"],
    73: ["tn_keynote_522"],
    74: ["tn_finish_pembrolizumab", "tn_residual_capecitabine", "tn_residual_olaparib"],
    75: ["tn_first_line_pembrolizumab", "tn_first_line_sacituzumab_pembrolizumab"],
    76: ["tn_first_line_sacituzumab", "tn_first_line_datopotamab"],
    77: ["tn_parp_first_line", "tn_platinum_first_line"],
    78: ["tn_second_line_sacituzumab", "low_triple_negative"],
    79: ["tn_first_line_atezolizumab_us_not", "tn_first_line_atezolizumab_eu"],
    80: ["endocrine_male", "endocrine_male_ai", "male_same", "male_bone_agent_not"],
    81: ["ai_alone_not"],
    82: ["pregnancy_not", "test_pregnancy", "contraception"],
    83: ["fertility"],
    84: ["receptors_changed"],
    85: ["test_brain_routine", "test_brain_symptoms"],
    86: ["radiotherapy"],
    87: ["test_lvef"],  # the rest goes with each drug: see the cautions below
    88: ["access"],
}

ADDED = {
    "test_her2_discordant",
    "test_gbrca_early",
    "test_pdl1",
    "pregnancy_team",
    "older_person",
    "frail_person",
    "heart_first",
    "surgery",
    "her2_residual_never_treated",
    "brain_local",
    "her2_endocrine_alone",
    "endocrine_pr_only",
    "endocrine_pre",
    "score_pre_n1_high",
    "score_male_high",
    "hr_first_line_menopause_unknown",
    "hr_later_endocrine",
    "hr_esr1_imlunestrant_abemaciclib",
    "hr_chemotherapy",
    "tn_t1c_first",
    "tn_surgery_first",
    "tn_neoadjuvant_chemotherapy",
    "tn_t1c_chemotherapy",
    "tn_t1b_chemotherapy",
    "tn_adjuvant_olaparib",
    "tn_first_line_chemotherapy",
    "tn_parp_later",
    "tn_later_chemotherapy",
    "her2_early_frail",
    "her2_metastatic_frail",
    "her2_maintenance_tdxd",
    "er_low_road_early",
    "er_low_road_metastatic",
    "hr_maintenance",
    "hr_later_cdk46",
    "tn_maintenance",
    "tn_neoadjuvant_weak_heart",
    "t1mi_not_ruled",
    "her2_maintenance_tdxd_stopped",
    "hr_crisis_frail",
    "er_low_chemotherapy",
    "her2_residual_without_taxane",
    "hr_later_everolimus",
    "her2_second_line_used_up",
    "tn_after_surgery_nothing_more",
    "tn_early_frail",
    "hr_exhausted_frail",
    "her2_early_weak_heart",
    "er_low_chemotherapy_early",
    "contraception_other",
    "brain_local_other",
    "tn_metastatic_frail",
    "hr_t4_chemotherapy",
}
"""Rules that the numbered ones leave room for: what else a case of that kind needs, each with its source."""


OURS = {
    "test_her2_discordant",
    "tn_t1b_chemotherapy",
    "her2_early_frail",
    "her2_metastatic_frail",
    "er_low_road_early",
    "er_low_road_metastatic",
    "hr_maintenance",
    "tn_maintenance",
    "tn_neoadjuvant_weak_heart",
    "t1mi_not_ruled",
    "her2_maintenance_tdxd_stopped",
    "hr_crisis_frail",
    "er_low_chemotherapy",
    "her2_residual_without_taxane",
    "her2_second_line_used_up",
    "tn_after_surgery_nothing_more",
    "tn_early_frail",
    "hr_exhausted_frail",
    "her2_early_weak_heart",
    "er_low_chemotherapy_early",
    "contraception_other",
    "brain_local_other",
    "tn_metastatic_frail",
}
"""Rules, or parts of them, that are this course's own reading; each says so."""


def sentences(rule: Rule) -> list[str]:
    return [rule.why, *rule.cautions]


def words(rule: Rule) -> str:
    """Return everything a reader sees of a rule."""
    return " ".join([rule.title, *(option.name for option in rule.options), *sentences(rule)])


def test_no_numbered_rule_was_forgotten_and_every_rule_has_its_place() -> None:
    assert list(WHERE) == list(range(1, 89))
    placed = {id for ids in WHERE.values() for id in ids}
    assert placed.isdisjoint(ADDED)
    assert placed | ADDED == set(by_id)


@every_rule
def test_a_rule_is_told_in_words_and_not_in_the_fields_of_a_case(rule: Rule) -> None:
    assert not re.search(r"\b\w+_\w+\b|\b(True|False|None)\b", words(rule))


@every_rule
def test_the_evidence_of_a_rule_is_a_trial_result_or_a_fact_of_the_course(rule: Rule) -> None:
    assert [id for id in rule.evidence if (id in TRIALS) == (id in FACTS)] == []
    assert len(set(rule.evidence)) == len(rule.evidence)


@every_rule
def test_every_source_of_a_rule_is_a_reference_of_the_course(rule: Rule) -> None:
    assert [key for key in rule.source if not evidence.reference(key).link] == []
    assert len(set(rule.source)) == len(rule.source) > 0


@every_rule
def test_what_rests_on_the_guideline_nobody_read_is_marked_as_a_summary(rule: Rule) -> None:
    assert (rule.read == "summary") == ("nccn2026" in rule.source)


@every_rule
def test_no_rule_uses_a_guidelines_own_grades(rule: Rule) -> None:
    assert not re.search(r"categor(y|ies) \d|\b[12][AB]\b|preferred|NCCN|grade [A-C]\b", words(rule), re.I)


@every_rule
def test_the_course_speaks_for_itself_only_where_it_says_so(rule: Rule) -> None:
    assert ("course" in rule.source) == (rule.id in OURS)
    if rule.id in OURS and rule.id != "test_her2_discordant":
        assert "This is our reading." in rule.why
        assert rule.strength == "consider" or rule.id in ("hr_maintenance", "tn_maintenance")


@every_rule
def test_a_rule_is_written_in_plain_whole_sentences(rule: Rule) -> None:
    for sentence in sentences(rule):
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert "  " not in sentence
    for name in (rule.title, *(option.name for option in rule.options)):
        assert not name.endswith((".", " "))
    assert not re.search(r"\bpatients?\b|\bsilent\b|gold standard|—|…", words(rule))
    assert re.fullmatch(r"[a-z0-9_]+", rule.id)


@every_rule
def test_a_rule_was_checked_and_no_date_lies_ahead(rule: Rule) -> None:
    assert date(2026, 1, 1) <= rule.checked <= date.today()
    assert rule.since <= rule.checked.isoformat()


@every_rule
def test_a_date_beside_a_rule_is_that_of_an_approval_of_its_drug(rule: Rule) -> None:
    if not rule.since or rule.id == "tn_first_line_atezolizumab_us_not":
        return
    drugs = {drug for option in rule.options for drug in option.drugs}
    found = [
        approval
        for approval in APPROVALS
        if approval.drug in drugs
        and approval.region == "US"
        and approval.status == "approved"
        and approval.day.startswith(rule.since)
    ]
    assert found
    assert {approval.source for approval in found} & set(rule.source)


def test_atezolizumab_left_the_us_on_the_day_that_its_maker_said_so() -> None:
    rule = by_id["tn_first_line_atezolizumab_us_not"]
    (withdrawn,) = (one for one in APPROVALS if one.drug == "atezolizumab" and one.status == "withdrawn")
    assert (rule.region, rule.since, rule.strength) == ("US", "2021-08-27", "not recommended")
    assert "27 August 2021" in withdrawn.indication
    assert withdrawn.day == "2021-10-06"
    assert "6 October 2021" in rule.why
    assert by_id["tn_first_line_atezolizumab_eu"].region == "EU"


def test_what_is_new_in_the_us_alone_is_not_offered_in_the_eu() -> None:
    us_alone = {rule.id for rule in RULES if rule.region == "US"}
    assert us_alone == {
        "her2_neoadjuvant_tdxd",
        "her2_residual_tdxd_high_risk",
        "her2_residual_tdxd",
        "her2_first_line_tdxd",
        "her2_maintenance_palbociclib",
        "low_hr_positive_after_endocrine",
        "hr_camizestrant",
        "hr_esr1_imlunestrant",
        "hr_esr1_imlunestrant_abemaciclib",
        "hr_esr1_vepdegestrant",
        "hr_gedatolisib",
        "tn_first_line_sacituzumab_pembrolizumab",
        "tn_first_line_sacituzumab",
        "tn_first_line_datopotamab",
        "tn_first_line_atezolizumab_us_not",
    }


def test_every_treatment_is_a_drug_of_the_course_or_a_named_group_of_them() -> None:
    known = treatments()
    groups = {id for id, one in known.items() if one.is_group}
    assert groups | {"bisphosphonate"} == set(CLASSES_OF_GROUPS)
    assert set(known) - groups - NO_DRUGS == set(DRUGS) - NOT_LISTED
    for id in set(known) & set(DRUGS):
        assert DRUGS[id].name.startswith(known[id].name)


def test_a_drug_belongs_to_the_groups_of_its_class() -> None:
    for id in set(treatments()) & set(DRUGS):
        for group, classes in CLASSES_OF_GROUPS.items():
            if group != "bisphosphonate":
                assert is_one_of(id, group) == (DRUGS[id].drug_class in classes), (id, group)
    assert is_one_of("zoledronic_acid", "bisphosphonate")
    assert not is_one_of("denosumab", "bisphosphonate")


@every_rule
def test_a_regimen_names_every_drug_in_it(rule: Rule) -> None:
    """What a test looks for in the drugs has to be what a reader sees in the name."""
    for option in rule.options:
        shown = option.name.lower()
        for id in DRUGS.keys() & treatments().keys():
            name = treatments()[id].name
            standing = re.search(rf"\b{name}\b(?! deruxtecan| emtansine)", shown)
            if option.drugs and standing and not _inside_another(name, shown):
                assert id in option.drugs + option.without, (option.name, id)
        for id in option.drugs:
            word = treatments()[id].name.removeprefix("a ").removeprefix("an ")
            assert word.split()[-1].rstrip("s") in shown or id in _OTHER_WORDS, (option.name, id)


_OTHER_WORDS = {"gonadal_suppression", "her2_antibody", "bone_agent", "her2_adc", "pi3k_akt_inhibitor"}


def _inside_another(name: str, shown: str) -> bool:
    """Return whether a name stands only inside a longer one, as paclitaxel does in nab-paclitaxel."""
    return f"-{name}" in shown


SUPPORT = {
    "trastuzumab": "LVEF",
    "pertuzumab": "LVEF",
    "margetuximab": "LVEF",
    "trastuzumab_emtansine": "LVEF",
    "trastuzumab_deruxtecan": "LVEF",
    "neratinib": "loperamide",
}


@pytest.mark.parametrize(("drug", "word"), [*SUPPORT.items(), ("trastuzumab_deruxtecan", "Nausea")])
def test_what_a_drug_needs_beside_it_goes_with_it_everywhere(drug: str, word: str) -> None:
    one = treatments()[drug]
    cautions = [*one.cautions, *(caution for group in one.groups for caution in treatments()[group].cautions)]
    assert any(word in caution for caution in cautions)


def test_where_guidelines_differ_the_rule_says_so() -> None:
    """The points on which guidelines or labels differ, and the words that a reader finds there."""
    for id, said in {
        "her2_first_line_tdxd": "Both are standards now",
        "her2_maintenance_palbociclib": "No guideline position was found",
        "her2_maintenance_tucatinib": "No approval for this use and no guideline position was found",
        "her2_neoadjuvant_first": "2 cm is a habit and not a law",
        "her2_neoadjuvant_tdxd": "No guideline position on this regimen was found",
        "her2_residual_tdxd_high_risk": "trastuzumab emtansine has the proven survival gain",
        "her2_adjuvant_t1a": "no randomised trial shows",
        "her2_one_year": "could not be shown to match it in PHARE",
        "abemaciclib_early": "the ASCO text of April 2024 favours abemaciclib",
        "ultralow_hr_positive": "small and exploratory",
        "tn_first_line_atezolizumab_eu": "EU label stayed",
        "hr_camizestrant": "voted 6 to 3 against on 30 April 2026",
        "low_triple_negative": "small, exploratory group",
    }.items():
        assert said in words(by_id[id]), id


def test_a_trial_without_a_survival_result_says_that_it_is_too_early() -> None:
    """These trials have no survival result so far; their rules say so."""
    for id in (
        "her2_first_line_tdxd",
        "her2_residual_tdxd_high_risk",
        "her2_residual_tdxd",
        "her2_maintenance_palbociclib",
        "tn_first_line_sacituzumab",
        "tn_first_line_sacituzumab_pembrolizumab",
    ):
        assert any(
            "too early to say whether people live longer" in caution for caution in by_id[id].cautions
        ), id


SURVIVAL_ELSEWHERE = {
    "olympia_os_6y": "the result is a difference between the arms, without a ratio",
    "create_x_tnbc_dfs_5y": "survival stands in the note of the result",
}


def test_a_survival_gain_is_claimed_only_with_a_result_that_shows_it() -> None:
    """Where a rule says that people lived longer, the interval of a result on survival leaves out 1."""
    claim = re.compile(r"people (also )?lived longer|fewer deaths|more people lived|people die of", re.I)
    claimed = [rule for rule in RULES if claim.search(rule.why)]
    assert len(claimed) >= 20
    endpoint = re.compile(r"overall survival|.*death|.*mortality")
    for rule in claimed:
        results = [evidence.trial(id) for id in rule.evidence if id in TRIALS]
        shown = [
            one for one in results if endpoint.match(one.endpoint) and one.high is not None and one.high < 1
        ]
        assert shown or SURVIVAL_ELSEWHERE.keys() & set(rule.evidence), rule.id


@pytest.mark.parametrize("name", [*ROOMS, "treatments"])
def test_every_text_in_a_rule_file_stands_in_quotes(name: str) -> None:
    """Without quotes YAML turns some words into dates, numbers or yes and no."""
    text = files("her2lessons.guidelines").joinpath("rules", f"{name}.yaml").read_text(encoding="utf-8")
    waiting = [yaml.compose(text)]
    seen = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        else:
            seen += 1
            if node.style != '"':
                assert node.tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"), node.value
    assert seen > 20

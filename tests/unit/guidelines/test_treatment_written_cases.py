"""Cases written by reading the guidelines: what each is offered, how strongly, who says so, and what not."""

from dataclasses import dataclass, field

import pytest

from her2lessons.guidelines import ihc, ish, treatment
from her2lessons.guidelines.her2 import interpret
from her2lessons.guidelines.treatment import Case, Plan, Recommendation, is_one_of

TCHP = {"docetaxel", "carboplatin", "trastuzumab", "pertuzumab"}
THP = {"docetaxel", "trastuzumab", "pertuzumab"}
PACLITAXEL_H = {"paclitaxel", "trastuzumab"}
TDXD = {"trastuzumab_deruxtecan"}
TDM1 = {"trastuzumab_emtansine"}
TUCATINIB = {"tucatinib", "trastuzumab", "capecitabine"}
CHEMO_ENDOCRINE = {"chemotherapy", "endocrine_therapy"}
RIBOCICLIB_AI = {"ribociclib", "aromatase_inhibitor"}
STANDARD, OPTION, CONSIDER, NOT = "standard", "option", "consider", "not recommended"
TRIPLE_NEGATIVE = {"er": "negative", "pr": "negative", "her2": "HER2-null"}


@dataclass(frozen=True)
class Written:
    """One case and what the guidelines say about it."""

    about: str
    case: dict[str, object]
    offers: list[tuple[set[str], str, str]] = field(default_factory=list)
    """Drugs of one option, its strength, a source."""
    says: list[tuple[str, str, str]] = field(default_factory=list)
    """Words of a title, the strength, a source; for what is no drug."""
    never: list[str] = field(default_factory=list)
    """Drugs or groups that no recommendation may give."""
    missing: list[str] = field(default_factory=list)


def early(**given: object) -> dict[str, object]:
    return {"setting": "early", **given}


def residual(**given: object) -> dict[str, object]:
    return {"setting": "residual", **given}


def metastatic(**given: object) -> dict[str, object]:
    return {"setting": "metastatic", **given}


WRITTEN = [
    Written(
        "HER2-positive cT2 N0: medicine first, two antibodies with a taxane; the new US regimen is an option",
        early(t="cT2", n="cN0", er="negative", pr="negative", her2="HER2-positive", lvef_ok=True),
        offers=[
            (TCHP, STANDARD, "loibl2024"),
            ({"taxane", "trastuzumab", "pertuzumab"}, STANDARD, "loibl2024"),
            ({"trastuzumab_deruxtecan", "paclitaxel", "trastuzumab", "pertuzumab"}, OPTION, "fdatdxd2026"),
            (TDXD, NOT, "harbeck2026"),
        ],
        says=[("Medicine first", STANDARD, "korde2021"), ("one year in all", STANDARD, "loibl2024")],
        never=["endocrine_therapy", "margetuximab", "her2_tki"],
    ),
    Written(
        "the same in the EU: the regimen of the US label of 15 May 2026 is not offered",
        early(t="cT2", n="cN0", her2="HER2-positive", region="EU"),
        offers=[(TCHP, STANDARD, "loibl2024")],
        never=["trastuzumab_deruxtecan"],
    ),
    Written(
        "HER2-positive pT1a N0: only a talk about paclitaxel with trastuzumab; endocrine therapy",
        early(t="pT1a", n="pN0", er="positive", her2="HER2-positive", menopausal="post"),
        offers=[(PACLITAXEL_H, CONSIDER, "nccn2026"), ({"aromatase_inhibitor"}, STANDARD, "ebctcg2015")],
        never=["pertuzumab", "trastuzumab_deruxtecan", "trastuzumab_emtansine"],
    ),
    Written(
        "HER2-positive pT1c N0: chemotherapy with trastuzumab is standard, pertuzumab is not given",
        early(t="pT1c", n="pN0", er="negative", pr="negative", her2="HER2-positive"),
        offers=[(PACLITAXEL_H, STANDARD, "tolaney2023")],
        never=["pertuzumab"],
    ),
    Written(
        "HER2-positive cT1c N0 before any treatment: surgery first, medicine first may be considered",
        early(t="cT1c", n="cN0", her2="HER2-positive"),
        says=[
            ("Surgery first", STANDARD, "korde2021"),
            ("medicine first is possible", CONSIDER, "korde2021"),
        ],
    ),
    Written(
        "HER2-positive pT2 N0 operated first: pertuzumab is only to be considered",
        early(t="pT2", n="pN0", her2="HER2-positive"),
        offers=[
            ({"docetaxel", "carboplatin", "trastuzumab"}, STANDARD, "ebctcg2021"),
            (TCHP, CONSIDER, "nccn2026"),
        ],
    ),
    Written(
        "HER2-positive with involved nodes, operated first: both antibodies",
        early(t="pT1c", n="pN1", her2="HER2-positive"),
        offers=[
            (TCHP, STANDARD, "piccart2021"),
            ({"docetaxel", "carboplatin", "trastuzumab"}, OPTION, "ebctcg2021"),
        ],
    ),
    Written(
        "complete response, nodes involved at the start: both antibodies to the end of the year",
        early(
            t="cT2", n="cN1", her2="HER2-positive", pcr=True, prior=("docetaxel", "trastuzumab", "pertuzumab")
        ),
        offers=[({"trastuzumab", "pertuzumab"}, STANDARD, "nccn2026")],
        never=["trastuzumab_emtansine", "trastuzumab_deruxtecan", "chemotherapy"],
    ),
    Written(
        "complete response without nodes: trastuzumab, with or without pertuzumab",
        early(t="cT2", n="cN0", her2="HER2-positive", pcr=True, prior=("taxane", "trastuzumab")),
        offers=[
            ({"trastuzumab"}, STANDARD, "nccn2026"),
            ({"trastuzumab", "pertuzumab"}, STANDARD, "nccn2026"),
        ],
        never=["trastuzumab_emtansine", "trastuzumab_deruxtecan"],
    ),
    Written(
        "residual invasive disease with involved nodes: either conjugate, both said",
        residual(t="ypT1c", n="ypN1", her2="HER2-positive", prior=("docetaxel", "trastuzumab", "pertuzumab")),
        offers=[(TDM1, STANDARD, "geyer2025"), (TDXD, STANDARD, "fdatdxd2026")],
    ),
    Written(
        "residual invasive disease, not high risk: the label allows deruxtecan, the trial was of high risk",
        residual(t="ypT1b", n="ypN0", her2="HER2-positive", high_risk=False, prior=("taxane", "trastuzumab")),
        offers=[(TDM1, STANDARD, "geyer2025"), (TDXD, OPTION, "destinybreast2025")],
    ),
    Written(
        "residual invasive disease in the EU: no decision on deruxtecan was found",
        residual(n="ypN1", her2="HER2-positive", prior=("taxane", "trastuzumab"), region="EU"),
        offers=[(TDM1, STANDARD, "delgado2021")],
        never=["trastuzumab_deruxtecan"],
    ),
    Written(
        "only in-situ cancer left: no conjugate",
        residual(t="ypTis", n="ypN0", her2="HER2-positive", prior=("taxane", "trastuzumab")),
        offers=[({"trastuzumab"}, STANDARD, "nccn2026"), (TDM1, NOT, "nccn2026"), (TDXD, NOT, "nccn2026")],
    ),
    Written(
        "emtansine stopped for toxicity: the year is finished with antibodies",
        residual(
            t="ypT1",
            n="ypN0",
            her2="HER2-positive",
            prior=("taxane", "trastuzumab", "T-DM1"),
            stopped=("T-DM1",),
        ),
        offers=[({"trastuzumab"}, OPTION, "nccn2026")],
        never=["trastuzumab_emtansine"],
    ),
    Written(
        "HR-positive, HER2-positive, high risk, four months after the year: neratinib is an option",
        early(
            er="positive",
            her2="HER2-positive",
            menopausal="post",
            high_risk=True,
            her2_finished=True,
            months_since_adjuvant=4,
        ),
        offers=[({"neratinib"}, OPTION, "chan2021"), ({"aromatase_inhibitor"}, STANDARD, "ebctcg2015")],
    ),
    Written(
        "metastatic HER2-positive, first line: two standards in the US",
        metastatic(line=1, er="negative", pr="negative", her2="HER2-positive", prior=(), lvef_ok=True),
        offers=[
            (THP, STANDARD, "giordano2022"),
            ({"paclitaxel", "trastuzumab", "pertuzumab"}, STANDARD, "giordano2022"),
            ({"trastuzumab_deruxtecan", "pertuzumab"}, STANDARD, "fdatdxdpertuzumab2025"),
            ({"anthracycline", "trastuzumab"}, NOT, "nccn2026"),
        ],
        never=["anthracycline", "trastuzumab_emtansine", "tucatinib"],
    ),
    Written(
        "metastatic HER2-positive, maintenance with hormone receptors after menopause",
        metastatic(
            line=1,
            maintenance=True,
            er="positive",
            her2="HER2-positive",
            menopausal="post",
            prior=("docetaxel", "trastuzumab", "pertuzumab"),
        ),
        offers=[
            ({"trastuzumab", "pertuzumab"}, STANDARD, "giordano2022"),
            ({"trastuzumab", "pertuzumab", "endocrine_therapy"}, STANDARD, "giordano2022"),
            ({"palbociclib", "trastuzumab", "pertuzumab", "endocrine_therapy"}, OPTION, "fdapalbociclib2026"),
            ({"tucatinib", "trastuzumab", "pertuzumab"}, CONSIDER, "dieras2025"),
        ],
        never=["taxane"],
    ),
    Written(
        "relapse eight months after adjuvant trastuzumab: the second-line rule, not the first-line rule",
        metastatic(line=1, her2="HER2-positive", prior=("taxane", "trastuzumab"), months_since_adjuvant=8),
        offers=[(TDXD, STANDARD, "giordano2022")],
        never=["pertuzumab", "taxane"],
    ),
    Written(
        "relapse thirteen months after adjuvant trastuzumab: the first-line rule",
        metastatic(line=1, her2="HER2-positive", prior=("taxane", "trastuzumab"), months_since_adjuvant=13),
        offers=[(THP, STANDARD, "giordano2022")],
    ),
    Written(
        "metastatic HER2-positive, second line: trastuzumab deruxtecan",
        metastatic(
            line=2,
            her2="HER2-positive",
            prior=("docetaxel", "trastuzumab", "pertuzumab"),
            brain_metastases="none",
        ),
        offers=[(TDXD, STANDARD, "cortes2024"), (TDM1, OPTION, "giordano2022")],
        never=["margetuximab", "neratinib", "tucatinib"],
    ),
    Written(
        "second line after deruxtecan with pertuzumab in the first: no trial defines what comes next",
        metastatic(
            line=2,
            her2="HER2-positive",
            prior=("trastuzumab_deruxtecan", "pertuzumab"),
            brain_metastases=False,
        ),
        offers=[(TUCATINIB, OPTION, "giordano2022"), (TDM1, OPTION, "giordano2022")],
        never=["trastuzumab_deruxtecan"],
    ),
    Written(
        "third line with active brain metastases: the tucatinib triplet is the randomised choice",
        metastatic(line=3, her2="HER2-positive", prior=("taxane", "trastuzumab"), brain_metastases="active"),
        offers=[(TUCATINIB, STANDARD, "lin2023"), (TDXD, OPTION, "harbeck2024")],
        says=[("surgery and radiotherapy", STANDARD, "ramakrishna2022")],
    ),
    Written(
        "fourth line: antibodies with another chemotherapy, kinase inhibitors; HER2 blockade goes on",
        metastatic(
            line=4,
            her2="HER2-positive",
            prior=("taxane", "trastuzumab", "pertuzumab", "T-DXd", "tucatinib", "T-DM1"),
            brain_metastases="none",
        ),
        offers=[
            ({"margetuximab", "chemotherapy"}, OPTION, "rugo2023"),
            ({"trastuzumab", "chemotherapy"}, OPTION, "giordano2022"),
            ({"neratinib", "capecitabine"}, OPTION, "saura2020"),
        ],
        never=["trastuzumab_deruxtecan", "trastuzumab_emtansine", "tucatinib", "anthracycline"],
    ),
    Written(
        "80 years, frail, HR-positive HER2-positive metastatic: endocrine therapy with an antibody will do",
        metastatic(
            line=1, age=80, frail=True, er="positive", her2="HER2-positive", menopausal="post", prior=()
        ),
        offers=[({"endocrine_therapy", "trastuzumab"}, OPTION, "giordano2022")],
        says=[("geriatric assessment", STANDARD, "dale2023")],
    ),
    Written(
        "weak heart: no HER2 antibody or conjugate is started; cardiology first",
        metastatic(line=1, her2="HER2-positive", lvef_ok=False, er="positive", menopausal="post"),
        offers=[({"endocrine_therapy"}, CONSIDER, "giordano2022")],
        says=[("cardiology", STANDARD, "giordano2022")],
        never=["her2_antibody", "her2_adc"],
    ),
    Written(
        "lung inflammation of grade 2: deruxtecan is over for good",
        metastatic(line=3, her2="HER2-positive", prior=("trastuzumab", "T-DXd"), ild_grade=2),
        offers=[(TDXD, NOT, "emaenhertu2026"), (TDM1, OPTION, "giordano2022")],
        never=["trastuzumab_deruxtecan"],
    ),
    Written(
        "HER2-positive with an inherited BRCA change: the PARP label says HER2-negative",
        metastatic(line=3, her2="HER2-positive", gbrca="positive"),
        says=[("Inherited BRCA change and HER2-positive", CONSIDER, "robson2017")],
        never=["parp_inhibitor"],
    ),
    Written(
        "HER2-low, HR-positive, after endocrine therapy and a CDK4/6 inhibitor",
        metastatic(
            line=2,
            er="positive",
            her2="HER2-low",
            menopausal="post",
            prior=("letrozole", "ribociclib"),
            chemo_lines=0,
            pik3ca=False,
            esr1=False,
            akt_pten=False,
            gbrca=False,
        ),
        offers=[
            (TDXD, OPTION, "fda2025"),
            ({"fulvestrant"}, OPTION, "burstein2024"),
            ({"gedatolisib", "palbociclib", "fulvestrant"}, OPTION, "fdagedatolisib2026"),
        ],
        never=["her2_antibody", "her2_tki", "trastuzumab_emtansine", "elacestrant", "capivasertib"],
    ),
    Written(
        "HER2-low, HR-positive, endocrine therapy used up: deruxtecan first",
        metastatic(
            line=3,
            er="positive",
            her2="HER2-low",
            menopausal="post",
            prior=("letrozole", "ribociclib", "fulvestrant"),
            endocrine_exhausted=True,
            chemo_lines=0,
        ),
        offers=[(TDXD, STANDARD, "bardia2024")],
        never=["sacituzumab_govitecan", "her2_antibody"],
    ),
    Written(
        "HER2-ultralow, HR-positive: possible, on an exploratory result",
        metastatic(
            line=2,
            er="positive",
            her2="HER2-ultralow",
            menopausal="post",
            prior=("anastrozole", "palbociclib"),
        ),
        offers=[(TDXD, OPTION, "fda2025")],
        says=[("treatment labels", STANDARD, "tarantino2023")],
        never=["her2_antibody"],
    ),
    Written(
        "HER2-null, HR-positive, two lines of chemotherapy: sacituzumab and datopotamab, no HER2 drug",
        metastatic(
            line=4,
            er="positive",
            her2="HER2-null",
            menopausal="post",
            prior=("letrozole", "ribociclib", "chemotherapy"),
            endocrine_exhausted=True,
            chemo_lines=2,
        ),
        offers=[
            ({"sacituzumab_govitecan"}, OPTION, "fdasacituzumab2023"),
            ({"datopotamab_deruxtecan"}, OPTION, "fdadatopotamab2025"),
        ],
        says=[("look at earlier samples", CONSIDER, "tarantino2023")],
        never=["her2_drug"],
    ),
    Written(
        "HER2-low triple-negative after sacituzumab: deruxtecan",
        metastatic(
            line=3,
            er="negative",
            pr="negative",
            her2="HER2-low",
            prior=("chemotherapy", "sacituzumab_govitecan"),
            chemo_lines=1,
        ),
        offers=[(TDXD, OPTION, "modi2022")],
        never=["her2_antibody", "sacituzumab_govitecan"],
    ),
    Written(
        "early HER2-low: no adjuvant trastuzumab",
        early(t="pT2", n="pN1", er="positive", her2="HER2-low", menopausal="post"),
        offers=[({"trastuzumab"}, NOT, "fehrenbacher2020")],
        never=["her2_drug"],
    ),
    Written(
        "after menopause, N0, score 16: endocrine therapy without chemotherapy",
        early(
            t="pT2", n="pN0", er="positive", her2="HER2-null", menopausal="post", recurrence_score=16, grade=2
        ),
        offers=[({"chemotherapy"}, NOT, "sparano2018"), ({"aromatase_inhibitor"}, STANDARD, "ebctcg2015")],
        never=["chemotherapy"],
    ),
    Written(
        "before menopause, N0, score 16: talk about chemotherapy or ovarian suppression",
        early(
            t="pT2", n="pN0", er="positive", her2="HER2-null", menopausal="pre", recurrence_score=16, grade=2
        ),
        offers=[
            (CHEMO_ENDOCRINE, CONSIDER, "sparano2018"),
            ({"gonadal_suppression", "endocrine_therapy"}, CONSIDER, "sparano2018"),
            ({"tamoxifen"}, STANDARD, "davies2013"),
        ],
        never=["aromatase_inhibitor"],
        missing=["pregnant"],
    ),
    Written(
        "before menopause, one to three nodes, score 16: chemotherapy lowered recurrence",
        early(
            t="pT2", n="pN1", er="positive", her2="HER2-low", menopausal="pre", recurrence_score=16, grade=2
        ),
        offers=[
            (CHEMO_ENDOCRINE, STANDARD, "kalinsky2021"),
            ({"ribociclib", "gonadal_suppression", "aromatase_inhibitor"}, OPTION, "crown2025"),
        ],
        never=["abemaciclib"],
    ),
    Written(
        "four or more nodes: chemotherapy and abemaciclib whatever the Ki-67",
        early(t="pT2", n="pN2a", er="positive", her2="HER2-null", menopausal="post", ki67=5, grade=2),
        offers=[
            (CHEMO_ENDOCRINE, STANDARD, "nccn2026"),
            ({"abemaciclib", "endocrine_therapy"}, STANDARD, "johnston2026"),
            (RIBOCICLIB_AI, OPTION, "crown2025"),
            ({"bisphosphonate"}, OPTION, "nccn2026"),
        ],
    ),
    Written(
        "one to three nodes and grade 3: abemaciclib; inherited BRCA and high risk: olaparib",
        early(
            t="pT2",
            n="pN1",
            er="positive",
            her2="HER2-null",
            menopausal="post",
            grade=3,
            gbrca=True,
            high_risk=True,
        ),
        offers=[
            ({"abemaciclib", "endocrine_therapy"}, STANDARD, "freedman2024"),
            ({"olaparib"}, STANDARD, "geyer2022"),
        ],
    ),
    Written(
        "a man with early ER-positive disease: tamoxifen; no aromatase inhibitor by itself; no bone drug",
        early(t="pT2", n="pN1", er="positive", her2="HER2-null", menopausal="male"),
        offers=[
            ({"tamoxifen"}, STANDARD, "hassett2020"),
            ({"gonadal_suppression", "aromatase_inhibitor"}, OPTION, "hassett2020"),
            ({"aromatase_inhibitor"}, NOT, "hassett2020"),
            ({"bone_agent"}, NOT, "hassett2020"),
        ],
        says=[("mostly the same", STANDARD, "hassett2020"), ("fertility", STANDARD, "su2025")],
        never=["bone_agent"],
    ),
    Written(
        "a man with HER2-positive cT2: the same HER2 treatment as for women",
        early(t="cT2", n="cN1", er="negative", pr="negative", her2="HER2-positive", menopausal="male"),
        offers=[(TCHP, STANDARD, "loibl2024")],
    ),
    Written(
        "pregnant with HER2-positive cT2 N1: nothing that harms the child, and a team",
        early(t="cT2", n="cN1", er="positive", her2="HER2-positive", menopausal="pre", pregnant=True),
        offers=[
            ({"her2_antibody"}, NOT, "ema2026"),
            ({"her2_adc"}, NOT, "emaenhertu2026"),
            ({"endocrine_therapy"}, NOT, "shachar2017"),
            ({"cdk46_inhibitor"}, NOT, "ematruqap2026"),
        ],
        says=[("one team", STANDARD, "shachar2017"), ("Surgery of breast", STANDARD, "loibl2024")],
        never=["her2_drug", "endocrine_therapy", "chemotherapy", "immunotherapy"],
    ),
    Written(
        "33 years, could become pregnant, not tested: fertility first, a test, contraception",
        early(t="cT2", n="cN0", her2="HER2-positive", age=33, menopausal="pre"),
        says=[
            ("fertility", STANDARD, "su2025"),
            ("Pregnancy test", STANDARD, "ema2026"),
            ("Contraception", STANDARD, "ema2026"),
        ],
        missing=["pregnant", "lvef_ok"],
    ),
    Written(
        "metastatic HR-positive, first line after menopause: ribociclib with an aromatase inhibitor",
        metastatic(
            line=1, er="positive", her2="HER2-low", menopausal="post", prior=(), gbrca=False, pik3ca=False
        ),
        offers=[(RIBOCICLIB_AI, STANDARD, "hortobagyi2022")],
        says=[("First metastases: biopsy where possible", STANDARD, "gennari2021")],
        never=["chemotherapy", "her2_drug"],
    ),
    Written(
        "the same before menopause: always with suppression",
        metastatic(line=1, er="positive", her2="HER2-low", menopausal="pre", prior=(), pregnant=False),
        offers=[
            ({"ribociclib", "gonadal_suppression", "aromatase_inhibitor"}, STANDARD, "gennari2021"),
            ({"aromatase_inhibitor"}, NOT, "hassett2020"),
        ],
    ),
    Written(
        "visceral crisis: chemotherapy first",
        metastatic(line=1, er="positive", her2="HER2-null", menopausal="post", visceral_crisis=True),
        offers=[({"chemotherapy"}, STANDARD, "gennari2021")],
        never=["cdk46_inhibitor"],
    ),
    Written(
        "PIK3CA mutation, relapse six months after endocrine therapy: inavolisib",
        metastatic(
            line=1,
            er="positive",
            her2="HER2-null",
            menopausal="post",
            prior=("tamoxifen",),
            months_since_adjuvant=6,
            pik3ca=True,
        ),
        offers=[({"inavolisib", "palbociclib", "fulvestrant"}, STANDARD, "fdainavolisib2024")],
        never=["aromatase_inhibitor"],
    ),
    Written(
        "ESR1 and PIK3CA mutations at progression, after menopause",
        metastatic(
            line=2,
            er="positive",
            her2="HER2-null",
            menopausal="post",
            prior=("letrozole", "palbociclib"),
            esr1=True,
            pik3ca=True,
        ),
        offers=[
            ({"elacestrant"}, OPTION, "fdaelacestrant2023"),
            ({"imlunestrant"}, OPTION, "fdaimlunestrant2025"),
            ({"vepdegestrant"}, OPTION, "fdavepdegestrant2026"),
            ({"capivasertib", "fulvestrant"}, OPTION, "burstein2024"),
            ({"alpelisib", "fulvestrant"}, OPTION, "andre2019"),
        ],
        never=["gedatolisib"],
    ),
    Written(
        "inherited BRCA change, HR-positive, second line: a PARP inhibitor",
        metastatic(line=2, er="positive", her2="HER2-null", menopausal="post", gbrca="positive"),
        offers=[({"olaparib"}, OPTION, "robson2017"), ({"talazoparib"}, OPTION, "litton2018")],
    ),
    Written(
        "triple-negative cT2 N0: pembrolizumab with chemotherapy before surgery",
        early(t="cT2", n="cN0", **TRIPLE_NEGATIVE),
        offers=[
            (
                {"pembrolizumab", "carboplatin", "paclitaxel", "doxorubicin", "cyclophosphamide"},
                STANDARD,
                "schmid2024",
            )
        ],
        says=[("Medicine first", STANDARD, "korde2021")],
        never=["endocrine_therapy", "her2_drug"],
    ),
    Written(
        "triple-negative T1c N0: chemotherapy, without the immunotherapy that was not tried there",
        early(t="cT1c", n="cN0", **TRIPLE_NEGATIVE),
        offers=[({"chemotherapy"}, STANDARD, "korde2021")],
        never=["pembrolizumab"],
    ),
    Written(
        "triple-negative pT1a N0: no chemotherapy",
        early(t="pT1a", n="pN0", **TRIPLE_NEGATIVE),
        offers=[({"chemotherapy"}, NOT, "nccn2026")],
        never=["chemotherapy", "pembrolizumab"],
    ),
    Written(
        "triple-negative with residual disease: finish pembrolizumab and add capecitabine",
        residual(
            t="ypT1c", n="ypN0", gbrca=False, prior=("pembrolizumab", "chemotherapy"), **TRIPLE_NEGATIVE
        ),
        offers=[({"pembrolizumab"}, STANDARD, "schmid2024"), ({"capecitabine"}, STANDARD, "masuda2017")],
        never=["olaparib"],
    ),
    Written(
        "triple-negative with residual disease and inherited BRCA: olaparib in place of capecitabine",
        residual(t="ypT1c", n="ypN0", gbrca=True, prior=("pembrolizumab", "chemotherapy"), **TRIPLE_NEGATIVE),
        offers=[({"olaparib"}, STANDARD, "geyer2022")],
        never=["capecitabine"],
    ),
    Written(
        "metastatic triple-negative, CPS 10: pembrolizumab with chemotherapy or with sacituzumab",
        metastatic(line=1, pdl1_cps=10, gbrca=False, **TRIPLE_NEGATIVE),
        offers=[
            ({"pembrolizumab", "chemotherapy"}, STANDARD, "cortes2022b"),
            ({"sacituzumab_govitecan", "pembrolizumab"}, STANDARD, "fdasacituzumab2026"),
            ({"atezolizumab"}, NOT, "fdawithdrawn2026"),
        ],
        never=["atezolizumab", "datopotamab_deruxtecan", "parp_inhibitor"],
    ),
    Written(
        "metastatic triple-negative, CPS 9, inherited BRCA: no immunotherapy; conjugates, PARP or platinum",
        metastatic(line=1, pdl1_cps=9, gbrca=True, **TRIPLE_NEGATIVE),
        offers=[
            ({"sacituzumab_govitecan"}, STANDARD, "cortes2025"),
            ({"datopotamab_deruxtecan"}, STANDARD, "dent2025"),
            ({"olaparib"}, OPTION, "robson2017"),
            ({"platinum"}, OPTION, "nccn2026"),
        ],
        never=["immunotherapy"],
    ),
    Written(
        "metastatic triple-negative in the EU with SP142 of 1 %: atezolizumab is still labelled",
        metastatic(line=1, pdl1_cps=5, pdl1_ic=1, region="EU", **TRIPLE_NEGATIVE),
        offers=[
            ({"atezolizumab", "nab_paclitaxel"}, CONSIDER, "ematecentriq2026"),
            ({"chemotherapy"}, OPTION, "moy2021"),
        ],
        never=["sacituzumab_govitecan", "pembrolizumab"],
    ),
    Written(
        "metastatic triple-negative, second line: sacituzumab if it was not given",
        metastatic(line=2, prior=("chemotherapy", "pembrolizumab"), **TRIPLE_NEGATIVE),
        offers=[({"sacituzumab_govitecan"}, STANDARD, "bardia2021")],
        missing=["gbrca"],
    ),
    Written(
        "metastatic triple-negative, PD-L1 and BRCA not known: both are asked for",
        metastatic(line=1, **TRIPLE_NEGATIVE),
        says=[("Test PD-L1", STANDARD, "cortes2022b"), ("inherited BRCA1", STANDARD, "bedrosian2024")],
        never=["pembrolizumab", "parp_inhibitor"],
        missing=["pdl1_cps", "gbrca"],
    ),
]


def given(plan: Plan) -> list[Recommendation]:
    return [item for item in plan if item.strength != NOT]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written.about)
def test_the_plan_of_a_written_case_is_what_the_guidelines_say(written: Written) -> None:
    plan = treatment.plan(Case(**written.case))
    for drugs, strength, source in written.offers:
        found = [item for item in plan for option in item.options if set(option.drugs) == drugs]
        assert {(item.strength, source in item.source) for item in found} >= {(strength, True)}, drugs
        assert {item.strength for item in found} == {strength}, drugs
    for words, strength, source in written.says:
        (item,) = [item for item in plan if words in item.title]
        assert (item.strength, source in item.source) == (strength, True)
    for never in written.never:
        assert not [drug for item in given(plan) for drug in item.drugs if is_one_of(drug, never)], never
    assert set(written.missing) <= set(plan.missing)


def test_there_are_twenty_written_cases_and_more_and_no_two_are_the_same() -> None:
    assert len(WRITTEN) > 50
    assert len({str(sorted(written.case.items(), key=str)) for written in WRITTEN}) == len(WRITTEN)


def test_a_result_of_the_her2_room_is_taken_as_it_is() -> None:
    low = interpret(ihc="2+", ish=ish.DualProbe(ratio=1.4, her2_copies=2.9))
    plan = treatment.plan(
        Case(
            setting="metastatic",
            line=2,
            er=True,
            her2=low,
            menopausal="post",
            prior=("letrozole",),
            chemo_lines=0,
        )
    )
    assert "low_hr_positive_after_endocrine" in [item.id for item in plan]


@pytest.mark.parametrize("setting", ["early", "metastatic"])
def test_an_unfinished_her2_result_is_finished_before_anything_else(setting: str) -> None:
    pending = interpret(ihc=ihc.score(weak_moderate_complete=40).score)
    assert pending.status == "equivocal"
    plan = treatment.plan(Case(setting=setting, her2=pending))
    assert plan[0].id == "test_her2_finish"
    assert "her2" in plan.missing
    assert not [drug for item in given(plan) for drug in item.drugs if is_one_of(drug, "her2_drug")]

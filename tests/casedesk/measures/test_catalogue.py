"""Every measure that a source asks for is given, or the catalogue says why it is not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from casedesk.errors import CatalogueError
from casedesk.measures.catalogue import Disclosure, Kind, Measure, measures
from casedesk.measures.measure_check import read_measures
from casedesk.measures.returns import read_returns, returns
from casedesk.measures.subjects.subject import Wanted
from casedesk.resource_files import resource_path
from tests.architecture.source_files import ROOT

ASKED_FOR = """
marac.referrals marac.repeat_referrals marac.agencies_referring sarac.referrals asbrac.referrals
asbrac.repeat_referrals jag.youth_high_risk_referrals jag.adult_high_risk_referrals
jag.high_risk_victims_referred asb.legal_interventions asb.civil_breaches asb.nonlegal_youth
asb.nonlegal_youth_breaches channel.referrals channel.outcomes hate.cases_monitored
case_conferences closure.orders closure.consultations closure.exit_meetings
closure.safeguarding_checklists cpw.issued cpn.issued cpn.breached fpn.issued
injunctions.granted aba.signed asb.civil_powers asb.intervention_tools exploitation.powers
exploitation.cases_by_type exploitation.intelligence_reports nrm.referrals
ce.screening_tools_completed acr.applications acr.threshold_not_met acr.reviews
acr.with_recommendations dhr.commissioned iom.cohort iom.composition iom.referrals
iom.offending_change iom.dependency matac.repeat_incident_change
guardcam.installed guardcam.retained sanctuary.referrals target_hardening.properties
smartwater.streets safe_places.premises training.people prevent.staff_equipped violence.sessions
awareness.da_events awareness.hate_events education.pupils education.understanding
test_purchases pubwatch.members patrols.joint street_association.members hate.reporting_centres
idva.clients outreach.clients young_people.supported multiple_disadvantage.outcomes encampments
ops.actions_on_time ops.actions_overdue ops.actions_not_possible ops.research_returned
ops.attendance ops.minutes_days ops.referral_to_hearing_days ops.referrals_declined
ops.duplicates_found
"""


def test_every_measure_asked_for_is_counted_or_the_reason_stands_beside_the_files() -> None:
    readme = (resource_path("catalogues", "measures") / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(.+?)` \| (.+) \|$", readme.split("## Not counted")[1], re.M)
    reasons = dict(rows)
    assert set(ASKED_FOR.split()) - set(measures()) == set(reasons)
    assert not set(reasons) & set(measures())
    assert all(len(reason) > 40 for reason in reasons.values())


def test_what_the_table_of_outside_sources_names_is_there() -> None:
    readme = (resource_path("catalogues", "measures") / "README.md").read_text(encoding="utf-8")
    table = readme.split("| From elsewhere |")[1].split("## Not counted")[0]
    firsts = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = [name for first in firsts for name in re.findall(r"`(.+?)`", first)]
    assert len(named) > 10
    assert set(named) <= set(measures())


def test_every_shipped_measure_and_return_names_only_what_is_there() -> None:
    assert read_measures(resource_path("catalogues", "measures")) == measures()
    assert read_returns(resource_path("catalogues", "returns"), measures()) == returns()


def test_what_can_be_counted_is_loaded_when_somebody_counts() -> None:
    """It takes 4 MB, as much as a few pages; most people never open the page of figures."""
    asked = "casedesk.measures.subjects.declared"
    page = "from ui.pages.measures.measures_page import returns; returns()"
    script = f"import sys; {page}; print('{asked}' in sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", script], text=True, cwd=ROOT)
    assert told.strip() == "False"


def test_a_measure_may_be_made_from_measures_that_count_and_from_no_others(tmp_path: Path) -> None:
    names = ("marac.cases_discussed", "marac.yoy_change")
    texts = {
        one: (resource_path("catalogues", "measures") / f"{one}.toml").read_text(encoding="utf-8")
        for one in names
    }
    change = texts["marac.yoy_change"]
    (tmp_path / "marac.cases_discussed.toml").write_text(texts["marac.cases_discussed"])
    for wanted, refused in (
        ("marac.cases_discussed", False),
        ("outside:robbery", False),
        ("outside:robery", True),
        ("marac.yoy_change", True),  # itself: it would never end
        ("marac.cases", True),
    ):
        text = change.replace('measure = "marac.cases_discussed"', f'measure = "{wanted}"')
        (tmp_path / "marac.yoy_change.toml").write_text(text, encoding="utf-8")
        if refused:
            with pytest.raises(CatalogueError, match=re.escape(wanted)):
                read_measures(tmp_path)
        else:
            assert set(read_measures(tmp_path)) == set(names)


def test_a_return_that_names_what_is_not_there_is_refused(tmp_path: Path) -> None:
    shipped = resource_path("catalogues", "returns") / "csp_quarterly_scorecard.toml"
    for old, new, named in (
        ('measure = "nrm.referrals"', 'measure = "nrm.referals"', "nrm.referals"),
        ('leave_out = ["marac.', 'leave_out = ["marrac.', "marrac."),
        ('by = ["power"]', 'by = ["powers"]', "powers"),
        ('by = ["agency"]', 'by = ["agency", "repeat"]', "by"),
        ('value = "alcohol" }', 'value = "alkohol" }', "alkohol"),
        ('values = ["alcohol_only", "both"]', 'values = ["alcohol", "both"]', "alcohol"),
        ('other = "others"', 'other = "another"', "another"),
        ('of = "iom.cohort", axis = "dep', 'of = "sarac.referrals", axis = "dep', "sarac"),
    ):
        text = shipped.read_text(encoding="utf-8")
        assert old in text
        (tmp_path / shipped.name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(CatalogueError, match=named):
            read_returns(tmp_path, measures())


def test_no_published_figure_of_people_is_a_part_of_another_that_is_protected_apart() -> None:
    scorecard = returns()["csp_quarterly_scorecard"]
    whole = {part.measure: part.of for part in scorecard.parts}
    counted = [
        m
        for m in measures().values()
        if m.group in scorecard.groups and m.id not in scorecard.leave_out and m.of
        if m.kind in {Kind.COUNT, Kind.SUM}
    ]
    alone = [
        (part.id, other.id)
        for part in counted
        for other in counted
        if part is not other and lies_within(part, other)
        if Disclosure.PEOPLE in {part.disclosure, other.disclosure}
        if whole.get(part.id, part.id) != whole.get(other.id, other.id)
    ]
    assert alone == []
    assert lies_within(measures()["nrm.referrals"], measures()["exploitation.powers"])


def lies_within(part: Measure, whole: Measure) -> bool:
    """Tell whether every record of one measure is one of another's, going by their filters."""
    mine, others = ({**m.where, **m.numerator} for m in (part, whole))
    same = (part.of, part.date) == (whole.of, whole.date)
    return same and all(
        key in mine and set(values_of(mine[key])) <= set(values_of(wanted))
        for key, wanted in others.items()
    )


def values_of(wanted: Wanted) -> tuple[object, ...]:
    return wanted if isinstance(wanted, tuple) else (wanted,)

"""Every measure's figure once more, from the plain lists of `recount`."""

from collections.abc import Callable
from datetime import date

from tests.casedesk.measures.recount import (
    COLUMNS,
    LEGAL,
    Figure,
    Recount,
    Row,
    age,
    core_agencies,
    middle,
    per_cent,
    working_days,
)


class Figures(Recount):
    """All figures of one file for one period."""

    def figures(self) -> dict[str, Figure]:
        """Return every measure's figure."""
        return {
            **self.of_referrals(), **self.of_cases_heard(), **self.of_attributes(),
            **self.of_powers(), **self.of_reviews_and_cohort(), **self.of_registers(),
            **self.of_figures(), **self.of_work(),
        }  # fmt: skip

    def of_referrals(self) -> dict[str, Figure]:
        marac, asbrac = (self.referrals(f, accepted=True) for f in ("marac", "asbrac"))
        channel = self.referrals("channel")
        jag = self.referrals("jag", "jag_adults_at_risk", accepted=True)
        youth = self.referrals("jag_youth", accepted=True)
        rules = [r for r in self.kept("forum_setting") if r["forum_id"] == "asbrac"]
        has_rule = any((r["repeat_months"] or 0) > 0 for r in rules)
        known = {"not_appropriate", "signposted", "panel", "adopted", "closed"}
        every = self.referrals()
        gone = [r for r in every if r["status"] in {"declined", "redirected"}]
        return {
            "marac.referrals": len(marac),
            "marac.repeat_referrals": sum(map(self.is_repeat, marac)),
            "marac.agencies_referring": len({a for r in marac for a in self.agencies(r["id"])}),
            "sarac.referrals": len(self.referrals("sarac", accepted=True)),
            "asbrac.referrals": len(asbrac),
            "asbrac.repeat_referrals": sum(map(self.is_repeat, asbrac))
            if has_rule or not asbrac
            else None,
            "jag.adult_high_risk_referrals": sum(
                self.at_high_risk(r) and (self.aged(r) or 0) >= 18 for r in jag
            ),
            "jag.youth_high_risk_referrals": sum(
                self.at_high_risk(r) and (self.aged(r) or 99) < 18 for r in youth
            ),
            "channel.referrals": len(channel),
            "channel.outcomes": sum(self.outcome(r) in known for r in channel),
            "iom.referrals": len(self.referrals("iom")),
            "ops.referrals_declined": per_cent(len(gone), len(every)),
        }

    def of_cases_heard(self) -> dict[str, Figure]:
        heard = self.heard("marac")
        shares: dict[str, float] = dict.fromkeys([*COLUMNS.values(), "other"], 0)
        for _row, _meeting, referral in heard:
            for agency, weight in (self.agencies(referral and referral["id"]) or {"": 1}).items():
                shares[COLUMNS.get(agency, "other")] += weight
        children = [self.children(row, referral) for row, _m, referral in heard]
        told = [n for n in children if n is not None]
        repeats = sum(bool(row["is_repeat"]) for row, _m, _r in heard)
        partners = sum(share for name, share in shares.items() if name != "police")
        return {
            **{f"marac.source_{name}": share for name, share in shares.items()},
            "marac.meetings": len(self.held("marac")),
            "marac.cases_discussed": len(heard),
            "marac.repeat_cases": repeats,
            "marac.repeat_rate": per_cent(repeats, len(heard)),
            "marac.partner_referral_pct": per_cent(partners, len(heard)),
            "marac.police_referral_pct": per_cent(shares["police"], len(heard)),
            "marac.children": sum(told) if told else None if heard else 0,
            "marac.cases_with_children": sum(n > 0 for n in told)
            if told or not heard
            else None,
            "hate.cases_monitored": len(self.heard("hate_case_monitoring")),
            "case_conferences": len(self.held("case_conference")),
        }  # fmt: skip

    def of_attributes(self) -> dict[str, Figure]:
        heard = [(self.subject(r["case_id"]), m["held_on"], r) for r, m, _r in self.heard("marac")]

        def noted(column: str, wanted: Callable[[Row, int | None], bool]) -> Figure:
            if heard and all(person.get(column) is None for person, _on, _r in heard):
                return None
            return sum(
                person.get(column) is not None and wanted(person, age(person.get("born_on"), on))
                for person, on, _row in heard
            )

        harming = [
            age(person["born_on"], on)
            for _p, on, row in heard
            for person in self.part(row["case_id"], "harming", on)
        ]
        young = [years < 18 for years in harming if years is not None]
        whites = {"white_irish", "white_gypsy_traveller", "white_roma", "white_other"}
        group, detail = "ethnicity_group", "ethnicity_detail"
        return {
            "marac.minoritised": noted(
                group,
                lambda p, _a: (
                    p[group] in {"asian", "black", "mixed", "other"}
                    or (p[group] == "white" and (p[detail] or "white_british") != "white_british")
                ),
            ),
            **{
                f"marac.ethnicity_{one}": noted(group, lambda p, _a, one=one: p[group] == one)
                for one in ("asian", "black", "mixed", "other")
            },
            "marac.ethnicity_other_white": noted(
                group, lambda p, _a: p[group] == "white" and p[detail] in whites
            ),
            "marac.lgbtq": noted("lgbt", lambda p, _a: p["lgbt"] == "yes"),
            "marac.disabled": noted("disabled", lambda p, _a: p["disabled"] == "yes"),
            "marac.male_victims": noted("gender", lambda p, _a: p["gender"] == "male"),
            "marac.victims_16_17": noted("born_on", lambda _p, a: a in {16, 17}),
            "marac.victims_65_plus": noted("born_on", lambda _p, a: a is not None and a >= 65),
            "marac.harming_under_18": sum(young) if young else None if heard else 0,
        }

    def of_powers(self) -> dict[str, Figure]:
        n = {
            "asb.legal_interventions": LEGAL,
            "asb.civil_powers": """asb_injunction youth_injunction housing_injunction respect_order
                cbo cpn closure_notice closure_order""",
            "asb.intervention_tools": "mediation restorative_justice tenancy_warning",
            "closure.orders": "closure_order",
            "cpw.issued": "cpw",
            "cpn.issued": "cpn",
            "fpn.issued": "fpn_cpn fpn_pspo",
            "injunctions.granted": "asb_injunction youth_injunction housing_injunction",
            "aba.signed": "abc",
            "exploitation.powers": "cawn recovery_order stpo stro nrm_referral",
            "nrm.referrals": "nrm_referral",
            "dhr.commissioned": "dhr",
        }
        closures = self.counted("closure_order")
        informal = "warning_letter abc"
        consulted = [
            r
            for r in closures
            if r["consultation_held_on"]
            and r["consultation_held_on"] <= (self.issued(r) or r["granted_on"])
        ]
        met = [
            r
            for r in closures
            if r["exit_meeting_on"]
            and (r["ends_on"] is None or r["exit_meeting_on"] <= r["ends_on"])
        ]
        done = [r for r in closures if r["safeguarding_checklist_on"]]
        return {
            **{measure: len(self.counted(powers)) for measure, powers in n.items()},
            "asb.civil_breaches": len(self.breaches(LEGAL)),
            "cpn.breached": len(self.breaches("cpn")),
            "asb.nonlegal_youth": sum(
                self.young(r, r["granted_on"] or self.issued(r)) for r in self.counted(informal)
            ),
            "asb.nonlegal_youth_breaches": sum(
                self.young(used, b["breached_on"]) for b, used in self.breaches(informal)
            ),
            "closure.consultations": per_cent(len(consulted), len(closures)),
            "closure.exit_meetings": per_cent(len(met), len(closures)),
            "closure.safeguarding_checklists": per_cent(len(done), len(closures)),
        }

    def of_reviews_and_cohort(self) -> dict[str, Figure]:
        reviews = self.counted("asb_case_review")
        held = ("review_held", "reviewed", "recommendations_made", "recommendations")
        cohort = {
            case["id"]: {c for r in mine for c in self.criteria(r["id"])}
            for case in self.cases.values()
            if case["forum_id"] == "iom" and case["opened_on"] <= self.last
            if case["closed_on"] is None or case["closed_on"] > self.last
            for mine in [[r for r in self.kept("referral") if r["case_id"] == case["id"]]]
            if any(r["status"] == "accepted" for r in mine)
        }
        women = [case for case in cohort if self.subject(case).get("gender") == "female"]
        depends = {"drug_dependency", "alcohol_dependency"}

        def with_(*wanted: str) -> int:
            return sum(bool(met & set(wanted)) for met in cohort.values())

        found = {
            row["case_id"]
            for row in self.kept("assessment")
            if row["tool_id"] in {"asb_local", "csp_risk_matrix"} and row["case_id"] in self.cases
            if row["band"] in {"high", "very_high"} and self.inside(row["assessed_on"])
        }
        jag = {"jag", "jag_youth", "jag_adults_at_risk"}
        sent = {r["case_id"] for r in self.kept("referral") if r["forum_id"] in jag}
        screened = [
            row
            for row in self.kept("assessment")
            if row["tool_id"] == "ce_screening" and row["case_id"] in self.cases
            if self.inside(row["assessed_on"])
        ]
        return {
            "acr.applications": len(reviews),
            "acr.threshold_not_met": sum(self.reached(r, "threshold_not_met") for r in reviews),
            "acr.reviews": sum(self.reached(r, *held) for r in reviews),
            "acr.with_recommendations": sum(self.reached(r, *held[2:]) for r in reviews),
            "iom.cohort": len(cohort),
            "iom.composition": per_cent(len(women), len(cohort)),
            "iom.composition_domestic_abuse": per_cent(with_("domestic_abuse"), len(cohort)),
            "iom.dependency": with_(*depends),
            "iom.dependency_alcohol": with_("alcohol_dependency"),
            "iom.dependency_drugs": with_("drug_dependency"),
            "jag.high_risk_victims_referred": per_cent(len(found & sent), len(found)),
            "ce.screening_tools_completed": len(screened),
        }

    def of_registers(self) -> dict[str, Figure]:
        cameras = self.entries("guardcam")
        kept = [
            r for r in cameras if r["outcome"] in {"kept", "retained", "bought by the resident"}
        ]
        tests = self.entries("operation", subject=("test_purchase", "test purchase"))
        projects = self.entries(
            "commissioned_project", subject=("multiple_disadvantage", "multiple disadvantage")
        )
        hardened = [r for r in self.entries("target_hardening") if r["outcome"] != "not_done"]
        covered = self.entries("smartwater", outcome=("covered", "80 per cent of homes covered"))
        abuse, hate = ("domestic_abuse", "domestic abuse"), ("hate", "hate crime")
        outsiders = ("public", "for the public", "young_people", "for young people")
        return {
            "guardcam.installed": self.quantity("guardcam"),
            "guardcam.retained": per_cent(len(kept), len(cameras)),
            "sanctuary.referrals": self.quantity("sanctuary"),
            "target_hardening.properties": sum(r["quantity"] for r in hardened),
            "smartwater.streets": len({r["place"] for r in covered} - {None}),
            "safe_places.premises": len(self.entries("safe_place")),
            "training.people": self.quantity(
                "training", reason=("professionals", "for professionals")
            ),
            "violence.sessions": len(
                self.entries("training", subject=("violence", "violence prevention"))
            ),
            "awareness.da_events": len(self.entries("training", subject=abuse, reason=outsiders)),
            "awareness.hate_events": len(self.entries("training", subject=hate)),
            "education.pupils": self.quantity(
                "training", subject=("school_play", "play or programme in schools")
            ),
            "test_purchases": per_cent(
                sum(r["outcome"] == "failed" for r in tests), len(tests)
            ),
            "pubwatch.members": self.quantity(
                "scheme_membership", subject=("pubwatch", "Pubwatch", "radiolink", "Radiolink")
            ),
            "patrols.joint": len(
                self.entries("operation", subject=("joint_patrol", "joint patrol"))
            ),
            "street_association.members": self.quantity(
                "scheme_membership", subject=("street_association", "Street Association")
            ),
            "hate.reporting_centres": self.quantity("hate_report"),
            "young_people.supported": self.quantity(
                "commissioned_project", subject=("young_people", "project for young people")
            ),
            "multiple_disadvantage.outcomes": per_cent(
                sum(r["outcome"] in {"met", "outcomes met"} for r in projects), len(projects)
            ),
            "exploitation.cases_by_type": self.quantity("exploitation_case"),
            "exploitation.intelligence_reports": self.quantity("intelligence_report"),
        }  # fmt: skip

    def of_figures(self) -> dict[str, Figure]:
        def change(now: str, before: str) -> Figure:
            new, old = self.outside(now), self.outside(before)
            return None if new is None or not old else per_cent(new - old, old)

        def share(above: str, below: str) -> Figure:
            over, under = self.outside(above), self.outside(below)
            return None if over is None or under is None else per_cent(over, under)

        same = ("idva.clients", "outreach.clients", "encampments")
        series = {row["series_id"] for row in self.kept("outside_figure")}
        return {
            **{one: self.outside(one) for one in same},
            **{f"outside:{one}": self.outside(one) for one in series},
            "iom.offending_change": change("iom.charges_latest", "iom.charges_before"),
            "iom.offending_change_first": change("iom.charges_first", "iom.charges_before"),
            "matac.repeat_incident_change": change(
                "matac.incidents_after", "matac.incidents_before"
            ),
            "prevent.staff_equipped": share("prevent.staff_trained", "prevent.staff_in_scope"),
            "education.understanding": share("education.answers_positive", "education.answers"),
        }

    def of_work(self) -> dict[str, Figure]:
        actions = self.kept("action")
        due = [a for a in actions if self.inside(a["due_on"])]
        on_time = [
            a for a in due
            if a["status"] == "done" and a["closed_on"] and a["closed_on"] <= a["due_on"]
        ]  # fmt: skip
        closed = [a for a in actions if self.inside(a["closed_on"])]
        overdue = [
            a for a in actions if self.was_open(a) and a["due_on"] and a["due_on"] < self.last
        ]
        wait = [
            (date.fromisoformat(m["held_on"]) - date.fromisoformat(r["received_on"])).days
            for _d, m, r in self.heard()
            if r is not None
        ]
        return {
            "ops.actions_on_time": per_cent(len(on_time), len(due)),
            "ops.actions_overdue": len(overdue),
            "ops.actions_not_possible": per_cent(
                sum(a["status"] == "not_possible" for a in closed), len(closed)
            ),
            "ops.minutes_days": middle([
                working_days(m["held_on"], m["minutes_sent_on"])
                for m in self.held() if m["minutes_sent_on"]
            ]),
            "ops.referral_to_hearing_days": middle(wait),
            "ops.attendance": self.attendance(),
        }  # fmt: skip

    def attendance(self) -> Figure:
        listed, there, core = 0, 0, core_agencies()
        for meeting in self.held():
            notes = [r for r in self.kept("attendance") if r["meeting_id"] == meeting["id"]]
            if notes:
                came = {r["agency_id"] for r in notes if r["status"] in {"present", "deputy"}}
                listed += len(core[meeting["forum_id"]])
                there += len(came & core[meeting["forum_id"]])
        return per_cent(there, listed)

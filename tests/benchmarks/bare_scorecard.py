"""The figures of a quarter in SQL written by hand: one statement for each kind of record."""

from typing import Any

from casedesk.dates import Period
from casedesk.measures.service import count
from casedesk.workspace.workspace import Workspace

DAYS = "BETWEEN :first AND :last"
# Measures and what counts them; shares as above and below the line.
REFERRALS = {
    "marac.referrals": "sum(forum_id = 'marac' AND status = 'accepted')",
    "marac.repeat_referrals": "sum(forum_id = 'marac' AND status = 'accepted' AND is_repeat)",
    "asbrac.referrals": "sum(forum_id = 'asbrac' AND status = 'accepted')",
    "sarac.referrals": "sum(forum_id = 'sarac' AND status = 'accepted')",
    "channel.referrals": "sum(forum_id = 'channel')",
    "iom.referrals": "sum(forum_id = 'iom')",
    "ops.referrals_declined": "100.0 * sum(status IN ('declined', 'redirected')) / count(*)",
}
AGENCIES = {"marac.agencies_referring": "count(DISTINCT a.agency_id)"}
CHILDREN = """coalesce(r.children_in_household, c.children_in_household,
    (SELECT nullif(count(*), 0) FROM case_person k
     WHERE k.case_id = d.case_id AND k.role = 'child' AND k.error_at IS NULL))"""
AGE = "(cast(m.held_on AS INTEGER) - cast(p.born_on AS INTEGER) - \
    (substr(m.held_on, 6) < substr(p.born_on, 6)))"
DISCUSSIONS = {
    "marac.cases_discussed": "count(*)",
    "marac.repeat_cases": "sum(d.is_repeat)",
    "marac.repeat_rate": "100.0 * sum(d.is_repeat) / count(*)",
    "marac.male_victims": "sum(p.gender = 'male')",
    "marac.disabled": "sum(p.disabled = 'yes')",
    "marac.ethnicity_asian": "sum(p.ethnicity_group = 'asian')",
    "marac.ethnicity_black": "sum(p.ethnicity_group = 'black')",
    "marac.ethnicity_mixed": "sum(p.ethnicity_group = 'mixed')",
    "marac.victims_16_17": f"sum({AGE} BETWEEN 16 AND 17)",
    "marac.victims_65_plus": f"sum({AGE} >= 65)",
    "marac.cases_with_children": f"sum({CHILDREN} > 0)",
    "marac.children": f"sum({CHILDREN})",
}
MEETINGS = {"marac.meetings": "count(*)"}
COHORT = {"iom.cohort": "count(*)"}
REGISTERS = {
    "guardcam.installed": "sum(quantity) FILTER (WHERE register_id = 'guardcam')",
    "sanctuary.referrals": "sum(quantity) FILTER (WHERE register_id = 'sanctuary')",
    "safe_places.premises": "sum(register_id = 'safe_place')",
    "training.people": """sum(quantity) FILTER (WHERE register_id = 'training'
        AND reason IN ('professionals', 'for professionals'))""",
    "violence.sessions": """sum(register_id = 'training'
        AND subject IN ('violence', 'violence prevention'))""",
    "patrols.joint": """sum(register_id = 'operation'
        AND subject IN ('joint_patrol', 'joint patrol'))""",
}
STANDS = """(action.case_id IS NULL OR NOT EXISTS (SELECT 1 FROM "case" c
    WHERE c.id = action.case_id AND c.error_at IS NOT NULL))"""
ACTIONS = {
    "ops.actions_on_time": "100.0 * sum(status = 'done' AND closed_on <= due_on) / count(*)",
}
OVERDUE = {  # open still, or closed only later: an index answers each
    "ops.actions_overdue": f"""(SELECT count(*) FROM action WHERE error_at IS NULL AND {STANDS}
            AND status = 'open' AND due_on < :last AND set_on <= :last)
        + (SELECT count(*) FROM action WHERE error_at IS NULL AND {STANDS}
            AND closed_on > :last AND set_on <= :last AND +due_on < :last)"""
}
STATEMENTS = (
    (REFERRALS, f"FROM referral WHERE error_at IS NULL AND received_on {DAYS}"),
    (
        AGENCIES,
        f"""FROM referral r JOIN referral_agency a ON a.referral_id = r.id
        WHERE r.error_at IS NULL AND r.forum_id = 'marac' AND r.status = 'accepted'
        AND r.received_on {DAYS}""",
    ),
    (
        DISCUSSIONS,
        f"""FROM meeting m JOIN discussion d ON d.meeting_id = m.id
        JOIN "case" c ON c.id = d.case_id
        LEFT JOIN referral r ON r.id = coalesce(d.referral_id, (SELECT max(l.id) FROM referral l
            WHERE l.case_id = d.case_id AND l.error_at IS NULL AND l.received_on <= m.held_on))
        LEFT JOIN case_person s ON s.id = (SELECT min(f.id) FROM case_person f
            WHERE f.case_id = d.case_id AND f.role = 'subject' AND f.error_at IS NULL)
        LEFT JOIN person p ON p.id = s.person_id
        WHERE m.forum_id = 'marac' AND m.held_on {DAYS} AND d.status = 'heard'
        AND d.error_at IS NULL AND m.error_at IS NULL AND c.error_at IS NULL""",
    ),
    (
        MEETINGS,
        f"""FROM meeting WHERE error_at IS NULL AND forum_id = 'marac' AND status = 'held'
        AND held_on {DAYS}""",
    ),
    (
        COHORT,
        """FROM "case" c WHERE forum_id = 'iom' AND error_at IS NULL AND opened_on <= :last
        AND (closed_on IS NULL OR closed_on > :last) AND EXISTS (SELECT 1 FROM referral r
            WHERE r.case_id = c.id AND r.error_at IS NULL AND r.status = 'accepted')""",
    ),
    (
        REGISTERS,
        f"""FROM register_entry WHERE error_at IS NULL AND on_day {DAYS} AND register_id IN
        ('guardcam', 'sanctuary', 'safe_place', 'training', 'operation')""",
    ),
    (ACTIONS, f"FROM action WHERE error_at IS NULL AND {STANDS} AND due_on {DAYS}"),
    (OVERDUE, ""),
)


class BareScorecard:
    """Figures of one period through the bare driver, and the same through the service."""

    def __init__(self, cursor: Any, period: Period) -> None:
        """Take the cursor of the driver and the days that count."""
        self._cursor, self._period = cursor, period
        self._days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        self._statements = [
            (tuple(figures), f"SELECT {', '.join(figures.values())} {source}")
            for figures, source in STATEMENTS
        ]
        self.measures = [name for names, _statement in self._statements for name in names]

    def figures(self) -> dict[str, float]:
        """Return the figures by measure."""
        found: dict[str, float] = {}
        for names, statement in self._statements:
            row = self._cursor.execute(statement, self._days).fetchone()
            found.update(zip(names, row, strict=True))
        return found

    def ours(self, workspace: Workspace) -> dict[str, float]:
        """Return the figures that the program counts, audit entry included."""
        counted = count(workspace, self._period, self.measures)
        return {figure.measure: float(figure.value or 0) for figure in counted}

    def check(self, workspace: Workspace) -> None:
        """Refuse to compare times of different answers.

        Raises:
            AssertionError: a figure differs by more than its rounding.
        """
        bare = self.figures()
        for name, value in self.ours(workspace).items():
            assert abs(value - float(bare[name] or 0)) <= 0.05, (name, value, bare[name])

"""Which records a case in error takes with it."""

from sqlalchemy import Alias, select
from sqlalchemy.sql import visitors

from casedesk.actions.tables import ActionRow
from casedesk.cases.standing import case_stands
from casedesk.referrals.tables import ReferralRow


def test_all_statements_ask_the_same_alias_of_the_case() -> None:
    statement = select(ActionRow.id, ReferralRow.id).where(
        case_stands(ActionRow.case_id), case_stands(ReferralRow.case_id)
    )
    aliases = {part for part in visitors.iterate(statement) if isinstance(part, Alias)}
    assert len(aliases) == 1  # each would keep every column of the table as long as its statement
    assert str(statement).count('FROM "case" AS case_in_error') == 2

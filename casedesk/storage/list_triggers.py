"""Triggers that keep what lists show in step with the records it comes from.

The name of a case's subject stands in the case, so that a list of 100,000 cases can be
sorted by it; it follows when the person is corrected, joined to another or set apart.
"""

_NAME = """coalesce((SELECT coalesce(nullif(trim(p.forenames || ' ' || p.surname), ''),
        p.known_as, '')
    FROM case_person cp JOIN person p ON p.id = cp.person_id
    WHERE cp.case_id = "case".id AND cp.role = 'subject' AND cp.error_at IS NULL
    ORDER BY cp.id LIMIT 1), "case".subject_name)"""


def _rename(which: str) -> str:
    return f"""UPDATE "case" SET subject_name = {_NAME} WHERE id {which};"""


LIST_TRIGGERS = (
    f"""CREATE TRIGGER case_follows_person AFTER UPDATE OF surname, forenames, known_as ON person
        BEGIN {
        _rename('''IN (SELECT case_id FROM case_person
            WHERE person_id = new.id AND role = 'subject')''')
    } END""",
    f"""CREATE TRIGGER case_follows_new_subject AFTER INSERT ON case_person
        WHEN new.role = 'subject' BEGIN {_rename("= new.case_id")} END""",
    f"""CREATE TRIGGER case_follows_subject
        AFTER UPDATE OF person_id, role, error_at ON case_person
        WHEN new.role = 'subject' OR old.role = 'subject'
        BEGIN {_rename("= new.case_id")} END""",
)

"""The full-text index of people and cases; triggers keep it in step with the rows.

Two FTS5 tables share the row ids of `person` and `case`, so a hit needs no look-up.
`REBUILD` fills them from nothing after a long write that ran without the triggers.
"""

_NAMES = """(SELECT p.forenames || ' ' || p.surname || ' ' || coalesce(p.known_as, '') || ' ' ||
    coalesce((SELECT group_concat(n.name, ' ') FROM person_name n
              WHERE n.person_id = p.id AND n.error_at IS NULL), ''))"""
_CASE = f"""SELECT c.id, c.reference || ' ' || coalesce(
    (SELECT group_concat({_NAMES}, ' ') FROM case_person cp JOIN person p ON p.id = cp.person_id
     WHERE cp.case_id = c.id AND cp.error_at IS NULL), '') FROM "case" c"""
_PERSON = f"SELECT p.id, {_NAMES} FROM person p WHERE p.joined_into_id IS NULL"

SEARCH_TABLES = tuple(
    f"""CREATE VIRTUAL TABLE {name} USING fts5(
        words, tokenize="unicode61 remove_diacritics 2", prefix='2 3')"""
    for name in ("person_index", "case_index")
)

REBUILD = (
    "DELETE FROM person_index",
    "DELETE FROM case_index",
    f"INSERT INTO person_index (rowid, words) {_PERSON} AND p.error_at IS NULL",
    f"INSERT INTO case_index (rowid, words) {_CASE} WHERE c.error_at IS NULL",
)


def _refresh_person(which: str) -> str:
    return f"""DELETE FROM person_index WHERE rowid = {which};
        INSERT INTO person_index (rowid, words)
        {_PERSON} AND p.error_at IS NULL AND p.id = {which};"""


def _refresh_cases(where: str) -> str:
    return f"""DELETE FROM case_index WHERE rowid {where};
        INSERT INTO case_index (rowid, words) {_CASE} WHERE c.error_at IS NULL AND c.id {where};"""


_THEIR_CASES = "IN (SELECT case_id FROM case_person WHERE person_id = new.{column})"

SEARCH_TRIGGERS = (
    f"CREATE TRIGGER index_new_person AFTER INSERT ON person BEGIN {_refresh_person('new.id')} END",
    f"""CREATE TRIGGER index_person AFTER UPDATE OF surname, forenames, known_as, error_at,
        joined_into_id ON person BEGIN {_refresh_person("new.id")}
        {_refresh_cases(_THEIR_CASES.format(column="id"))} END""",
    *(
        f"""CREATE TRIGGER index_person_name_{when.lower()} AFTER {when} ON person_name
        BEGIN {_refresh_person("new.person_id")}
        {_refresh_cases(_THEIR_CASES.format(column="person_id"))} END"""
        for when in ("INSERT", "UPDATE")
    ),
    f'CREATE TRIGGER index_new_case AFTER INSERT ON "case" BEGIN {_refresh_cases("= new.id")} END',
    f"""CREATE TRIGGER index_case AFTER UPDATE OF reference, error_at ON "case"
        BEGIN {_refresh_cases("= new.id")} END""",
    *(
        f"""CREATE TRIGGER index_case_person_{when.lower()} AFTER {when} ON case_person
        BEGIN {_refresh_cases("= new.case_id")} END"""
        for when in ("INSERT", "UPDATE")
    ),
)

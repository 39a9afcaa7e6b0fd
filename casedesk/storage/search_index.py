"""The full-text index of people, cases and places; triggers keep it in step with the rows.

Three FTS5 tables share the row ids of `person`, `case` and `place`, so a hit needs no
look-up. `REBUILD` fills them from nothing after a long write that ran without the triggers.
A person is found by every name, by the names of records that were joined into theirs, and
by the telephone number without blanks.
"""

_NAMES = """(SELECT p.forenames || ' ' || p.surname || ' ' || coalesce(p.known_as, '') || ' ' ||
    coalesce((SELECT group_concat(n.name, ' ') FROM person_name n
              WHERE n.person_id = p.id AND n.error_at IS NULL), '') || ' ' ||
    coalesce((SELECT group_concat(j.forenames || ' ' || j.surname, ' ') FROM person j
              WHERE j.joined_into_id = p.id), ''))"""
_TELEPHONE = "replace(replace(coalesce(p.safe_contact_number, ''), ' ', ''), '-', '')"
_CASE = f"""SELECT c.id, c.reference || ' ' || coalesce(
    (SELECT group_concat({_NAMES}, ' ') FROM case_person cp JOIN person p ON p.id = cp.person_id
     WHERE cp.case_id = c.id AND cp.error_at IS NULL), '') FROM "case" c"""
_PERSON = f"""SELECT p.id, {_NAMES} || ' ' || {_TELEPHONE} FROM person p
    WHERE p.joined_into_id IS NULL AND p.error_at IS NULL"""
_PLACE = """SELECT id, address || ' ' || coalesce(postcode, '') || ' ' ||
    replace(coalesce(postcode, ''), ' ', '') FROM place WHERE error_at IS NULL"""

SEARCH_TABLES = tuple(
    f"""CREATE VIRTUAL TABLE {name} USING fts5(
        words, tokenize="unicode61 remove_diacritics 2", prefix='2 3')"""
    for name in ("person_index", "case_index", "place_index")
)

REBUILD = (
    "DELETE FROM person_index",
    "DELETE FROM case_index",
    "DELETE FROM place_index",
    f"INSERT INTO person_index (rowid, words) {_PERSON}",
    f"INSERT INTO case_index (rowid, words) {_CASE} WHERE c.error_at IS NULL",
    f"INSERT INTO place_index (rowid, words) {_PLACE}",
)


def _index_person(which: str) -> str:
    return f"INSERT INTO person_index (rowid, words) {_PERSON} AND p.id = {which};"


def _index_cases(where: str) -> str:
    shown = f"{_CASE} WHERE c.error_at IS NULL AND c.id {where}"
    return f"INSERT INTO case_index (rowid, words) {shown};"


def _index_place(which: str) -> str:
    return f"INSERT INTO place_index (rowid, words) {_PLACE} AND id = {which};"


def index_later_than(person_id: int, case_id: int, place_id: int) -> tuple[str, ...]:
    """Return what indexes the records with higher ids, which no trigger has seen."""
    return (
        f"INSERT INTO person_index (rowid, words) {_PERSON} AND p.id > {int(person_id)}",
        _index_cases(f"> {int(case_id)}"),
        f"INSERT INTO place_index (rowid, words) {_PLACE} AND id > {int(place_id)}",
    )


def _refresh_person(which: str) -> str:
    return f"DELETE FROM person_index WHERE rowid = {which}; {_index_person(which)}"


def _refresh_cases(where: str) -> str:
    return f"DELETE FROM case_index WHERE rowid {where}; {_index_cases(where)}"


def _refresh_place(which: str) -> str:
    return f"DELETE FROM place_index WHERE rowid = {which}; {_index_place(which)}"


def _cases_of(person: str) -> str:
    return f"IN (SELECT case_id FROM case_person WHERE person_id = {person})"


SEARCH_TRIGGERS = (
    f"CREATE TRIGGER index_new_person AFTER INSERT ON person BEGIN {_index_person('new.id')} END",
    f"""CREATE TRIGGER index_person AFTER UPDATE OF surname, forenames, known_as,
        safe_contact_number, error_at ON person BEGIN {_refresh_person("new.id")}
        {_refresh_cases(_cases_of("new.id"))} END""",
    # Whoever a record is joined into, or parted from, is found by its names, or no longer.
    f"""CREATE TRIGGER index_joined_person AFTER UPDATE OF joined_into_id ON person
        BEGIN {_refresh_person("new.id")} {_refresh_cases(_cases_of("new.id"))}
        {_refresh_person("old.joined_into_id")} {_refresh_cases(_cases_of("old.joined_into_id"))}
        {_refresh_person("new.joined_into_id")} {_refresh_cases(_cases_of("new.joined_into_id"))}
        END""",
    *(
        f"""CREATE TRIGGER index_person_name_{when.lower()} AFTER {when} ON person_name
        BEGIN {_refresh_person("new.person_id")}
        {_refresh_cases(_cases_of("new.person_id"))} END"""
        for when in ("INSERT", "UPDATE")
    ),
    f'CREATE TRIGGER index_new_case AFTER INSERT ON "case" BEGIN {_index_cases("= new.id")} END',
    f"""CREATE TRIGGER index_case AFTER UPDATE OF reference, error_at ON "case"
        BEGIN {_refresh_cases("= new.id")} END""",
    *(
        f"""CREATE TRIGGER index_case_person_{when.lower()} AFTER {when} ON case_person
        BEGIN {_refresh_cases("= new.case_id")} END"""
        for when in ("INSERT", "UPDATE")
    ),
    f"CREATE TRIGGER index_new_place AFTER INSERT ON place BEGIN {_index_place('new.id')} END",
    f"""CREATE TRIGGER index_place AFTER UPDATE OF address, postcode, error_at ON place
        BEGIN {_refresh_place("new.id")} END""",
)

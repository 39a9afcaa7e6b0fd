"""The door to people: everything other subjects and the window may do with them.

What it offers lives beside it: entering and correcting in `records` and
`names_addresses_relations`, reading in `details`, possible matches in `matches` and `match_list`,
joining in `joining`, what can be undone of it in `recent_joins`. Correcting and joining are called
through `interventions.person_changes`: what follows from them belongs to higher subjects.
"""

from casedesk.people.bulk_matches import find_matches_among
from casedesk.people.details import person_details, person_lines, present_id
from casedesk.people.joining import join_in, preview_join, undo_in
from casedesk.people.match_list import (
    count_open_matches,
    forget_different,
    mark_different,
    open_matches,
    record_different,
    record_matches,
    take_back_different,
)
from casedesk.people.matches import possible_matches, sounding_alike
from casedesk.people.names_addresses_relations import (
    add_address,
    add_name,
    add_relation,
    correct_address,
    correct_name,
    correct_relation,
    end_address,
    end_relation,
    mark_address_in_error,
    mark_name_in_error,
    mark_relation_in_error,
    move_address,
    protect_address,
    take_back_end,
    take_back_error,
    take_back_move,
)
from casedesk.people.recent_joins import recent_joins
from casedesk.people.records import (
    add_person,
    correct_person_in,
    mark_person_in_error,
    record_person,
    take_back_person_error,
)

__all__ = [
    "add_address",
    "add_name",
    "add_person",
    "add_relation",
    "correct_address",
    "correct_name",
    "correct_person_in",
    "correct_relation",
    "count_open_matches",
    "end_address",
    "end_relation",
    "find_matches_among",
    "forget_different",
    "join_in",
    "mark_address_in_error",
    "mark_different",
    "mark_name_in_error",
    "mark_person_in_error",
    "mark_relation_in_error",
    "move_address",
    "open_matches",
    "person_details",
    "person_lines",
    "possible_matches",
    "present_id",
    "preview_join",
    "protect_address",
    "recent_joins",
    "record_different",
    "record_matches",
    "record_person",
    "sounding_alike",
    "take_back_different",
    "take_back_end",
    "take_back_error",
    "take_back_move",
    "take_back_person_error",
    "undo_in",
]

"""The list of pages: rail, menus, shortcuts and history are drawn from it.

A new page is one `PageEntry` here; see `ui/page.py`. This module is imported once a partnership
file is open, so pages may import services at their top.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from ui.action_registry import MenuId
from ui.late_page import late_page
from ui.page import PageEntry
from ui.pages.admin.admin_entry import admin_pages
from ui.pages.arrivals.arrivals_entry import arrival_pages
from ui.pages.attachments.attachment_entry import attachment_entry
from ui.pages.cases.case_page import CasePage
from ui.pages.documents.document_entry import document_entry
from ui.pages.help.help_entry import help_pages
from ui.pages.interventions.powers_count import clocks_count
from ui.pages.overviews.today_page import TodayPage, overdue_count
from ui.pages.registers.registers_entry import register_pages

if TYPE_CHECKING:
    from ui.pages.admin.settings_page import Chooser
    from ui.pages.workspace.backup_page import RestoreWanted


def entries(
    restore: "Callable[[RestoreWanted], None]", chooser: "Chooser | None" = None
) -> list[PageEntry]:
    """Return all pages that work, in the order of the rail.

    Args:
        restore: replaces the open file by a backup.
        chooser: the window that applies settings; without it there is no page of settings.
    """
    return [
        *_rail_pages(),
        *_last_rail_pages(),
        *[*_record_pages(), document_entry(), attachment_entry()],
        *_people_pages(),
        *_meeting_pages(),
        *_action_pages(),
        *_power_pages(),
        *_form_pages(),
        *[*_file_pages(restore), *_key_pages()],
        *arrival_pages(),
        *register_pages(),
        *admin_pages(chooser),
        *help_pages(),
    ]


def _rail_pages() -> list[PageEntry]:
    """Return the pages at the head of the rail: what is worked on, Ctrl+1 and on."""
    return [
        PageEntry(
            "today",
            lambda: _("Today"),
            TodayPage,
            icon="calendar-check",
            shortcut="Ctrl+1",
            permission=Permission.READ_RECORDS,
            count=overdue_count,
            count_topics=frozenset({Topic.ACTIONS}),
        ),
        PageEntry(
            "cases",
            lambda: _("Referrals and cases"),
            late_page("cases.cases_page", "CasesPage"),
            icon="file-text",
            shortcut="Ctrl+2",
            permission=Permission.READ_RECORDS,
        ),
        PageEntry(
            "meetings",
            lambda: _("Meetings"),
            late_page("meetings.meetings_page", "MeetingsPage"),
            icon="users",
            shortcut="Ctrl+3",
            permission=Permission.READ_RECORDS,
        ),
        _actions_entry(),
    ]


def _actions_entry() -> PageEntry:
    """Return the line of the page of all actions."""
    return PageEntry(
        "actions",
        lambda: _("Actions"),
        late_page("actions.actions_page", "ActionsPage"),
        icon="square-check-big",
        shortcut="Ctrl+4",
        permission=Permission.READ_RECORDS,
        count=overdue_count,
        count_topics=frozenset({Topic.ACTIONS}),
    )


def _last_rail_pages() -> list[PageEntry]:
    """Return the pages at the end of the rail."""
    return [
        PageEntry(
            "powers",
            lambda: _("Tools and powers"),
            late_page("interventions.powers_page", "PowersPage"),
            icon="scale",
            shortcut="Ctrl+5",
            permission=Permission.READ_RECORDS,
            count=clocks_count,
            count_topics=frozenset({Topic.INTERVENTIONS}),
        ),
        PageEntry(
            "people",
            lambda: _("People and places"),
            late_page("people.people_page", "PeoplePage"),
            icon="map-pin",
            shortcut="Ctrl+6",
            permission=Permission.READ_RECORDS,
        ),
        PageEntry(
            "measures",
            lambda: _("Measures"),
            late_page("measures.measures_page", "MeasuresPage"),
            icon="chart-column",
            shortcut="Ctrl+7",
            permission=Permission.COUNT,
        ),
    ]


def _record_pages() -> list[PageEntry]:
    """Return the pages below an item of the rail: not on it, the item is marked."""
    return [
        PageEntry(
            "case",
            lambda: _("Case"),
            CasePage,
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="cases",
        ),
        PageEntry(
            "matches",
            lambda: _("Possible &matches"),
            late_page("people.matches_page", "MatchesPage"),
            icon="merge",
            permission=Permission.JOIN_PEOPLE,
            on_rail=False,
            under="cases",
            menu=MenuId.CASE,
        ),
    ]


def _people_pages() -> list[PageEntry]:
    """Return the pages below People and places."""
    return [
        PageEntry(
            "person",
            lambda: _("Person"),
            late_page("people.person_page", "PersonPage"),
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="people",
        ),
        PageEntry(
            "place",
            lambda: _("Place"),
            late_page("places.place_page", "PlacePage"),
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="people",
        ),
        PageEntry(
            "person_join",
            lambda: _("Join two records"),
            late_page("people.person_join_page", "PersonJoinPage"),
            permission=Permission.JOIN_PEOPLE,
            on_rail=False,
            under="people",
        ),
    ]


def _meeting_pages() -> list[PageEntry]:
    """Return the pages below Meetings."""
    return [
        PageEntry(
            "meeting",
            lambda: _("Meeting"),
            late_page("meetings.meeting_page", "MeetingPage"),
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="meetings",
        ),
        PageEntry(
            "plan_meeting",
            lambda: _("&Plan meetings"),
            late_page("meetings.meeting_plan_page", "PlanMeetingPage"),
            icon="users",
            shortcut="Ctrl+Shift+M",
            permission=Permission.CHANGE_RECORDS,
            on_rail=False,
            under="meetings",
            menu=MenuId.CASE,
        ),
        PageEntry(
            "statement",
            lambda: _("Confidentiality statement"),
            late_page("meetings.meeting_plan_page", "StatementPage"),
            permission=Permission.MANAGE_LISTS,
            on_rail=False,
            under="meetings",
        ),
    ]


def _power_pages() -> list[PageEntry]:
    """Return the pages below Tools and powers."""
    return [
        PageEntry(
            "power",
            lambda: _("Tool or power"),
            late_page("interventions.power_page", "PowerPage"),
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="powers",
        ),
        PageEntry(
            "calculator",
            lambda: _("Work out &deadlines"),
            late_page("interventions.power_calculator_page", "PowerCalculatorPage"),
            icon="clock",
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="powers",
            menu=MenuId.CASE,
        ),
    ]


def _action_pages() -> list[PageEntry]:
    """Return the pages below Actions."""
    return [
        PageEntry(
            "new_action",
            lambda: _("New &action"),
            late_page("actions.action_new_page", "NewActionPage"),
            icon="square-check-big",
            shortcut="Ctrl+Shift+A",
            permission=Permission.CHANGE_RECORDS,
            on_rail=False,
            under="actions",
            menu=MenuId.CASE,
            record_of="case",
        ),
        PageEntry(
            "chase",
            lambda: _("Chase"),
            late_page("actions.actions_chase_page", "ChasePage"),
            permission=Permission.CHANGE_RECORDS,
            on_rail=False,
            under="actions",
        ),
    ]


def _form_pages() -> list[PageEntry]:
    """Return the forms: not on the rail, marked under an item of it."""
    return [
        PageEntry(
            "intake",
            lambda: _("&New referral"),
            late_page("referrals.intake_page", "IntakePage"),
            icon="file-text",
            shortcut="Ctrl+N",
            permission=Permission.CHANGE_RECORDS,
            on_rail=False,
            under="cases",
            menu=MenuId.CASE,
        ),
        PageEntry(
            "contact_note",
            lambda: _("&Contact note"),
            late_page("contacts.contact_note_page", "ContactNotePage"),
            icon="notebook-pen",
            shortcut="Ctrl+Shift+N",
            permission=Permission.CHANGE_RECORDS,
            on_rail=False,
            under="cases",
            menu=MenuId.CASE,
            record_of="case person",
        ),
        PageEntry(
            "risk_form",
            lambda: _("Risk form"),
            late_page("risk.risk_form_page", "RiskFormPage"),
            permission=Permission.CHANGE_RECORDS,
            on_rail=False,
            under="cases",
        ),
    ]


def _file_pages(restore: "Callable[[RestoreWanted], None]") -> list[PageEntry]:
    """Return the pages of the File menu."""
    return [
        PageEntry(
            "import",
            lambda: _("&Import…"),
            late_page("exchange.import_page", "ImportPage"),
            icon="upload",
            permission=Permission.IMPORT,
            on_rail=False,
            under="cases",
            menu=MenuId.FILE,
        ),
        PageEntry(
            "backup",
            lambda: _("&Backup and restore"),
            late_page("workspace.backup_page", "BackupPage", restore),
            icon="database-backup",
            permission=Permission.MANAGE_FILE,
            on_rail=False,
            menu=MenuId.FILE,
        ),
    ]


def _key_pages() -> list[PageEntry]:
    """Return the pages of the File menu about what opens the file."""
    return [
        PageEntry(
            "change_passphrase",
            lambda: _("Change &passphrase"),
            late_page("workspace.change_passphrase_page", "ChangePassphrasePage"),
            icon="key-round",
            permission=Permission.MANAGE_FILE,
            on_rail=False,
            menu=MenuId.FILE,
        ),
        PageEntry(
            "new_recovery_key",
            lambda: _("New recovery &key"),
            late_page("workspace.new_recovery_key_page", "NewRecoveryKeyPage"),
            icon="key-round",
            permission=Permission.MANAGE_FILE,
            on_rail=False,
            menu=MenuId.FILE,
        ),
        PageEntry(
            "new_passphrase",
            lambda: _("New passphrase"),
            late_page("workspace.new_passphrase_page", "NewPassphrasePage"),
            permission=Permission.MANAGE_FILE,
            on_rail=False,
        ),
    ]

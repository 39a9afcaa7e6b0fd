"""What CaseDesk is made of: its version, and each library with its version and licence."""

from importlib import metadata

from casedesk.help.catalogue import Bundled, bundled

_NAME_ENDS = "<>=!~;[ ("
_LONGEST = 60  # some write the whole licence where its name belongs


def version() -> str:
    """Return the version of CaseDesk; empty where it is not installed as a package."""
    try:
        return metadata.version("casedesk")
    except metadata.PackageNotFoundError:
        return ""


def parts() -> tuple[Bundled, ...]:
    """Return every library that CaseDesk names as needed and that is here, fonts and icons last."""
    try:
        needed = metadata.requires("casedesk") or []
    except metadata.PackageNotFoundError:
        needed = []
    names = {_name_of(line) for line in needed if "extra ==" not in line}
    found = []
    for name in sorted(names, key=str.casefold):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # a library of another system
        found.append(Bundled(name=name, version=about["Version"], licence=_licence(about)))
    return (*found, *bundled())


def _name_of(requirement: str) -> str:
    ends = (place for end in _NAME_ENDS if (place := requirement.find(end)) >= 0)
    return requirement[: min(ends, default=len(requirement))]


def _licence(about: metadata.PackageMetadata) -> str:
    """Return the licence as the package's own metadata names it; empty if it names none."""
    for said in (*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])):
        if said.strip() and len(said) <= _LONGEST:
            return str(said).strip()
    kinds = about.get_all("Classifier") or []
    named = [kind.rpartition(" :: ")[2] for kind in kinds if kind.startswith("License ::")]
    return ", ".join(named)

"""Turns what somebody types into a question for the full-text index. Pure functions."""

SHORTEST = 3  # characters; with fewer, most of a large file would match


def prefix_query(typed: str) -> str:
    """Return the FTS5 query for records that hold every word of `typed` or begin with it.

    Each word is quoted, so that nothing typed can act as an operator. Empty when there
    are fewer than three letters or digits to look for.
    """
    words = words_of(typed)
    if sum(c.isalnum() for word in words for c in word) < SHORTEST:
        return ""
    return " ".join(quoted(word) for word in words)


def person_query(typed: str) -> str:
    """Return the FTS5 query for people: by every word or its beginning, or by a short name.

    Ng, Li and Wu are whole names: two letters alone are looked for whole.
    """
    words = words_of(typed)
    if len(words) == 1 and sum(map(str.isalpha, words[0])) == SHORTEST - 1:
        return quoted(words[0]).removesuffix("*")
    return prefix_query(typed)


def case_query(typed: str) -> str:
    """Return the FTS5 query for cases: by every word or its beginning, or by a short reference.

    Some partnerships number from B1 on. So short a word is looked for whole, however it is
    written, and only where a reference begins: as a beginning it would match most of the file.
    """
    words = words_of(typed)
    if len(words) == 1 and any(sign.isdigit() for sign in words[0]):
        return prefix_query(typed) or "^ " + quoted(words[0]).removesuffix("*")
    return prefix_query(typed)


def words_of(typed: str) -> list[str]:
    """Return the words that hold a letter or digit, without control characters."""
    clean = "".join(c if c.isprintable() else " " for c in typed)
    return [word for word in clean.split() if any(c.isalnum() for c in word)]


def quoted(word: str) -> str:
    """Return one word as an FTS5 prefix."""
    return '"' + word.replace('"', '""') + '"*'

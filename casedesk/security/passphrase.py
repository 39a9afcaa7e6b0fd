"""How strong a passphrase is, and good ones to choose from; nothing is sent anywhere."""

import secrets

from msgspec import Struct

from casedesk.i18n import _

SUGGESTED_WORDS = 5
LONGEST_JUDGED = 72  # the estimate grows slow with length, and longer ones are strong anyway


class Strength(Struct, frozen=True):
    """An estimate: 0 (guessed at once) to 4 (centuries), and the sentence to show."""

    score: int
    sentence: str


def strength(passphrase: str) -> Strength:
    """Estimate how long a passphrase would withstand guessing; may take a tenth of a second."""
    if not passphrase:
        return Strength(0, "")
    from zxcvbn import zxcvbn  # noqa: PLC0415 - loads word lists

    score = int(zxcvbn(passphrase[:LONGEST_JUDGED])["score"])
    sentences = (
        _("Very weak. It would be guessed at once."),
        _("Weak. It would be guessed within hours."),
        _("Fair. A determined thief would guess it."),
        _("Good. It would take years to guess."),
        _("Strong. It would take centuries to guess."),
    )
    return Strength(score, sentences[score])


def suggest() -> str:
    """Return five unrelated words chosen at random: about 60 bits."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - loads word lists

    often_passwords = set(FREQUENCY_LISTS["passwords"])  # also keeps most rude words out
    words = [
        word
        for word in FREQUENCY_LISTS["english_wikipedia"][300:9000]
        if 4 <= len(word) <= 8 and word.isascii() and word.isalpha() and word not in often_passwords
    ]
    return " ".join(secrets.choice(words) for _number in range(SUGGESTED_WORDS))

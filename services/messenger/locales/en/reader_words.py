"""English as the reader knows it; apart from phrases and slot_words, so that a slip there shows."""

import re
from collections.abc import Mapping
from typing import Final

_I: Final = re.IGNORECASE

REASONS: Final = {
    "airspace restrictions": "AIRS",
    "restrictions at an airport": "ARPT",
    "commercial reasons": "COMM",
    "crew availability": "CREW",
    "damage to the aircraft": "DAMA",
    "a change of aircraft": "EQUI",
    "fuelling": "FUEL",
    "ground handling": "HDLG",
    "a public holiday": "HOLI",
    "industrial action": "INDU",
    "operational reasons": "OPER",
    "aircraft performance limits": "PERF",
    "the political situation": "POLI",
    "positioning of the aircraft": "POSI",
    "repositioning of the aircraft": "REPO",
    "the late arrival of the aircraft": "ROTA",
    "a change of routing": "RTNS",
    "runway restrictions": "RUNW",
    "a technical matter": "TECH",
    "weather": "WEAT",
}

CLOCK_WORDS: Final = re.compile(
    r"(?<!\w)(?:[ap]\.?m\.?|noon|midnight|midday|morning|afternoon|evening|night|tonight|today|tomorrow|yesterday"
    r"|hours?|minutes?|mins?|days?|weeks?|(?<!as )soon|shortly"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|april|june|july|august|september|october|november|december)(?!\w)",
    _I,
)
NUMBER_WORDS: Final = re.compile(
    r"(?<!\w)(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|half|quarter|dozen|couple|twice)(?!\w)",
    _I,
)
MONEY: Final = re.compile(r"[$€£¥%]|(?<!\w)(?:usd|eur|gbp|dollars?|euros?|pounds?|cents?|percent)(?!\w)", _I)
LINKS: Final = re.compile(r"https?:|www\.|//|\w@\w|(?<=\w)\.(?:com|org|net|gov|info|io|co|eu|aero)(?!\w)", _I)
CONTACT: Final = re.compile(r"(?<!\w)(?:phone|telephone|hotline|dial|call (?:us|our|the))(?!\w)", _I)
FORBIDDEN: Final = re.compile(
    r"(?<!\w)(?:compensat\w*|refund\w*|voucher\w*|reimburs\w*|entitle\w*|guarantee\w*|promis\w*|fault|blam\w*"
    r"|responsib\w*|because|due to|caused?|weather|technical|mechanical|crew|strike|safe\w*"
    r"|danger\w*|emergenc\w*|free of charge)(?!\w)",
    _I,
)
ARRIVAL: Final = re.compile(
    r"(?<!\w)(?:arriv\w*|land(?:ed|s|ing)?|reach(?:ed|es)?|took off|taken off|departed|airborne)(?!\w)", _I
)
RETRACTION: Final = re.compile(
    r"(?<!\w)(?:ignor\w+|disregard\w*|wrong\w*|incorrect\w*|false\w*|untrue|invalid|outdated|void|forget"
    r"|correction|retract\w*|mistak\w+)(?!\w)",
    _I,
)
MAGNITUDE: Final = re.compile(
    r"(?<!\w)(?:brief\w*|short|slight\w*|minor|small|little|long|lengthy|major|severe|significant\w*)(?!\w)",
    _I,
)
TURNING: Final = re.compile(
    r"(?<!\w)(?:not|no|never|\w+n['\u2019]t|cannot|without|unless|except|if|may|might|could"
    r"|instead|rather|unlikely|before|after|until|but|was|were|had|would"
    r"|nearly|hardly|almost|far|another|next|last|leave|old|former|formerly|previous|previously"
    r"|original|originally)(?!\w)",
    _I,
)

LEFT_OVER: Final[Mapping[str, re.Pattern[str]]] = {
    "no_number_word": NUMBER_WORDS,
    "no_clock_word": CLOCK_WORDS,
    "no_money": MONEY,
    "no_link": LINKS,
    "no_phone": CONTACT,
    "no_forbidden_claim": FORBIDDEN,
    "no_arrival": ARRIVAL,
    "no_magnitude": MAGNITUDE,
    "no_retraction": RETRACTION,
    "nothing_turned": TURNING,
}

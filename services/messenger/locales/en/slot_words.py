"""English words that a model may not use outside slots, by the rule that forbids them (whole words)."""

from typing import Final

from services.messenger.locales.en.vocabulary import VOCABULARY
from services.messenger.verify.slot_words import LINK_PARTS, SlotWords, spaced
from services.messenger.verify.slot_words import whole_words as words

NUMBER: Final = words(
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen",
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
    "hundreds?|thousands?|millions?|dozens?|half|quarter|couple|twice|double|triple|several|few",
    "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth",
)
CLOCK: Final = words(
    r"a\.?m\.?|p\.?m\.?|o'clock|noon|midnight|midday|morning|afternoon|evening|night|tonight|overnight",
    "today|tomorrow|yesterday|hours?|hourly|minutes?|mins?|seconds|days?|daily|weeks?",
    "(?<!as )soon|shortly|moment",
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
    "january|february|april|june|july|august|september|october|november|december",
)
CURRENCY: Final = words(
    "dollars?|euros?|pounds?|cents?|bucks?|usd|eur|gbp|cad|percent|per cent", r"\S*[$€£¥%]\S*"
)
LINK: Final = words(*LINK_PARTS, "links?|websites?")
PHONE: Final = words(
    "phone|telephone|hotline|helpline|dial|call (?:us|our|the|this)|text us|ring us|whatsapp"
)
COMPENSATION: Final = words(
    r"compensat\w*|refund\w*|reimburs\w*|voucher\w*|entitle\w*|eligib\w*|free of charge|complimentary",
    r"upgrade\w*|miles|credits?|money|pay\w*|paid|claims?|rebook\w*|hotels?|meals?",
)
CAUSE: Final = words(
    r"because|due to|owing to|caused?|causes|reasons?|result of|weather|storms?|snow\w*|fog|winds?",
    r"technical\w*|mechanical\w*|crews?|strikes?|industrial|traffic|congestion|maintenance|runways?",
    r"late arrival|inbound|operational",
)
GUARANTEE: Final = words(
    r"guarantee\w*|promis\w*|certain\w*|definite\w*|assur\w*|ensur\w*|surely|without fail",
    "will not happen again",
)
BLAME: Final = words(
    r"fault|blame\w*|mistakes?|errors?|negligen\w*|responsib\w*|liab\w*|beyond our control|our control"
)
SAFETY: Final = words(
    r"safe|safety|safely|unsafe|danger\w*|emergenc\w*|risks?|crash\w*|hazard\w*|security|incidents?"
)
STATUS: Final = words(
    r"cancel\w*|divert\w*|diversions?|reinstat\w*|operat(?:e|es|ing)",
    "going ahead|goes? ahead|back at the gate",
    r"return(?:ed|s|ing)? to|resum\w*|arriv\w*|land(?:ed|s|ing)?|reach(?:ed|es)?|tak(?:en|ing) off",
    r"took off",
    r"board(?:ed|ing)|departed|airborne|en route|left|called off|scrapped|axed|grounded|suspended",
    r"withdrawn",
    r"clos(?:ed|es|ing)|(?:new|other|another|different|next|later|earlier|any|each) flights?",
    "(?:leaves|departs|leaving) now|now (?:leaves|departs)(?! at)",
)
RETRACTION: Final = words(
    r"ignor\w+|disregard\w*|wrong\w*|incorrect\w*|false\w*|untrue|invalid|outdated|obsolete|void|forget",
    r"correct(?:ion|ed|ing)s?|retract\w*|mistaken\w*|test message|kidding|hoax",
)
"""Words that take back what is said elsewhere in the text, however far away."""

MAGNITUDE: Final = words(
    r"brief\w*|short|slight\w*|minor|small|little|tiny|long|lengthy|major|severe\w*|significant\w*",
    r"serious\w*",
    r"considerabl\w+|huge|large",
)
LATE: Final = words(r"delay\w*|late|later|behind schedule|postpon\w*")
ON_TIME: Final = words("on schedule|on time|as planned|back on track|punctual")
EARLY: Final = words("early|earlier|sooner|ahead of schedule|brought forward")
TURNING: Final = words(
    r"not|no|never|neither|nor|cannot|\w+n['\u2019]t|without|unless|except|if|whether|might|may|could",
    r"should|perhaps",
    r"possibly|probably|likely|unlikely|instead|rather|doubt\w*|supposed\w*|rumou?r\w*",
    r"old|former\w*|previous\w*|original\w*|initial\w*|scheduled|usual\w*",
    r"avoid|against|other than|alternative\w*|before|after|until|till|but|was|were|had|would|going to",
    "next|last",
    r"nearly|hardly|almost|barely|far|another|other|back|reverse\w*|returns?|leave|stay away",
)
"""Words that turn what stands beside them: a slot in such a sentence may say the opposite of its fact."""

THAN_SCHEDULED: Final = words("(?:later|earlier) than scheduled")
"""Turns nothing, although "scheduled" alone would."""

ENGLISH: Final = SlotWords(
    forbidden={
        "no_number_word": NUMBER,
        "no_clock_word": CLOCK,
        "no_currency": CURRENCY,
        "no_link": LINK,
        "no_phone": PHONE,
        "no_compensation": COMPENSATION,
        "no_cause": CAUSE,
        "no_guarantee": GUARANTEE,
        "no_blame": BLAME,
        "no_safety": SAFETY,
        "no_status": STATUS,
        "no_magnitude": MAGNITUDE,
        "no_retraction": RETRACTION,
        "late": LATE,
        "on_time": ON_TIME,
        "early": EARLY,
        "turning": TURNING,
        "harmless": THAN_SCHEDULED,
    },
    vocabulary=VOCABULARY,
    unknown=spaced,
    cities=words("New York City|Big Apple"),
    common_words=frozenset({"hope"}),
    lateness="delayed, late; on time, on schedule; earlier than scheduled",
)

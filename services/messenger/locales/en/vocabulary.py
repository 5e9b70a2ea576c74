"""The words a model may write with. A ban on bad words leaks; what is not listed here is not sent.

Words that another rule judges (a number word, a claim) are that rule's business.
"""

from typing import Final

_WORDS: Final = (
    "a about after again airport all allow also always an and any anything apologies apologise "
    "apologize app appreciate are around arrange arrangements as ask at attention awaiting aware be "
    "been before being best boards booking both bring but by can care change changed changes changing "
    "check close come comfort comfortable continue convenience could d dear depart departs departure "
    "departures details directly disruption disrupts do does doing done each easy else enjoy enough "
    "every everyone everything expect expected extra eye find fine flight flights flying follow for "
    "forward from further gate gates get getting give go goes going good goodbye great greetings had "
    "happy has have having head heading hear hello help helpful here hi hope how i if import in "
    "inconvenience inform information into is it its join journey just keep keeps kind kindly know "
    "last latest leaves leaving let like ll look looking m made make making many matter may me means "
    "message might moment monitor more most move moved moving much near never new news next no not "
    "note notice notices now number of on once ongoing or our out own passenger passengers patience "
    "plan planned plans pleasant please possible prepare proceed re ready regards regret regretfully "
    "reservation right route running s schedule scheduled screen screens see sent service share "
    "should show signs since sincerely site soon sorry staff status stay still such sure take team "
    "teams tell terminal terminals than thank thanks that the their them then there these they things "
    "this those through time times to together touch track travel traveling traveller travellers "
    "travelling trip truly try typing understand understanding unfortunate unfortunately until up "
    "update updated updates updating upon upset upsets us ve very view visit wait waiting walk want "
    "was way we welcome well were what when where whether which while who will wish with within work "
    "working would yet you your yours yourself"
)

VOCABULARY: Final = frozenset(_WORDS.split())

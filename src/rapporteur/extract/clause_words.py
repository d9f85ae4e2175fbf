"""Words by which a clause is read: quantities, light verbs, charges, days; for English, as the trees are."""

from __future__ import annotations

import calendar

QUANTITY = frozenset(
    [
        *("dozen", "hundred", "thousand", "million", "number", "series", "score", "group", "pair", "couple", "batch"),
        *("round", "tonne", "ton", "consignment", "load", "shipment", "ten", "tens", "crowd", "handful"),
    ]
)
CALENDAR = frozenset(x.lower() for x in (*calendar.month_name, *calendar.day_name) if x)  # days, never parties
LIGHT = frozenset(  # verbs that only say that the thing of their noun is done
    [
        *("cancel", "postpone", "suspend", "call", "hold", "conduct", "stage", "launch", "carry", "make", "pay"),
        *("have", "take", "give", "open", "begin", "start", "resume", "continue", "conclude", "perform", "mount"),
        *("leave", "go", "arrive", "travel", "depart", "embark", "be", "enter", "issue", "complete", "finish"),
        *("lead", "host", "kick", "engage", "participate", "join", "fly", "come"),
    ]
)
PEOPLE = frozenset(  # of whom nobody says "which"
    [
        *("leader", "official", "soldier", "troops", "troop", "civilian", "militant", "fighter", "minister", "people"),
        *("member", "protester", "villager"),
    ]
)
ANNOUNCE = frozenset({"announce", "confirm", "declare"})
LIGHT_CASES = frozenset({"on", "for", "in", "into", "to"})  # "left for a visit", "is on a visit", "entered into talks"
RELATIVE = frozenset({"who", "which", "that", "whom"})
ATTEND = frozenset({"attend", "involve", "join", "bring", "include"})  # "talks attended by ...", "talks involving ..."
MASSES = frozenset({"visit", "tour", "arrive", "travel", "flock"})  # "thousands of pilgrims visited": no state visit
PARTS = frozenset({"unit", "squad", "detachment", "patrol", "squadron", "contingent", "platoon", "column"})
CHARGED = frozenset(  # what is done to people "for" a deed that is only laid to their charge
    [
        *("arrest", "detain", "jail", "imprison", "fine", "sentence", "convict", "charge", "prosecute", "punish"),
        *("sue", "try", "indict", "expel", "deport", "condemn", "criticise", "criticize", "blame", "sack", "suspend"),
        *("dismiss", "denounce", "rebuke", "reprimand", "fault", "censure", "execute", "remand", "investigate"),
        *("penalise", "penalize", "sanction", "blacklist", "hang", "slam", "hold"),
    ]
)
REPAID = CHARGED | {"thank", "praise", "reward", "pardon", "forgive", "commend", "congratulate", "honour", "honor"}
WITH = frozenset({"with", "along", "along with", "together", "together with"})

"""The shapes of Vietnamese expressions of time, as regular expressions over the class letters of ``lexicon.CLASSES``.

A rule says what shape a phrase has; ``grammar.py`` cuts groups of tokens by them, ``reading.py`` reads what they say.
"""

from __future__ import annotations

_UNIT = "[dwmyqechns]"
_REL = "[pbflgzZ]"
_SUFFIX = "(?:g(?![dmyYDFQRNZHPWCceqS])|l|z)"
_YEAR = f"(?:[,/-]?O?y(?:Y|N(?!{_UNIT})|{_REL}))"
_MONTH = f"m(?:Q|[Ny](?:{_YEAR}|[,/-]?Y)?)"
_WEEK = f"w{_REL}"
_CENTURY = f"c(?:[NI]|{_REL})"
_DECADE = f"(?:(?:xA?y|e)[YN](?:v[YN]){{0,9}}|e{_REL}|e[W1](?=O?c))(?:O?{_CENTURY})?"
_SEASON = f"u(?:{_YEAR}|Y|{_REL})"
_QUARTER = f"q(?:Q|[NI1WA](?:{_YEAR}|[,/-]?Y)?|{_REL})"
_COUNT = f"a?(?:(?:N|y(?={_UNIT})|X)(?:(?:v|t|g|-|,)N)?|F(?={_UNIT}))"
_HEAD = "(?:Nd|yd(?=[DFRN])|j?[dH]|Hd|J)?"
_NUMBERED = f"(?!NmO?yY){_HEAD}N(?:[-vtg,]N){{0,9}}{_MONTH}"
_LISTED = f"(?:{_HEAD}N(?:[-vtg,]N){{0,9}}[-vtg]|[dH]N(?:,N){{0,9}},)[DF]{_YEAR}?"
_DIGITS = f"(?:[Ny]dR|(?:j?[dH]|Hd|J)[DFR]|[DR]|F(?![wmhns]|y(?![YNpzZ])|d(?![DFRN])))(?:{_YEAR})?"
_OF_MONTH = f"j?[dH]NO?m{_REL}|j?[dH]N(?:[-tg]N)?(?!{_UNIT}|o|[.])(?:O?m{_REL})?"
_DATE = f"(?:{_NUMBERED}|{_LISTED}|{_DIGITS}|{_OF_MONTH})(?:{_SUFFIX})?"
_WEEKDAY = f"[dH]?W(?:O?{_WEEK}|{_SUFFIX})?"
_DEICTIC = "(?:P{0,2}[dH]?[SJ]|P[lZ])"
_BESIDE = f"(?:\\((?:P?{_DATE}|{_WEEKDAY}|[SJ])\\))?"
_NIGHT = "P[dH]?N[,v-]?P[dH]?[DF]"
_DAY = f"(?:{_NIGHT}|(?:P,?){{0,2}}(?:(?:{_WEEKDAY}|S),?)?{_DATE}|{_DEICTIC}(?:,?{_DATE})?|(?:P,?)?{_WEEKDAY}){_BESIDE}"
_LARGE = f"{_DECADE}|{_CENTURY}|{_QUARTER}|{_SEASON}"
_SPAN = f"(?:{_MONTH}{_SUFFIX}?|m{_REL}|{_WEEK}|{_LARGE}|y(?:Y|{_REL})|Y|[wmy](?!{_UNIT}|N))"

#: (name, expression): the first that matches at a place wins.
RULES = (
    ("two-days", f"[Ny]d[DF][v,][DF](?:{_YEAR})?"),
    (
        "set",
        f"WE{_UNIT}|E(?:N|y(?={_UNIT}))?(?:PW|{_UNIT}|P|W)(?:No)?|NoE?{_COUNT}{_UNIT}|NoE{_UNIT}|{_COUNT}{_UNIT}No",
    ),
    ("lunar", f"(?:P?[dH]?U(?:N|{_DATE})?(?:{_MONTH}|m)?L?|{_DATE}L|{_MONTH}L|[dH]NL)(?:{_YEAR})?"),
    ("beside-day", "P?d[<>]|P?dg(?![dmyYDFQRNZHPWCceqS])"),
    ("same-period", f"r(?:{_YEAR}|O?[my]{_REL})"),
    ("ordinal", "[yom]W|dW(?=O)"),
    ("ago", f"K{_COUNT}{_UNIT}[i2]?"),
    ("that", f"[<>]{_COUNT}{_UNIT}[i2]?|{_COUNT}{_UNIT}[i2]?[<>]"),
    ("first-months", "NmO?yY"),
    ("slice", f"[dwm]1O?{_SPAN}|{_COUNT}[dwmq][A1]O?{_SPAN}|[Ny]dA{_WEEK}?"),
    ("years-part", f"xyA(?:O?(?:{_DECADE}|{_CENTURY})|Y)"),
    ("vague", f"xo?[dwmye](?:A?{_REL}|AO?{_SPAN}|[V])"),
    ("part", f"H?[AB]O?{_SPAN}"),
    ("day", _DAY),
    ("window", f"(?:C|{_COUNT}{_UNIT}[i2]?A?)(?:[lZ]|g(?![DFRCNYPWmdHy]))"),
    ("offset", f"(?:C|{_COUNT}{_UNIT}[i2]?)[bf9]"),
    ("clock", f"(?:Cn?|[Ny]h(?:[Ni]n?)?)G?(?:P?,?(?:{_DAY})|P)?"),
    ("months", f"m(?:k|F(?:{_YEAR})?|N(?:[-vt,]N){{1,9}}{_YEAR}|N(?:[-vt,]N){{0,9}}[-vt,]Q|N[-t]N(?!{_UNIT}))"),
    ("month", f"(?:{_MONTH})(?:{_SUFFIX})?|m{_REL}|jm"),
    ("quarter", _QUARTER),
    ("season", _SEASON),
    ("decade", _DECADE),
    ("century", _CENTURY),
    ("week", _WEEK),
    ("year", f"xyM|yY(?:[-t]Y)?|y{_REL}|jy|y?M|Y"),
    ("half", "2[dwmyhec][lg]?"),
    ("duration", f"(?!a[Ny]h(?:Nn?)?[GPdHSJ]){_COUNT}(?!d[DF]){_UNIT}[i2]?"),
)

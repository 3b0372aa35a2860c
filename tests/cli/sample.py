"""A record of a made-up page, with something of everything that the views show."""

from __future__ import annotations

import datetime as dt

from banggiao.records import (
    AgendaEntry,
    Basis,
    Count,
    Document,
    Event,
    Interval,
    Measure,
    Mechanism,
    OtherStory,
    Part,
    Party,
    Place,
    Record,
    Sentence,
    SentenceRef,
    Span,
    Step,
)

LINES = (
    ("title", "Lào và Mông Cổ nối lại ủy ban <b>hỗn hợp</b> & thương mại"),
    ("byline", "Nguyễn Văn A"),
    ("lead", "Ngoại trưởng Lào hôm 12/5 hội đàm với người đồng cấp Mông Cổ tại Ulan Bator."),
    ("blank", ""),
    ("body", "Ông này nói Mông Cổ đã trục xuất hai nhà ngoại giao Lào hồi năm 2009."),
    ("photo_caption", "Hai ngoại trưởng tại Ulan Bator. Ảnh: A."),
    ("readmore_title", "Giá gạo tăng mạnh ở miền nam"),
    ("readmore_title", "=HYPERLINK(1) \x1b[31mđội bóng thắng trận"),
    ("readmore_title", "Thời tiết ngày mai"),
    ("site_chrome", "Trang chủ"),
)
TEXT = "\n".join(line for _, line in LINES)


def day(year: int, month: int, number: int, *basis: Basis) -> Interval:
    """One day."""
    date = dt.date(year, month, number)
    return Interval(date, date, "day", basis)


def span(words: str, after: int = 0) -> Span:
    """Where ``words`` stand in the text."""
    start = TEXT.index(words, after)
    return Span.of(TEXT, start, start + len(words))


def party(code: str, name: str, words: str, after: int = 0, person: str | None = None) -> Party:
    """An actor whose name is quoted from the text."""
    where = span(words, after)
    return Party(code, name, person, None, where.text, where.start, where.end)


def parts() -> tuple[Part, ...]:
    """The roles of the lines."""
    found, at = [], 0
    for number, (role, line) in enumerate(LINES, 1):
        found.append(Part(role, at, at + len(line), number))
        at += len(line) + 1
    return tuple(found)


def record() -> Record:
    """The whole record."""
    lines = parts()
    lead, body = lines[2], lines[4]
    published = day(
        2014, 5, 13, Basis("metadata", "2014-05-13T08:00", says="datePublished", first=dt.date(2014, 5, 13))
    )
    visit = Event(
        id="e1", type="CONSULT", mode="visit", contexts=("diplomatic",), quad="verbal cooperation", score=4.0,
        cameo="042", status="actual",
        actors=(party("LAO", "Laos", "Ngoại trưởng Lào", person="Thongloun Sisoulith"),),
        recipients=(party("MNG", "Mongolia", "người đồng cấp Mông Cổ"),),
        said_by=None, date=day(2014, 5, 12), place=Place("Ulan Bator", "MNG", 47.9, 106.9), count=None,
        trigger=span("hội đàm"), sentence=SentenceRef(1, lead.start, lead.end), line=3, part="lead",
        rule="hold-talks", confidence=0.91,
    )  # fmt: skip
    expulsion = Event(
        id="e2", type="SANCTION", mode="expel", contexts=(), quad="material conflict", score=-7.0, cameo="161",
        status="historical",
        actors=(party("MNG", "Mongolia", "Mông Cổ", body.start),),
        recipients=(party("LAO", "Laos", "Lào", body.start),),
        said_by=party("LAO", "Laos", "Ông này", person="Thongloun Sisoulith"),
        date=Interval(dt.date(2009, 1, 1), dt.date(2009, 12, 31), "year"),
        place=None, count=Count(2, "nhà ngoại giao", "hai nhà ngoại giao"),
        trigger=span("trục xuất"), sentence=SentenceRef(2, body.start, body.end), line=5, part="body",
        rule="expel-diplomats", confidence=0.8,
    )  # fmt: skip
    document = Document(
        "d1", TEXT, lines, source="page.txt", url="javascript:alert(1)", outlet="example.vn", title=LINES[0][1],
        byline="Nguyễn Văn A", agency="KPL", published=published, captured=day(2014, 6, 1),
        stories=tuple(OtherStory("readmore", LINES[n][1], n + 1) for n in (6, 7, 8)),
    )  # fmt: skip
    return Record(
        document,
        (visit, expulsion),
        (Mechanism("ủy ban hỗn hợp", ("LAO", "MNG"), (Step("resumed", day(2014, 5, 12), None, "e1"),)),),
        (Measure("expulsion", ("MNG",), ("LAO",), "imposed", visit.date, "e2", "historical"),),
        (
            AgendaEntry(
                "họp ủy ban", ("LAO", "MNG"), Interval(dt.date(2014, 9, 1), dt.date(2014, 9, 30), "month"), None, None
            ),
        ),
        (Sentence(1, lead.start, lead.end, 3, "lead"), Sentence(2, body.start, body.end, 5, "body")),
    )

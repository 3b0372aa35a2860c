"""Small files in each format, of invented events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from banggiao.exchange import columns


def icews_row(**given: str) -> list[str]:
    """A row of ICEWS; ``given`` by column name in lower case with underscores."""
    values = {
        "event_id": "700001",
        "event_date": "2014-03-02",
        "source_name": "Head of Government (Norway)",
        "source_sectors": "Executive,Government",
        "source_country": "Norway",
        "event_text": "Make a visit",
        "cameo_code": "042",
        "intensity": "1.9",
        "target_name": "Chile",
        "target_sectors": "NA",
        "target_country": "Chile",
        "story_id": "90001",
        "sentence_number": "2",
        "publisher": "Santiago Daily",
        "city": "Santiago",
        "district": "NA",
        "province": "Region Metropolitana",
        "country": "Chile",
        "latitude": "-33.4569",
        "longitude": "-70.6483",
    } | given
    return [values[name.lower().replace(" ", "_")] for name in columns.ICEWS]


ICEWS_ROWS = [
    icews_row(),
    icews_row(event_id="700002", event_text="Make statement", cameo_code="010", intensity="0", latitude="NA"),
    # the same id twice: it names nothing by itself
    icews_row(event_id="700002", source_name="Boko Haram", source_country="Nigeria", cameo_code="190"),
    icews_row(event_date="2014-04-11", target_name="NA", target_country="NA", target_sectors='a "quoted" word'),
    # one row twice, to the letter
    icews_row(event_date="2014-04-12", cameo_code="1823", publisher=" blank before, Đà Nẵng"),
    icews_row(event_date="2014-04-12", cameo_code="1823", publisher=" blank before, Đà Nẵng"),
]


def tab(rows: list[list[str]], header: tuple[str, ...] | None = None) -> bytes:
    lines = ["\t".join(header)] if header else []
    return "".join(f"{line}\n" for line in [*lines, *("\t".join(row) for row in rows)]).encode()


def icews(path: Path, rows: list[list[str]] = ICEWS_ROWS) -> Path:
    path.write_bytes(tab(rows, columns.ICEWS))
    return path


def gdelt_row(**given: str) -> list[str]:
    values: Mapping[str, str] = {
        "GlobalEventID": "410000001",
        "Day": "20150301",
        "MonthYear": "201503",
        "Year": "2015",
        "FractionDate": "2015.1644",
        "Actor1Code": "FRAGOV",
        "Actor1Name": "FRANCE",
        "Actor1CountryCode": "FRA",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "IGOUNO",
        "Actor2Name": "UNITED NATIONS",
        "Actor2KnownGroupCode": "UNO",
        "Actor2Type1Code": "IGO",
        "IsRootEvent": "1",
        "EventCode": "057",
        "EventBaseCode": "057",
        "EventRootCode": "05",
        "QuadClass": "1",
        "GoldsteinScale": "8.0",
        "NumMentions": "4",
        "NumSources": "1",
        "NumArticles": "4",
        "AvgTone": "-0.25",
        "ActionGeo_Type": "4",
        "ActionGeo_Fullname": "Geneva, Genève, Switzerland",
        "ActionGeo_CountryCode": "SZ",
        "ActionGeo_ADM1Code": "SZ07",
        "ActionGeo_Lat": "46.2",
        "ActionGeo_Long": "6.16667",
        "ActionGeo_FeatureID": "-2551835",
        "DATEADDED": "20150302041500",
        "SOURCEURL": "https://example.org/a",
    } | given
    return [values.get(name, "") for name in columns.GDELT]


GDELT_ROWS = [
    gdelt_row(),
    gdelt_row(GlobalEventID="410000002", EventCode="010", EventBaseCode="010", EventRootCode="01", Actor2Code=""),
    gdelt_row(GlobalEventID="410000003", Actor1Code="IRQKUR", Actor1CountryCode="IRQ", EventCode="0231"),
]


def gdelt(path: Path) -> Path:
    path.write_bytes(tab(GDELT_ROWS))
    return path


PLOVER_ROWS = [
    {
        "id": "p-1",
        "date": "2019-05-14",
        "actor": ["KEN"],
        "recipient": ["SOM"],
        "event": ["SANCTION"],
        "mode": "withdraw",
        "context": ["diplomatic"],
        "event_text": "Nairobi gọi đại sứ về nước.",
        "quad_code": 4,
    },
    {"id": "p-2", "date": "20190601", "source": "FRA", "target": ["DEU"], "event": "YIELD", "eventText": "Ước hẹn\t…"},
    {"id": "p-3", "date": "2019-07-01", "actor": [{"code": "USAGOV"}], "event": ["X-NEW"], "quad_code": "Q2"},
    {"id": "p-4", "date": "2019-08", "actor": ["USA"], "event": ["AID"]},
]


def plover(path: Path, rows: list[dict[str, object]] | None = None) -> Path:
    given = PLOVER_ROWS[:3] if rows is None else rows
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in given), "utf-8")
    return path


KEDS = """set,date,source,target,code,scheme
north,1990-02-03,FRN,ETHALB,041,weis
north,1990-02-03,FRN,ETHALB,041,weis
north,1990-02-04,AUS,AUL,223,weis
south,2004-02-03,USAGOV,IRQKUR,010,cameo
"""


def keds(path: Path) -> Path:
    path.write_text(KEDS, "utf-8")
    return path

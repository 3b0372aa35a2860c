-- The record of many documents. Days are ISO text (YYYY-MM-DD), NULL where not known; lists are JSON arrays; codes are
-- text. Ids begin with a date, so that what lies together in time lies together on the disk.

CREATE TABLE document (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,          -- YYYYMMDD-d…: day of publication (00000000: not known) and the record's id
    page      TEXT NOT NULL,                 -- what page it is: its address, else where it was found
    text_id   TEXT NOT NULL,                 -- names the text alone: the same under any address and name
    version   INTEGER NOT NULL,              -- 1, 2, … of that page
    current   INTEGER NOT NULL,              -- 1: the newest version of its page; what older ones tell does not count
    url       TEXT, outlet TEXT, agency TEXT, language TEXT NOT NULL, kind TEXT NOT NULL,
    title     TEXT, byline TEXT,
    first     TEXT, last TEXT, precision TEXT, -- when it was published
    known     TEXT,                          -- the day by which it was surely published
    seen      TEXT NOT NULL,                 -- when this version was seen, as far as it says: orders versions; else ''
    origin    TEXT NOT NULL,                 -- the independent source: id of the first document of its group of reprints
    signature BLOB,                          -- phrases of the body, by MinHash (stories.signature)
    reader    TEXT NOT NULL,                 -- version of the program and its language pack that read it
    record    BLOB NOT NULL,                 -- the whole record as read, without the text: JSON, deflated
    UNIQUE (page, version)
);
CREATE INDEX document_known ON document (known);
CREATE INDEX document_text ON document (text_id);
CREATE INDEX document_origin ON document (origin);

-- What came in, by a digest of its bytes and of what was said of it: the same again need not even be read.
CREATE TABLE input (
    digest BLOB PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n)
) WITHOUT ROWID;
CREATE INDEX input_document ON input (document);

-- Every line of the text that is not empty; with the empty ones between, they are the text again. Searched through passage_text.
CREATE TABLE passage (
    n         INTEGER PRIMARY KEY,
    document  INTEGER REFERENCES document (n),  -- NULL: of an imported event
    line      INTEGER NOT NULL,
    role      TEXT NOT NULL,
    text      TEXT NOT NULL
);
CREATE UNIQUE INDEX passage_line ON passage (document, line) WHERE document IS NOT NULL;

-- Folded words (no marks, đ as d, lower case) of passages; contentless, kept in step by the writer
-- (folding.indexed makes them).
CREATE VIRTUAL TABLE passage_text USING fts5 (folded, content = '', tokenize = 'unicode61 remove_diacritics 0');

CREATE TABLE event (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,          -- YYYYMMDD-…: its first day, else the day of publication, and the record's id
    dataset   TEXT NOT NULL,                 -- 'read', or the data set it was imported from
    document  INTEGER REFERENCES document (n),
    passage   INTEGER REFERENCES passage (n),
    type      TEXT NOT NULL, mode TEXT, quad TEXT NOT NULL, score REAL, cameo TEXT,
    status    TEXT NOT NULL, said_by TEXT,
    first     TEXT, last TEXT, precision TEXT, -- when it happened
    known     TEXT,                          -- the day by which it was told
    told      TEXT,                          -- month (YYYY-MM, or the year) of its document's publication; NULL: wider
    month     TEXT GENERATED ALWAYS AS (     -- when it counts: YYYY-MM, or YYYY of a longer time within a year
        CASE WHEN first IS NULL AND last IS NULL THEN CASE status WHEN 'actual' THEN told END
             WHEN julianday(last) - julianday(first) <= 31 THEN substr(first, 1, 7)
             WHEN substr(first, 1, 4) = substr(last, 1, 4) THEN substr(first, 1, 4) END) VIRTUAL,
    place     TEXT, country TEXT, latitude REAL, longitude REAL,
    confidence REAL, rule TEXT, part TEXT,
    counts    INTEGER NOT NULL DEFAULT 1,    -- 0: of an older version of its page, or rejected in review
    counted   INTEGER NOT NULL DEFAULT 0,    -- 1: dyad_month counts it, as the one report of its occurrence
    occurrence TEXT,                         -- id of the occurrence that it reports; NULL: stands for itself (imported)
    record    TEXT NOT NULL                  -- JSON: the event as read, or the row of the data set by column name
);
CREATE INDEX event_first ON event (first, dataset, status);
CREATE INDEX event_type ON event (type, first);
-- The few whose date is more than one day or open at an end: they overlap days on which they do not begin.
CREATE INDEX event_span ON event (ifnull(last, '9999')) WHERE first IS NOT last;
CREATE INDEX event_document ON event (document) WHERE document IS NOT NULL;
CREATE INDEX event_occurrence ON event (occurrence) WHERE occurrence IS NOT NULL;
CREATE INDEX event_passage ON event (passage) WHERE passage IS NOT NULL;

-- Who takes part, by code: actor, recipient, speaker.
CREATE TABLE party (
    code TEXT NOT NULL, role TEXT NOT NULL, first TEXT NOT NULL, event INTEGER NOT NULL REFERENCES event (n),
    PRIMARY KEY (code, first, event, role)
) WITHOUT ROWID;
CREATE INDEX party_event ON party (event);

-- Who acts towards whom; an event without recipients stands in both directions between its actors.
CREATE TABLE dyad (
    actor TEXT NOT NULL, recipient TEXT NOT NULL, first TEXT NOT NULL, event INTEGER NOT NULL REFERENCES event (n),
    PRIMARY KEY (actor, recipient, first, event)
) WITHOUT ROWID;
CREATE INDEX dyad_event ON dyad (event);

-- Events that happened, by month: occurrences of what was read, rows of what was imported. Written with what it sums up.
CREATE TABLE dyad_month (
    actor TEXT NOT NULL, recipient TEXT NOT NULL, month TEXT NOT NULL, quad TEXT NOT NULL, dataset TEXT NOT NULL,
    events INTEGER NOT NULL, score REAL NOT NULL, squares REAL NOT NULL, -- sum of scores, sum of their squares
    PRIMARY KEY (actor, recipient, month, quad, dataset)
) WITHOUT ROWID;
CREATE INDEX dyad_month_empty ON dyad_month (actor) WHERE events = 0; -- finds what is to be removed
CREATE INDEX dyad_month_by_month ON dyad_month (month, events, actor, recipient, quad, score); -- see timelines.busiest

-- What documents say of mechanisms, measures and plans; the ledger joins them when it is asked.
CREATE TABLE mechanism_step (
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n), line INTEGER NOT NULL, known TEXT,
    kind TEXT NOT NULL, name TEXT NOT NULL, parties TEXT NOT NULL, change TEXT NOT NULL,
    date TEXT, place TEXT, event TEXT, quote TEXT NOT NULL, -- date, place: JSON of the record
    names TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX mechanism_step_document ON mechanism_step (document);
CREATE TABLE measure_notice (
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n), line INTEGER NOT NULL, known TEXT,
    kind TEXT NOT NULL, actors TEXT NOT NULL, recipients TEXT NOT NULL, change TEXT NOT NULL, status TEXT NOT NULL,
    date TEXT, event TEXT, quote TEXT NOT NULL,
    until TEXT, standing INTEGER NOT NULL DEFAULT 0 -- until: JSON of the record
);
CREATE INDEX measure_notice_document ON measure_notice (document);
CREATE TABLE plan (
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n), line INTEGER NOT NULL, known TEXT,
    what TEXT NOT NULL, parties TEXT NOT NULL, kind TEXT, change TEXT NOT NULL, level TEXT,
    date TEXT, moved_to TEXT, place TEXT, event TEXT, quote TEXT NOT NULL -- date, moved_to, place: JSON of the record
);
CREATE INDEX plan_document ON plan (document);
-- Which of them concern whom: ledger is 'mechanism', 'measure' or 'plan', entry the row's n there.
CREATE TABLE concern (
    code TEXT NOT NULL, ledger TEXT NOT NULL, entry INTEGER NOT NULL,
    PRIMARY KEY (code, ledger, entry)
) WITHOUT ROWID;
CREATE INDEX concern_entry ON concern (ledger, entry);

-- Bands of MinHash signatures, to find documents that may be the same report; and the pairs that are.
CREATE TABLE band (
    band INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES document (n),
    PRIMARY KEY (band, document)
) WITHOUT ROWID;
CREATE INDEX band_document ON band (document);
CREATE TABLE reprint (
    one INTEGER NOT NULL REFERENCES document (n), other INTEGER NOT NULL REFERENCES document (n),
    similarity REAL NOT NULL, because TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX reprint_other ON reprint (other);
-- Events that may be the same: of one block (type and parties), and the day, period or lack of a date to find them by.
CREATE TABLE block (
    block TEXT NOT NULL, day TEXT NOT NULL, event INTEGER NOT NULL REFERENCES event (n) ON DELETE CASCADE,
    PRIMARY KEY (block, day, event)
) WITHOUT ROWID;
CREATE INDEX block_event ON block (event);
-- Where an event went, what was joined with it is to be joined anew.
CREATE TABLE unsettled (block TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (block, day)) WITHOUT ROWID;
CREATE TRIGGER block_gone AFTER DELETE ON block BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (old.block, old.day);
END;
-- Decisions of a person on what belongs together: they outrank the program's.
CREATE TABLE joining (
    kind TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, -- kind: 'document' or 'event'
    together INTEGER NOT NULL, reviewer TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) WITHOUT ROWID;

CREATE TABLE review (
    n INTEGER PRIMARY KEY, event TEXT NOT NULL, verdict TEXT NOT NULL, -- confirm, correct, reject
    reviewer TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, correction TEXT -- JSON of the fields corrected
);
CREATE INDEX review_event ON review (event);

-- Inputs that were read whole, so that an interrupted ingest goes on where it was.
CREATE TABLE dataset (
    name TEXT PRIMARY KEY, format TEXT NOT NULL, imported TEXT NOT NULL, events INTEGER NOT NULL, note TEXT NOT NULL
);

from tests.relations.scenes import read


def test_a_dated_plan_that_is_no_event_of_the_ontology_stands_on_the_agenda():
    text, _, _, agenda = read(
        "[KOR Hàn Quốc] sẽ trình báo cáo lên quốc hội {2013-06-20 ngày 20/6} "
        "và dự kiến bỏ phiếu trong {2013-09-01..2013-09-30 tháng 9}.",
        published="2013-06-02",
    )
    assert [(a.date.start.isoformat(), a.date.end.isoformat()) for a in agenda] == [
        ("2013-06-20", "2013-06-20"),
        ("2013-09-01", "2013-09-30"),
    ]
    assert all(a.evidence.check(text) and a.parties == ("KOR",) for a in agenda)


def test_the_past_is_no_agenda():
    assert read("[KOR Hàn Quốc] đã họp {2013-06-01 ngày 1/6}.", published="2013-06-02")[3] == ()


def test_a_future_date_without_a_word_of_the_future_is_left_out():
    assert read("[KOR Hàn Quốc] nói về {2030 năm 2030}.", published="2013-06-02")[3] == ()


def test_nothing_is_planned_when_nobody_knows_when_the_page_was_written():
    assert read("[KOR Hàn Quốc] sẽ họp {2013-06-20 ngày 20/6}.")[3] == ()

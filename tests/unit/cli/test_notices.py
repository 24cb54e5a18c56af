"""What a person is told about a result."""

import pytest

from packshot.cli.notices import DOUBTS, notices_of, sentence_of
from packshot.client import ApiError
from packshot.client.results import manifest_of, report_of
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from services.segmenter.report import Doubt


def test_nothing_to_say_about_a_good_result() -> None:
    manifest = generator_pb2.Manifest(drift=generator_pb2.DriftReport(passed=True))
    assert notices_of(report_of(segmenter_pb2.CutoutReport()), manifest_of(manifest)) == []


def test_a_sentence_for_each_doubt_and_for_cut_sides() -> None:
    report = segmenter_pb2.CutoutReport(
        doubtful=True,
        doubts=["small_product", "strange_shadow", "cut_by_frame"],
        cut_edges=[segmenter_pb2.EDGE_LEFT, segmenter_pb2.EDGE_TOP],
    )
    small, strange, cut = notices_of(report_of(report))
    assert small.startswith("doubtful: the product is so small")
    assert strange.startswith("doubtful: strange shadow;")
    assert cut == "the photo cuts the product off at the left and top; use a photo that shows all of it"


def test_a_doubt_without_words_is_told_too() -> None:
    assert notices_of(report_of(segmenter_pb2.CutoutReport(doubtful=True))) == [
        "doubtful: look at the edges before you use it"
    ]


def test_words_not_understood_and_a_product_that_changed() -> None:
    manifest = generator_pb2.Manifest(understanding=generator_pb2.Understanding(not_understood=["beach", "sea"]))
    words, changed = notices_of(report_of(segmenter_pb2.CutoutReport()), manifest_of(manifest))
    assert words == "not understood: beach, sea"
    assert "changed" in changed


@pytest.mark.parametrize("doubt", Doubt, ids=lambda doubt: doubt.value)
def test_every_doubt_of_the_segmenter_has_a_sentence(doubt: Doubt) -> None:
    assert doubt.value in DOUBTS


def test_the_time_limit_is_called_as_it_is_typed() -> None:
    error = ApiError("DEADLINE_EXCEEDED", "with timeout_s", metadata={"timeout_s": "0.3"})
    assert "0.3 s that --timeout gave" in sentence_of(error)
    assert sentence_of(ApiError("DEADLINE_EXCEEDED", "The server's own.")) == "The server's own."

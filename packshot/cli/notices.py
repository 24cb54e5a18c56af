"""What a person is told: what to know about a result before using it, and a failure in the words of the command line."""

from packshot.client import ApiError, Manifest, Report

DOUBTS = {
    "low_confidence": "the network is not sure what the product is",
    "undecided_area": "a part of the photo could belong to the product or not",
    "several_pieces": "more than one thing was taken for the product",
    "low_contrast": "the product has the colours of what is behind it",
    "opened_gap": "a place inside the product was taken for background seen through it",
    "cut_by_frame": "the photo's frame cuts the product off",
    "small_product": "the product is so small in the photo that its shape is a guess",
}
"""The contract's words for why a matte may need a look"""
_CUT_BY_FRAME = "cut_by_frame"


def notices_of(report: Report, manifest: Manifest | None = None) -> list[str]:
    """A sentence for each thing that should be known before the picture is used; usually none."""
    notices = [
        f"doubtful: {DOUBTS.get(doubt, doubt.replace('_', ' '))}; look at the edges before you use it"
        for doubt in report.doubts
        if doubt != _CUT_BY_FRAME or not report.cut_edges  # which says it better, below
    ]
    if report.doubtful and not report.doubts:
        notices.append("doubtful: look at the edges before you use it")
    if report.cut_edges:
        sides = " and ".join(report.cut_edges)
        notices.append(f"the photo cuts the product off at the {sides}; use a photo that shows all of it")
    if manifest is None:
        return notices
    if manifest.not_understood:
        notices.append(f"not understood: {', '.join(manifest.not_understood)}")
    if not manifest.drift.passed:
        notices.append("the product's colours or edges changed on the way into the scene; do not publish it unseen")
    return notices


def sentence_of(error: ApiError) -> str:
    """The error's message, naming options where the client names arguments."""
    if error.reason == "DEADLINE_EXCEEDED" and "timeout_s" in error.metadata:
        return (
            f"The work was not done in the {error.metadata['timeout_s']} s that --timeout gave it. "
            "Give it more, or send a smaller picture."
        )
    return error.message

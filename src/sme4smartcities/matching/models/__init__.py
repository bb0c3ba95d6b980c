"""What matching keeps: what texts mean, who fits whom, what members said of it, who set limits."""

from sme4smartcities.matching.models.feedback import Feedback, Mute, Reason, Verdict
from sme4smartcities.matching.models.fits import Fit
from sme4smartcities.matching.models.reach import Bound
from sme4smartcities.matching.models.vectors import Due, LanguageSum, Shelf, Vector, Wordless

__all__ = [
    "Bound",
    "Due",
    "Feedback",
    "Fit",
    "LanguageSum",
    "Mute",
    "Reason",
    "Shelf",
    "Vector",
    "Verdict",
    "Wordless",
]

"""What a challenge still lacks: before it may be published, and what would make it stronger."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.challenges.hints import other_script, solutions_named
from sme4smartcities.challenges.models import Challenge, Facet, Measure
from sme4smartcities.core.errors import Message
from sme4smartcities.core.formats import isolated, language_name
from sme4smartcities.core.richtext import plain_text
from sme4smartcities.core.translated import shown
from sme4smartcities.vocabularies.models import Term

TITLE_WORDS = 2
PROBLEM_WORDS = 12
EARLY = ("idea", "design", "proof-of-concept")  # deliverables of the first steps of readiness
RIPE = 7  # from here on a technology has been shown in real operation


@dataclass(frozen=True)
class Check:
    """One thing that readers look for: whether it is there, what to add, and in which section."""

    code: str
    text: Message
    done: bool
    section: str
    needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A challenge as it is checked: saved, or with what is being typed laid over it."""

    row: Challenge
    terms: Mapping[str, Sequence[Term]]
    measures: Sequence[Measure]

    def words(self, name: str) -> int:
        return len(
            plain_text(shown(getattr(self.row, name), self.row.source_language).text).split()
        )


def weighed(row: Challenge) -> Weighed:
    """Read what is checked beside the row itself: two queries."""
    terms: dict[str, list[Term]] = {}
    for held in row.terms.select_related("term"):
        terms.setdefault(held.facet, []).append(held.term)
    return Weighed(row=row, terms=terms, measures=list(row.measures.all()))


def missing_for_publishing(row: Challenge) -> list[Message]:
    """Say what a challenge needs before anybody else reads it."""
    return [check.text for check in checks(weighed(row)) if check.needed and not check.done]


def checks(held: Weighed) -> list[Check]:
    """Go through everything that readers of a challenge look for, what is needed first."""
    return [*_needed(held), *_wanted(held), *_figures(held), *_fitting(held)]


def of_section(found: Sequence[Check], sections: Collection[str]) -> list[Check]:
    """Give the checks that the sections on a page of the Studio answer."""
    return [check for check in found if check.section in sections]


def _needed(held: Weighed) -> list[Check]:
    problem = held.words("problem")
    return [
        Check(
            "title",
            _("A title of at least two words"),
            held.words("title") >= TITLE_WORDS,
            "problem",
            True,
        ),
        Check(
            "summary", _("One or two sentences for lists"), bool(held.row.summary), "problem", True
        ),
        Check(
            "problem",
            ngettext(
                "The problem, in at least %(n)s word",
                "The problem, in at least %(n)s words",
                PROBLEM_WORDS,
            )
            % {"n": PROBLEM_WORDS},
            problem >= PROBLEM_WORDS,
            "problem",
            True,
        ),
        Check("domain", _("The field it belongs to"), bool(held.terms.get("domain")), "tags", True),
    ]


def _wanted(held: Weighed) -> list[Check]:
    row = held.row
    money = row.budget_least is not None or row.budget_most is not None
    return [
        Check("sufferers", _("Who suffers from it"), bool(row.sufferers), "people"),
        Check("count", _("How many people that are"), row.sufferers_count is not None, "people"),
        Check("causes", _("What causes it, as far as you know"), bool(row.causes), "people"),
        Check("tried", _("What was tried, and why it did not last"), bool(row.tried), "people"),
        Check("constraints", _("What a solution must respect"), bool(row.constraints), "frame"),
        Check("offered", _("Data, places or people you can give"), bool(row.offered), "frame"),
        Check("budget", _("A budget, even a rough one"), money, "frame"),
        Check("time", _("When you want it"), bool(row.wanted_from or row.wanted_until), "frame"),
        Check("procedure", _("How you mean to buy"), bool(row.procedure), "frame"),
        Check("needs", _("The capabilities it needs"), bool(held.terms.get(Facet.NEEDS)), "tags"),
        Check(
            "language",
            _("The languages you can work in"),
            bool(held.terms.get(Facet.LANGUAGE)),
            "tags",
        ),
    ]


def _figures(held: Weighed) -> list[Check]:
    whole = [one for one in held.measures if one.baseline is not None and one.target is not None]
    return [
        Check("goal", _("A figure of today and a goal, with its unit"), bool(whole), "goal"),
        Check(
            "source",
            _("Where today’s figure comes from"),
            bool(whole) and all(one.source for one in whole),
            "goal",
        ),
    ]


def _fitting(held: Weighed) -> list[Check]:
    """Name what does not go together; nothing stands here where all does."""
    early = [term for term in held.terms.get("deliverable", ()) if term.code in EARLY]
    if not early or (held.row.trl_least or 0) < RIPE:
        return []
    words = {"deliverable": isolated(early[0].label), "level": held.row.trl_least}
    text = _(
        "You ask for readiness %(level)s and for “%(deliverable)s”, which stands at the beginning."
        " Keep one of the two."
    )
    return [Check("contradiction", text % words, False, "frame")]


def hints(row: Challenge, language: str) -> list[str]:
    """Say gently what to look at again in the texts of one language."""
    problem = row.problem.get(language, {}).get("text", "")
    title = row.title.get(language, {}).get("text", "")
    found = []
    if named := solutions_named(f"{title}\n{plain_text(problem)}", language):
        text = _(
            "You name a solution (%(words)s). Say what people cannot do today and leave open how it"
            " is solved: then those whom you do not know yet can answer, too."
        )
        found.append(text % {"words": ", ".join(f"“{isolated(word)}”" for word in named)})
    if other_script(f"{title}\n{problem}", language):
        text = _("This does not look like %(language)s. Choose the language you write in above.")
        found.append(text % {"language": language_name(language)})
    return found

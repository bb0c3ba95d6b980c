"""Form fields that offer the terms of a list, drawn from the lists each process keeps."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term, term_with_id, terms, terms_found

Choices = list[tuple[Any, Any]]
CHOOSE = _("Choose")


def choices_of(vocabulary: str, scheme: str = "") -> Choices:
    """Give code and label of each offered term; a tree of groups becomes groups of choices."""
    offered = terms(vocabulary, scheme=scheme)
    shown = {term.pk for term in offered}
    grouped = any(term.parent_id in shown for term in offered)
    if not grouped:
        return [(term.code, term.label) for term in offered]
    groups: Choices = []
    for found in offered:
        if found.parent_id not in shown:
            groups.append((found.label, [(found.code, found.label)]))
        else:
            groups[-1][1].append((found.code, found.label))
    return groups


def _code(value: Any) -> Any:
    """Read what a form starts from: a term, its id or its code."""
    if isinstance(value, Term):
        return value.code
    if isinstance(value, int):
        found = term_with_id(value)
        return found.code if found else ""
    return value


class _OfList:
    """What both fields share: the list, and the retired terms that an object carries already."""

    vocabulary: str
    scheme: str

    def _offer(self, first: Choices, kept: Sequence[Term] = ()) -> Callable[[], Choices]:
        def offered() -> Choices:
            more = [(old.code, old.label) for old in kept if old.retired]
            return [*first, *choices_of(self.vocabulary, self.scheme), *more]

        return offered

    def _found(self, code: str) -> Term:
        found = term(self.vocabulary, code)
        if found is None:
            raise ValidationError(_("This choice is no longer offered. Choose another."))
        return found


class TermField(_OfList, forms.ChoiceField):
    """One term of a list. Gives the Term, or None; starts from a Term, its id or its code."""

    def __init__(
        self,
        vocabulary: str,
        *,
        scheme: str = "",
        empty: Message = CHOOSE,
        widget: Any = None,
        **kwargs: Any,
    ) -> None:
        self.vocabulary, self.scheme = vocabulary, scheme
        self.first: Choices = [("", empty)] if widget is not forms.RadioSelect else []
        if widget is not None:
            kwargs["widget"] = widget
        super().__init__(choices=self._offer(self.first), **kwargs)

    def keep(self, *carried: Term | None) -> None:
        """Offer also what the object carries, though it was retired meanwhile."""
        self.choices = self._offer(self.first, [old for old in carried if old])

    def prepare_value(self, value: Any) -> Any:
        return _code(value)

    def clean(self, value: Any) -> Term | None:
        code = super().clean(value)
        return self._found(code) if code else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(_code(initial) or "") != str(data or "")


class TermsField(_OfList, forms.MultipleChoiceField):
    """Several terms of a list. Gives a list of Terms; ``most`` limits how many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, vocabulary: str, *, scheme: str = "", most: int = 0, **kwargs: Any) -> None:
        self.vocabulary, self.scheme, self.most = vocabulary, scheme, most
        super().__init__(choices=self._offer([]), **kwargs)

    def keep(self, carried: Iterable[Term]) -> None:
        """Offer also what the object carries, though it was retired meanwhile."""
        self.choices = self._offer([], list(carried))

    def prepare_value(self, value: Any) -> Any:
        return [_code(one) for one in value] if isinstance(value, (list, tuple, set)) else value

    def clean(self, value: Any) -> list[Term]:
        codes = super().clean(value)
        if self.most and len(codes) > self.most:
            raise ValidationError(
                _("Choose at most %(most)s."), code="most", params={"most": self.most}
            )
        return [self._found(code) for code in codes]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(_code(one)) for one in initial or ()} != {str(one) for one in data or ()}


class Typed(list[str]):
    """The codes that are ticked, and the words by which more are looked for."""

    words: str = ""


class LookupWidget(forms.CheckboxSelectMultiple):
    """Shows what is ticked, a line to write words in, and what was found for them."""

    template_name = "vocabularies/widgets/lookup.html"
    vocabulary = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        typed = Typed(super().value_from_datadict(data, files, name) or ())
        typed.words = str(data.get(f"{name}_words", "")).replace("\0", "").strip()[:200]
        return typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        ticked = [found for code in value or () if (found := term(self.vocabulary, str(code)))]
        words = getattr(value, "words", "")
        more = [found for found in terms_found(self.vocabulary, words) if found not in ticked]
        self.choices = [(one.code, _spoken(one)) for one in (*ticked, *more)]
        context = super().get_context(name, [one.code for one in ticked], attrs)
        context["widget"] |= {"words": words, "found": len(more)}
        return context


def _spoken(found: Term) -> str:
    return f"{found.label} · {found.code}"


class LookupField(forms.Field):
    """Several terms of a list that is too long to be offered whole: looked up by words or codes.

    Words that are no code are a question: the form comes back with what was found, to be ticked.
    Gives a list of Terms.
    """

    def __init__(self, vocabulary: str, *, most: int = 20, **kwargs: Any) -> None:
        self.vocabulary, self.most = vocabulary, most
        widget = LookupWidget()
        widget.vocabulary = vocabulary
        super().__init__(widget=widget, **kwargs)

    def keep(self, carried: Iterable[Term]) -> None:
        """Take what the object carries: all of a list can be looked up, retired terms too."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, Typed) else [_code(one) for one in value or ()]

    def clean(self, value: Any) -> list[Term]:
        written = value.words.replace(",", " ").split() if isinstance(value, Typed) else []
        coded = [found for word in written if (found := self._coded(word))]
        if len(coded) < len(written):
            raise ValidationError(
                _("Tick what fits among what was found, or look for other words. Then save again.")
                if terms_found(self.vocabulary, value.words)
                else _("Nothing is called so. Look for other words, or leave the line empty.")
            )
        chosen = {str(one): term(self.vocabulary, str(one)) for one in value or ()}
        if None in chosen.values():
            raise ValidationError(_("This choice is no longer offered. Choose another."))
        terms_ = list(dict.fromkeys([one for one in chosen.values() if one] + coded))
        if len(terms_) > self.most:
            raise ValidationError(
                _("Choose at most %(most)s."), code="most", params={"most": self.most}
            )
        return terms_

    def _coded(self, word: str) -> Term | None:
        """Find what was written as a code, a check digit left out: 09331200-0."""
        return term(self.vocabulary, word) or term(self.vocabulary, word.partition("-")[0])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(_code(one)) for one in initial or ()} != {str(one) for one in data or ()}

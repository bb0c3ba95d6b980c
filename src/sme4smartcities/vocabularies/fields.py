"""Form fields that offer the terms of a list, drawn from the lists each process keeps."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term, term_with_id, terms

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

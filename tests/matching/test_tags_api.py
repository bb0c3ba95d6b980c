"""Programs read and answer suggested terms with the rights of those who write what carries them."""

import pytest

from sme4smartcities.matching.tagging.models import Suggestion
from tests.matching.test_tags import city, codes, found, leaks, no_model

__all__ = ["city", "codes", "leaks", "no_model"]
pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


def path_of(row, *more):
    return "/".join(["/api/v1/tagging", row.subject.kind, str(row.pk), *more])


def test_a_program_reads_adds_refuses_and_allows(leaks, officer, worker, client):
    worker.run()
    client.force_login(officer)
    shown = client.get(path_of(leaks)).json()
    first = next(one for one in shown["suggested"] if one["list"] == "cpv")
    assert (first["code"], first["label"]) == ("38421100", "Water meters")
    assert "Because your text speaks of" in first["why"]
    assert shown["refused"] == []
    one = path_of(leaks, "cpv", "38421100")
    after = client.put(one, {"answer": "refuse"}, **JSON).json()
    assert after["refused"] == [{"list": "cpv", "code": "38421100", "label": "Water meters"}]
    assert "38421100" not in {tag["code"] for tag in after["suggested"]}
    assert client.put(one, {"answer": "add"}, **JSON).status_code == 400
    assert client.put(one, {"answer": "allow"}, **JSON).json()["refused"] == []
    added = client.put(one, {"answer": "add"}, **JSON)
    assert added.status_code == 200
    assert leaks.terms.get(facet="cpv").term.code == "38421100"
    assert "38421100" not in {tag["code"] for tag in added.json()["suggested"]}
    assert "38421100" not in found(leaks.subject)


@pytest.mark.parametrize("body", [{}, {"answer": "delete"}, {"answer": "add", "more": 1}])
def test_another_answer_changes_nothing(leaks, officer, worker, client, body):
    worker.run()
    before = Suggestion.objects.get(kind="challenge", subject_id=leaks.pk).found
    client.force_login(officer)
    assert client.put(path_of(leaks, "cpv", "38421100"), body, **JSON).status_code == 422
    assert Suggestion.objects.get(kind="challenge", subject_id=leaks.pk).found == before


def test_a_code_that_no_list_has_and_one_that_is_not_suggested_are_named(
    leaks, officer, worker, client
):
    worker.run()
    client.force_login(officer)
    for code, says in (("99999999", "not a code of the list"), ("34926000", "not suggested")):
        answer = client.put(path_of(leaks, "cpv", code), {"answer": "add"}, **JSON)
        assert answer.status_code == 400
        assert says in answer.text
    assert not leaks.terms.filter(facet="cpv").exists()

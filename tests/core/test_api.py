"""What programs can rely on: scopes, tags, preconditions, cursors, limits, sentences in their language."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sme4smartcities.accounts.models import ApiToken, Member
from sme4smartcities.accounts.services import make_token
from sme4smartcities.config import api as root
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.organisations.models import Organisation
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db

LIST = "/api/v1/organisations"
JSON = "application/json"


def program(member: Member | None = None, *scopes: str, language: str = "en") -> Client:
    """Give a client that sends a key of this member, as a program does."""
    headers = {"Accept-Language": language}
    if member is not None:
        _token, secret = make_token(
            actor=member, name="Test", scopes=scopes or ("read", "write"), lasts=timedelta(days=1)
        )
        headers["Authorization"] = f"Bearer {secret}"
    return Client(headers=headers)


def put(client: Client, path: str, values: dict[str, Any], **headers: str) -> Any:
    return client.put(path, values, content_type=JSON, headers=headers)


@pytest.fixture
def company(owner: Member) -> Organisation:
    return make_organisation("Acequia Labs", manager=owner)


def work_of(company: Organisation) -> str:
    return f"{LIST}/{company.pk}/work"


@pytest.mark.parametrize(("scope", "reads", "writes"), [("read", 200, 403), ("write", 403, 200)])
def test_a_key_does_what_it_was_made_for_and_no_more(owner, company, scope, reads, writes):
    client = program(owner, scope)
    assert client.get(LIST).status_code == reads
    answer = put(client, work_of(company), {"revision": 1, "language": "en"})
    assert answer.status_code == writes


def test_a_key_is_noted_on_the_day_of_its_use(owner):
    program(owner).get(LIST)
    assert ApiToken.objects.get().last_used_on is not None


def test_what_nobody_changed_costs_nothing_and_every_change_shows(owner, company):
    client = program(owner)
    first = client.get(f"{LIST}/{company.pk}")
    tag = first.headers["ETag"]
    assert tag.endswith('.1"') and "Authorization" in first.headers["Vary"]
    again = client.get(f"{LIST}/{company.pk}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    put(client, work_of(company), {"language": "en", "summary": "New"}, **{"If-Match": tag})
    changed = client.get(f"{LIST}/{company.pk}", headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.json()["summary"]["en"]["text"] == "New"


def test_the_tag_of_one_key_says_nothing_to_another(owner, stranger, company):
    tag = program(owner).get(f"{LIST}/{company.pk}").headers["ETag"]
    other = program(stranger).get(f"{LIST}/{company.pk}", headers={"If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("header", "revision", "status", "code"),
    [
        ("", None, 428, "precondition_needed"),
        ("", 1, 409, "stale"),
        ('"1"', None, 412, "stale"),
        ('W/"whatever.1"', 2, 412, "stale"),
        ('"nonsense"', None, 412, "stale"),
    ],
)
def test_an_edit_of_an_old_text_gets_both_and_changes_nothing(
    owner, company, header, revision, status, code
):
    client = program(owner)
    put(client, work_of(company), {"revision": 1, "language": "en", "summary": "Theirs"})
    values = {"language": "en", "summary": "Yours", **({"revision": revision} if revision else {})}
    headers = {"If-Match": header} if header else {}
    answer = put(client, work_of(company), values, **headers)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    if status != 428:
        assert problem["texts"] == [{"field": "summary", "theirs": "Theirs", "yours": "Yours"}]
    company.refresh_from_db()
    assert company.summary["en"]["text"] == "Theirs"


@pytest.mark.parametrize("header", ['"2"', '"tag.2"', 'W/"tag.2"', "*"])
def test_an_edit_of_the_newest_text_goes_through(owner, company, header):
    client = program(owner)
    put(client, work_of(company), {"revision": 1, "language": "en", "summary": "First"})
    answer = put(
        client, work_of(company), {"language": "en", "summary": "Second"}, **{"If-Match": header}
    )
    assert answer.status_code == 200 and answer.json()["revision"] == 3


def test_cursors_lead_through_the_whole_list_once(owner):
    for number in range(7):
        make_organisation(f"Works {number}")
    seen, address = [], f"{LIST}?limit=3"
    while address:
        page = Client().get(address).json()
        seen += [row["name"] for row in page["items"]]
        address = f"{LIST}?limit=3&cursor={page['next']}" if page["next"] else ""
    assert seen == [f"Works {number}" for number in range(7)]


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "WyJhIl0", "WyJhXHUwMDAwIiwgMV0", "WzEsIDJd", "W1tb"]
)
def test_a_forged_cursor_is_refused(cursor):
    answer = Client().get(f"{LIST}?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "refused")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This value is needed."),
        ("es", "Este valor es necesario."),
        ("ar", "هذه القيمة لازمة."),
    ],
)
def test_refusals_speak_the_readers_language(owner, language, sentence):
    answer = program(owner, language=language).post(LIST, {"name": "Works"}, content_type=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "kind", "message": sentence}]


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("PATCH", LIST, 405),
        ("POST", LIST, 401),
        ("HEAD", LIST, 405),
    ],
)
def test_what_no_endpoint_answers_is_a_document_too(verb, path, status):
    answer = Client().generic(verb, path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (status == 405) is ("Allow" in answer.headers)


def test_a_body_that_is_no_json_is_refused_with_a_sentence(owner):
    answer = program(owner).post(LIST, "{", content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_who_calls_too_often_waits_and_others_do_not(owner, stranger, monkeypatch):
    monkeypatch.setattr(root, "MEMBERS_CALLS", 3)
    client = program(owner)
    answers = [client.get(LIST) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert program(stranger).get(LIST).status_code == 200
    assert program(owner).get(LIST).status_code == 429, "a second key is no second allowance"


def test_guessing_keys_is_counted_by_address(monkeypatch):
    monkeypatch.setattr(root, "VISITORS_CALLS", 3)
    guess = {"Authorization": "Bearer sme4sc_guess"}
    answers = [Client(headers=guess).get(LIST).status_code for _ in range(4)]
    assert answers == [401, 401, 401, 429]


def test_a_browser_without_the_forms_token_writes_nothing(owner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    values = {"name": "Works", "kind": make_term("organisation_kind", "sme").code}
    answer = browser.post(LIST, values, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert not Organisation.objects.exists()


def test_a_profile_written_by_a_program_is_as_clean_as_one_of_a_form(owner):
    client, profile = program(owner), "/api/v1/accounts/me/profile"
    values = {"revision": 1, "language": "en", "name": "Amal\u202e\nHaddad"}
    assert put(client, profile, values).json()["name"] == "Amal Haddad"
    script = put(client, profile, {**values, "revision": 2, "links": ["javascript:alert(1)"]})
    assert (script.status_code, script.json()["code"]) == (422, "invalid")


def test_every_page_of_contacts_is_recorded_as_an_export(coordinator):
    client = program(coordinator, "read", "coordinate")
    assert client.get(f"{LIST}/contacts").status_code == 200
    assert Entry.objects.filter(name="organisations.ContactsExported").count() == 1
    assert program(coordinator).get(f"{LIST}/contacts").status_code == 403


def test_the_page_of_the_api_names_every_operation(client):
    page = client.get("/api/").content.decode()
    specification = client.get("/api/v1/openapi.json").json()
    assert all(path in page for path in specification["paths"])

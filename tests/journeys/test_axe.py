"""The examiner itself: planted faults must be found, or its silence means nothing."""

from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor

PLANT = """() => {
  const text = document.createElement('p');
  text.textContent = 'Nobody can read this sentence';
  text.style.color = text.style.backgroundColor = 'rgb(90, 90, 90)';
  const box = document.createElement('input');
  document.querySelector('main').append(text, box);
}"""


def test_planted_faults_are_found(visitor: Visitor) -> None:
    page = visitor.open("/en/contact/")
    assert violations(page) == []
    page.evaluate(PLANT)
    assert {fault.partition(":")[0] for fault in violations(page)} == {"label", "same-colour"}


def test_a_script_in_the_page_is_refused_and_heard(visitor: Visitor) -> None:
    page = visitor.open("/en/contact/")
    with page.expect_console_message():
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
        )
    assert any("Content Security Policy" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()

"""Gentle hints while a problem is written: it names a solution, or stands in another script."""

import re
import unicodedata
from collections.abc import Iterator

# Words that name an answer and not a problem. A hint lists those it found; it never blocks.
SOLUTIONS = {
    "en": "app apps sensor sensors dashboard platform software blockchain chatbot drone drones camera"
    " cameras iot lorawan ai robot robots kiosk beacon",
    "es": "app aplicación sensor sensores plataforma software blockchain chatbot dron drones cámara"
    " cámaras iot lorawan ia robot robots baliza",
    "it": "app applicazione sensore sensori piattaforma software blockchain chatbot drone droni"
    " telecamera telecamere iot lorawan ia robot totem",
    "fr": "appli application capteur capteurs plateforme logiciel blockchain chatbot drone drones"
    " caméra caméras iot lorawan ia robot robots borne",
    "he": "אפליקציה יישומון חיישן חיישנים פלטפורמה תוכנה בלוקצ׳יין צ׳טבוט רחפן רחפנים מצלמה מצלמות"
    " רובוט IoT",
    "ar": "تطبيق التطبيق مستشعر مستشعرات حساس حساسات منصة برنامج برمجية بلوكتشين روبوت طائرة مسيرة"
    " مسيّرة كاميرا كاميرات",
}
SCRIPTS = {"he": "HEBREW", "ar": "ARABIC"}
ENOUGH_LETTERS = 20

_word = re.compile(r"[^\W\d_]+(?:[’׳'][^\W\d_]+)*")
_product = re.compile(r"[^\W\d_][\w-]{1,30} ?[®™]")
_named = {
    language: frozenset(unicodedata.normalize("NFC", word).casefold() for word in words.split())
    for language, words in SOLUTIONS.items()
}


def solutions_named(text: str, language: str) -> list[str]:
    """Give the words of a problem that name a solution or a product, as they are written, each once."""
    text = unicodedata.normalize("NFC", text)
    found = [match.group() for match in _product.finditer(text)]
    known = _named.get(language, frozenset()) | _named["en"]
    found += [word for word in _word.findall(text) if word.casefold() in known]
    return list({word.casefold(): word for word in reversed(found)}.values())[::-1][:6]


def other_script(text: str, language: str) -> bool:
    """Say whether most letters of a text belong to another script than its language's."""
    scripts = list(_scripts(text))
    if len(scripts) < ENOUGH_LETTERS:
        return False
    wanted = SCRIPTS.get(language, "LATIN")
    return scripts.count(wanted) * 2 < len(scripts)


def _scripts(text: str) -> Iterator[str]:
    for sign in text[:2_000]:
        if sign.isalpha():
            yield unicodedata.name(sign, "").partition(" ")[0]

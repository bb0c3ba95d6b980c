"""Words that a query may hold without asking for them.

They are indexed like all others, so that a quoted phrase finds them and a query of nothing else
still means something; they are only not demanded.
"""

from sme4smartcities.core.search.analysis.folding import fold, script

_by_language = {
    "en": "a about also an and any are as at be been but by can for from had has have how i in "
    "into is it its me more my no not of on or our so such than that the their them then there "
    "these they this those to was we were what when where which who why will with you your",
    "es": "a al algo como con cual cuando de del desde donde el ella ellas ellos en entre era es "
    "esa ese esta estan este esto fue ha han hasta hay la las le les lo los mas mi muy ni no nos "
    "o para pero por porque que quien se ser si sin sobre son su sus tambien tiene todo tu u un "
    "una uno unos y ya yo",
    "it": "a ad agli ai al alla alle allo anche c che chi ci come con cosa cui da dagli dai dal "
    "dalla dalle de degli dei del della delle dello di dove e ed era gli ha hanno i il in io la le "
    "lo loro ma mi ne negli nei nel nella nelle no noi non o per perche piu quale quando questa "
    "questo se sono su sua sue sugli sui sul sulla sulle suo tra tu un una uno",
    "fr": "a au aux avec c ce ces cet cette comme d dans de des du elle elles en est et etait ete "
    "eux il ils j je l la le les leur leurs lui m ma mais me mes mon n ne ni nos notre nous on ont "
    "ou par pas plus pour qu que quel quelle qui s sa sans se ses si son sont sous sur t ta te "
    "tous tout tres tu un une vos votre vous y",
    "ar": "في من الي على عن مع هذا هذه ذلك تلك التي الذي الذين و او ثم ان انه انها كان كانت لا لم "
    "لن ما هو هي هم قد كل بين بعد قبل حيث اذا كما غير عند به بها له لها فيه فيها",
    "he": "של את על עם אל אם או כי לא זה זו זאת הוא היא הם הן אני אנחנו יש אין כל גם רק אך מה מי "
    "אשר בין לפי כדי עד אבל יותר היה היו להיות בו בה לו לה שלו שלה",
}
STOP_WORDS = {code: frozenset(map(fold, text.split())) for code, text in _by_language.items()}

# Empty in one language, full in another: "sur" is the south, "car" a vehicle, "it" a trade.
_full_elsewhere = (
    "any as at can car come dove had has her his i it me no on or our par per plus pour she son "
    "such sur tout via was we will you"
)
_latin = frozenset().union(*(STOP_WORDS[code] for code in ("en", "es", "it", "fr")))
_empty_everywhere = _latin - set(_full_elsewhere.split())


def is_stop_word(surface: str, language: str) -> bool:
    """Say whether a folded word is empty to a reader of this language."""
    kind = script(surface)
    if kind == "latin":
        return surface in _empty_everywhere or surface in STOP_WORDS.get(language, ())
    code = {"arabic": "ar", "hebrew": "he"}.get(kind, "")
    return surface in STOP_WORDS.get(code, ())

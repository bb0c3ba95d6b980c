"""How sources name languages and countries, in the two letters that the platform uses."""

from sme4smartcities.opportunities.drafts import Texts

_three = {
    "bul": "bg", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el",
    "gre": "el", "eng": "en", "spa": "es", "est": "et", "fin": "fi", "fra": "fr", "fre": "fr",
    "gle": "ga", "hrv": "hr", "hun": "hu", "ita": "it", "lit": "lt", "lav": "lv", "mlt": "mt",
    "nld": "nl", "dut": "nl", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "slk": "sk",
    "slo": "sk", "slv": "sl", "swe": "sv", "heb": "he", "ara": "ar", "tur": "tr", "cat": "ca",
    "eus": "eu", "baq": "eu", "glg": "gl", "isl": "is", "ice": "is", "nor": "no", "nob": "nb",
    "sqi": "sq", "alb": "sq", "srp": "sr", "mkd": "mk", "mac": "mk", "ukr": "uk",
}  # fmt: skip
_old = {"iw": "he", "ji": "yi", "in": "id"}
_countries = {
    "ALB": "AL", "AUT": "AT", "BEL": "BE", "BGR": "BG", "CHE": "CH", "CYP": "CY", "CZE": "CZ",
    "DEU": "DE", "DNK": "DK", "DZA": "DZ", "EGY": "EG", "ESP": "ES", "EST": "EE", "FIN": "FI",
    "FRA": "FR", "GBR": "GB", "GRC": "GR", "HRV": "HR", "HUN": "HU", "IRL": "IE", "ISL": "IS",
    "ISR": "IL", "ITA": "IT", "JOR": "JO", "LBN": "LB", "LBY": "LY", "LIE": "LI", "LTU": "LT",
    "LUX": "LU", "LVA": "LV", "MAR": "MA", "MKD": "MK", "MLT": "MT", "MNE": "ME", "NLD": "NL",
    "NOR": "NO", "POL": "PL", "PRT": "PT", "PSE": "PS", "ROU": "RO", "SRB": "RS", "SVK": "SK",
    "SVN": "SI", "SWE": "SE", "SYR": "SY", "TUN": "TN", "TUR": "TR", "UKR": "UA", "USA": "US",
    "BIH": "BA", "XKX": "XK", "1A0": "XK",
}  # fmt: skip
_old_countries = {"UK": "GB", "EL": "GR"}


def language_of(tag: object, default: str) -> str:
    """Read ``en-GB``, ``eng`` or ``ENG``; whatever is no tag is the default."""
    text = str(tag or "").strip().lower().replace("_", "-").split("-")[0]
    text = _old.get(text, text) if len(text) == 2 else _three.get(text, "")
    return text if len(text) == 2 and text.isascii() and text.isalpha() else default


def country_of(code: object, default: str = "") -> str:
    """Read a code of two or three letters; a name is none."""
    text = str(code or "").strip().upper()
    text = _old_countries.get(text, text) if len(text) == 2 else _countries.get(text, "")
    return text if len(text) == 2 and text.isascii() and text.isalpha() else default


def in_one(text: str, language: str) -> Texts:
    return {language: text} if text else {}

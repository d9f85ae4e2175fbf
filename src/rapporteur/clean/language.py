"""Which language the body is in, and whether there is a folder for it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rapporteur.clean.patterns import WORD
from rapporteur.clean.words import words

ENOUGH = 200  # code points below which a guess is not trusted against function words
OPENING, SURE = 2000, 0.38  # code points that are enough where so many of their words are function words
_NAMES = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "ky": "Kyrgyz",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language; short English is told by its function words."""
    sample = text[:6000]
    if _share(sample[:OPENING]) >= SURE:
        return "en"
    share = _share(sample)
    if share >= 0.33 or (share >= 0.2 and len(sample) < ENOUGH):
        return "en"
    from py3langid import classify  # heavy: its model is unpacked on first use

    code, _ = classify(sample)
    return str(code)


def _share(text: str) -> float:
    """The share of English function words."""
    tokens, known = WORD.findall(text), words().function_forms
    return sum([t in known for t in tokens]) / len(tokens) if tokens else 0.0


@cache
def has_folder(code: str) -> bool:
    """Whether ``lang/`` has page words for the language."""
    return code.isalpha() and (files("rapporteur") / "lang" / code / "page.toml").is_file()


def refusal_reason(code: str) -> str:
    """Why a page in this language is not read."""
    return f"the page is in {_NAMES.get(code, 'another language')} ({code}); there is no language folder lang/{code}"

"""Russian prompts in English words, for models whose text encoder learned English alone.

Word by word, with the tables that the sets are read with: no grammar, no dictionary. What no table has is left out, and told.
"""

from dataclasses import dataclass

from services.generator.words.colours import COLOURS, DARKER, LIGHTER
from services.generator.words.russian import ENGLISH, root
from services.generator.words.stems import is_russian, stem, tokens

_SMALL = {
    "и": "and", "или": "or", "но": "but", "с": "with", "со": "with", "на": "on", "в": "in", "во": "in", "из": "from", "от": "from",
    "под": "under", "у": "near", "над": "over", "за": "behind", "к": "", "о": "", "по": "", "же": "", "для": "for",
    "рядом": "beside",
}  # fmt: skip
"""Words that are too short for stems."""
_LEADING = frozenset(_SMALL.values()) | {"without", "no"}
_PRODUCTS = """
bottle: бутылка флакон
jar: банка баночка
mug: кружка
cup: чашка
box: коробка
bag: сумка
backpack: рюкзак
shoes: обувь
sneakers: кроссовки
watch: часы
ring: кольцо
earrings: серьги
jewelry: украшение
glasses: очки
perfume: духи
cream: крем
serum: сыворотка
lipstick: помада
shampoo: шампунь
soap: мыло
cosmetics: косметика
phone: телефон
headphones: наушники
speaker: колонка
toy: игрушка
book: книга
tea: чай
coffee: кофе
vase: ваза
package: упаковка
tube: тюбик
product: товар
"""
_NOUNS = {
    stem(word): english
    for english, words in (line.split(": ") for line in _PRODUCTS.strip().splitlines())
    for word in words.split()
}
_OWN_HUES = {
    "синий": "blue", "голубой": "light blue", "бирюзовый": "turquoise", "лавандовый": "lavender", "лаванда": "lavender",
    "сливовый": "plum", "молочный": "milky white", "молочно": "milky", "салатовый": "light green", "пурпурный": "purple",
    "рыжий": "ginger", "алый": "scarlet", "коралловый": "coral", "хаки": "khaki", "кирпичный": "brick red",
    "аквамарин": "aquamarine", "антрацит": "anthracite",
}  # fmt: skip
"""Those for which the nearest paint has another name."""
_LATIN = {name: rgb for name, rgb in COLOURS.items() if name.isascii()}
_HUES = {
    stem(name): min(_LATIN, key=lambda other: sum((a - b) ** 2 for a, b in zip(_LATIN[other], rgb, strict=True)))
    for name, rgb in COLOURS.items()
    if not name.isascii()
} | {stem(name): english for name, english in _OWN_HUES.items()}
"""English colour by the stem of the Russian one: the one that the tables hold for nearest."""
_SHADES = {root(word): shade for shade, words in (("light", LIGHTER), ("dark", DARKER)) for word in words}


@dataclass(frozen=True)
class English:
    """A prompt in English words."""

    text: str
    """Phrases apart by commas, as they were; empty where nothing was known."""
    left_out: tuple[str, ...]
    """Russian words that no table has."""


def is_mostly_russian(text: str) -> bool:
    """Whether more of its letters are Cyrillic than are not."""
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return 2 * sum(is_russian(letter) for letter in letters) > len(letters)


def in_english(text: str) -> English:
    """The words of ``text`` in English where they are Russian, in their order."""
    phrases: list[list[str]] = [[]]
    left_out: list[str] = []
    for token in tokens(text):
        if not token.joined:
            phrases.append([])
        english = _word(token.word) if is_russian(token.word) else token.word
        if english is None:
            left_out.append(token.word)
        elif english and english not in phrases[-1][-1:]:
            phrases[-1].append(english)
    for words in phrases:  # what the last word led to has been left out
        while words and words[-1] in _LEADING:
            words.pop()
    return English(", ".join(" ".join(words) for words in phrases if words), tuple(dict.fromkeys(left_out)))


def _word(word: str) -> str | None:
    """One word; empty where English has none for it, None where it is not known."""
    if word in _SMALL:
        return _SMALL[word]
    shorter = stem(word)
    return (
        ENGLISH.get(f"={word}")
        or ENGLISH.get(shorter)
        or _HUES.get(shorter)
        or _SHADES.get(root(word))
        or _NOUNS.get(shorter)
    )

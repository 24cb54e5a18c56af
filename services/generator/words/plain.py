"""Words without a part of their own: surfaces that colours belong to, shadow patterns, and words that carry no wish.

Russian words are read as these, see ``russian``.
"""

WALL_WORDS = frozenset(("wall", "background", "backdrop", "room", "sky", "horizon", "behind", "interior"))
"""A colour before one of these belongs to the wall."""
FLOOR_WORDS = frozenset(
    (
        "table", "tabletop", "desk", "floor", "surface", "counter", "countertop", "podium", "pedestal", "plinth", "board", "stand",
        "base",
    )
)  # fmt: skip
"""A colour before one of these belongs to what the product stands on."""

PATTERN_WORDS = {
    "leaf": "leaves", "leaves": "leaves", "foliage": "leaves", "palm": "leaves", "botanical": "leaves", "plant": "leaves",
    "branch": "leaves", "tree": "leaves", "twig": "leaves", "fern": "leaves", "blind": "blind", "shutter": "blind", "slat": "blind",
    "louver": "blind", "jalousie": "blind", "window": "panes", "pane": "panes", "mullion": "panes", "lattice": "panes",
    "grid": "panes",
}  # fmt: skip
"""What stands between light and set, by word."""

_GROWN = """
orange lemon lime mint rose cherry coffee cocoa lavender olive peach plum raspberry vanilla apricot eucalyptus tomato wheat
chocolate pistachio
"""
GROWN = frozenset(_GROWN.split())
"""Colours that are named after what grows."""
_PARTS_OF_PLANTS = """
slice wedge juice fruit peel leaf leaves petals blossom bean powder sprig flower oil tree branch twig bouquet stick pieces
cake bar
"""
PARTS_OF_PLANTS = frozenset(_PARTS_OF_PLANTS.split())
"""Before one of these they are the plant."""
_PRODUCTS = """
bottle jar cup mug box bag backpack handbag shoe sneaker boot watch ring necklace earring jewelry sunglasses glasses perfume
serum lotion lipstick shampoo soap cosmetics skincare phone headphones speaker laptop camera toy book tea coffee vase item
object packaging tube can flask tin goods product
бутылка банка баночка чашка кружка коробка сумка рюкзак обувь кроссовки часы кольцо серьги украшение очки духи флакон крем
сыворотка помада шампунь мыло косметика телефон наушники колонка игрушка книга чай кофе ваза упаковка тюбик товар
"""
PRODUCTS = frozenset(_PRODUCTS.split())
"""What is photographed: it is in the picture already, and a colour before it is its own."""
THINGS = frozenset(("smoke", "ice", "snow", "forest", "wine", "butter", "salmon", "seashell", "pearl", "sand", "linen"))
"""Colours only of something: "a smoke wall" is one, "with smoke" is not."""

NEGATIONS = frozenset(("no", "not", "without", "avoid"))
"""What follows one of these is refused."""
CONNECTIVES = frozenset(("and", "or", "but", "with", "on", "in", "at", "и", "или", "но", "с", "на", "в", "from", "из"))
"""Where that ends."""
PREPOSITIONS = frozenset(("on", "in", "at", "with", "under", "over", "from", "на", "в", "с", "из", "под", "у"))
"""Where what a colour belongs to ends."""

_CARRIERS = """
a an the and or of on in at to from with by for into over under near next its it is are as that this very some one through against
across round standing placed seen only all full no not without around
product photo photography picture image shot scene set style look colour color colored coloured tone tones shade shades
packshot photograph photorealistic realistic beautiful nice premium professional high quality resolution detailed commercial
ecommerce commerce e catalog advertising mood vibe feel feeling atmosphere day hour time falling fall surrounded pure inspired lying
background backdrop studio room interior slab made key setting aesthetic hd uhd 4k 8k please want make give us my our your
лежать лежит стоять находиться расположить поставить сделать хочу нужен пусть будет рядом ничего лишнее
pile stack stacked displayed positioned shown arranged
сквозь возле около среди вокруг
и во в на с со из от под над за у к по для при или а но как это его ее через после перед между
фото фотография снимок сцена продукт товар предмет изображение
красивый стильный профессиональный каталог реклама стоит круглый стиль
"""
SILENT = frozenset(_CARRIERS.split()) | PRODUCTS
"""Understood as asking for nothing in particular."""

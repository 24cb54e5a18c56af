"""Words without a part of their own: surfaces that colours belong to, shadow patterns, and words that carry no wish."""

WALL_WORDS = frozenset(
    (
        "wall",
        "background",
        "backdrop",
        "room",
        "behind",
        "стена",
        "стены",
        "стене",
        "стеной",
        "фон",
        "фоне",
        "комната",
        "комнате",
    )
)
"""A colour before one of these belongs to the wall."""
FLOOR_WORDS = frozenset(
    (
        "table", "tabletop", "desk", "floor", "surface", "counter", "countertop", "podium", "pedestal", "plinth", "board", "stand",
        "стол", "столе", "столешница", "пол", "полу", "поверхность", "поверхности", "подиум", "подиуме", "пьедестал", "подставка",
    )
)  # fmt: skip
"""A colour before one of these belongs to what the product stands on."""

PATTERN_WORDS = {
    "leaf": "leaves", "leaves": "leaves", "foliage": "leaves", "palm": "leaves", "botanical": "leaves", "plant": "leaves",
    "branch": "leaves", "tree": "leaves", "листья": "leaves", "листва": "leaves", "пальма": "leaves", "ветка": "leaves",
    "растение": "leaves", "blind": "blind", "blinds": "blind", "shutter": "blind", "slat": "blind", "louver": "blind",
    "жалюзи": "blind", "ставни": "blind", "window": "panes", "pane": "panes", "mullion": "panes", "lattice": "panes",
    "grid": "panes", "окно": "panes", "решетка": "panes", "рама": "panes",
}  # fmt: skip
"""What stands between light and set, by word."""

_CARRIERS = """
a an the and or of on in at to from with by for into over under near next its it is are as that this very some one through against
across round standing placed seen only all full no not
product photo photography picture image shot scene set style look colour color colored coloured tone tones shade warm-toned
packshot photograph beautiful nice elegant luxury premium professional high quality commercial ecommerce catalog advertising
и во в на с со из от под над за у к по для при без или а но как это его ее через
фото фотография снимок сцена продукт товар предмет изображение цвет цвета оттенок стиль
красивый стильный профессиональный каталог реклама стоит круглый
"""
SILENT = frozenset(_CARRIERS.split())
"""Understood as asking for nothing in particular."""

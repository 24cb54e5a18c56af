"""Names of colours, English and Russian, as 8-bit sRGB. CSS Color Module Level 4 names, and what people say of paint and paper."""

_CSS = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff bisque ffe4c4 blanchedalmond ffebcd
blueviolet 8a2be2 burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b
darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f
darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3
deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222
floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520
greenyellow adff2f honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c
lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080
lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000
mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371
mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970
mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead oldlace fdf5e6 olivedrab 6b8e23
orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093
papayawhip ffefd5 peachpuff ffdab9 peru cd853f plum dda0dd powderblue b0e0e6 rebeccapurple 663399 rosybrown bc8f8f
royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d
silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f
steelblue 4682b4 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 whitesmoke f5f5f5
yellowgreen 9acd32
"""

# A sheet of "red" paper is not ff0000: no pigment reflects that. Everyday names therefore stand for what a paper mill sells.
_EVERYDAY = """
white f4f3f0 black 232427 grey a8a8a6 gray a8a8a6 red c03a30 green 5c8a58 blue 4a76b0 yellow efcb5a orange e28d45
purple 7d5a9b pink edbcc4 brown 7f5b45 beige e4d7c1 teal 2f7b7b navy 25324f olive 86854e sage a9b59a
terracotta c67a5c cream f4ead4 mint bfe0cf blush efd0cb rose e3a9ab peach f5c9a9 sand dcc8a6 taupe a8998a
charcoal 3a3c40 mustard d6a53b ochre c68a3a burgundy 6e2536 bordeaux 6e2536 emerald 2c7a5c forest 34543f
lilac cdb9dc mauve b794a4 rust a8522f camel bf9468 ecru e9dfc8 graphite 4b4d51 clay b98367 pistachio c0d0a0
butter f6e3a4 lemon f3df74 apricot f2b98c champagne efdfc4 eggplant 4a2c4c denim 4c6a92 cobalt 2a55a5 petrol 1f5665
jade 5aa587 cherry 9e2b3c wine 6b2737 vanilla f5ebcf oatmeal ddd2bf eucalyptus a3b8a6 celadon b4cdb5
periwinkle a7abdb fuchsia c8408e raspberry b53a5e cocoa 6b4b3a mocha 8a6b58 caramel b87a45 ash b9bab6 pearl efece5
smoke c9cac8 offwhite efe9df ice dfe9ec bronze 9a7242 copper b3704d golden d9ae57 gold d6ab54 silver c6c7c9 azure 8fbbd9
indigo 3f4682 aqua 8fcfcb chocolate 5b3d2e rosegold dcb3a4
"""

_RUSSIAN = """
белый f4f3f0 чёрный 232427 черный 232427 серый a8a8a6 красный c03a30 зелёный 5c8a58 зеленый 5c8a58 синий 3f66a3
голубой a5c5dd жёлтый efcb5a желтый efcb5a оранжевый e28d45 фиолетовый 7d5a9b розовый edbcc4 коричневый 7f5b45
бежевый e4d7c1 кремовый f4ead4 терракотовый c67a5c терракота c67a5c бирюзовый 5fb7b3 мятный bfe0cf мята bfe0cf
оливковый 86854e шалфей a9b59a шалфейный a9b59a бордовый 6e2536 песочный dcc8a6 лавандовый d5cbe6 лаванда d5cbe6
персиковый f5c9a9 серебристый c6c7c9 графитовый 4b4d51 горчичный d6a53b изумрудный 2c7a5c
сиреневый cdb9dc лиловый b794a4 малиновый b53a5e пудровый efd0cb охра c68a3a кирпичный a8522f фисташковый c0d0a0
хаки 8a8560 шоколадный 5b3d2e
индиго 3f4682 сливовый 7a4468 аквамарин 8fcfcb бордо 6e2536 винный 6b2737 медный b3704d бронзовый 9a7242
молочно f5f0e4 салатовый b9d58a лазурный 8fbbd9 пепельный b9bab6 антрацит 3a3c40 пурпурный 7d3f7a рыжий c67a45 алый c4342d
лимонный f3df74 ванильный f5ebcf молочный f5f0e4 карамельный b87a45 коралловый e98a72 вишнёвый 9e2b3c
"""


BROAD = frozenset(
    ("red", "green", "blue", "yellow", "orange", "purple", "pink", "brown", "grey", "gray", "white", "black", "beige")
)
"""Hues that a finer name is put before, as in "sage green": the finer name is the colour."""


def _table(text: str) -> dict[str, tuple[int, int, int]]:
    parts = text.split()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for name, code in pairs}


COLOURS: dict[str, tuple[int, int, int]] = _table(_CSS) | _table(_EVERYDAY) | _table(_RUSSIAN)
"""Colour by lower-case name."""

LIGHTER = frozenset(
    (
        "light",
        "pale",
        "pastel",
        "soft",
        "светло",
        "светлый",
        "бледный",
        "бледно",
        "нежный",
        "нежно",
        "пастельный",
        "lighter",
        "baby",
        "dusty",
        "muted",
        "приглушенный",
        "пыльный",
    )
)
"""Before a colour: mixed with white."""
DARKER = frozenset(("dark", "deep", "rich", "darker", "тёмно", "темно", "тёмный", "темный", "глубокий"))
"""Before a colour: mixed with black."""

"""Russian words as English ones, so that every table need be kept in one language. Colours and shades are not here: they have
Russian names of their own. Several lemmas may lead to one word; the stem takes care of their forms.
"""

from services.generator.words.stems import is_russian, stem

_LEMMAS = """
table: стол столик столешница
desk: парта
counter: прилавок стойка барный
kitchen: кухня кухонный
shelf: полка
bench: скамья скамейка лавка верстак
board: дощечка разделочный
surface: поверхность
slab: плита
planks: доска досок дощатый
wood: дерево древесина древесный брус
wooden: деревянный
oak: дуб дубовый
walnut: орех ореховый
pine: сосна сосен сосновый ель еловый
birch: береза березовый
ash: ясень ясеневый
beech: бук буковый
maple: клен кленовый
bamboo: бамбук бамбуковый
mahogany: махагон
teak: тик тиковый
wenge: венге
rustic: рустик рустикальный деревенский сельский
weathered: потертый состаренный выцветший обветренный потрескавшийся
old: старый старинный ветхий
barn: амбар сарай амбарный
farmhouse: ферма фермерский
village: =деревня =деревне
marble: мрамор мраморный
carrara: каррара каррарский
quartz: кварц кварцевый
concrete: бетон бетонный
cement: цемент цементный микроцемент
asphalt: асфальт асфальтовый
stone: камень камня камне камней каменный
slate: сланец сланца сланцевый
granite: гранит гранитный
limestone: известняк известняковый
travertine: травертин травертиновый
basalt: базальт базальтовый
pebble: галька гальке
terrazzo: терраццо терацо мозаичный
linen: лен льняной льна льне
cloth: ткань текстиль тканевый полотно
tablecloth: скатерть
burlap: мешковина
cotton: хлопок хлопковый
silk: шелк шелковый
velvet: бархат бархатный велюр
paper: бумага бумажный бумаге крафтовый
cardboard: картон картонный
plaster: штукатурка гипс гипсовый
tile: плитка кафель
metal: металл металлический сталь стальной
podium: подиум
pedestal: пьедестал постамент тумба
stand: подставка подставке
cylinder: цилиндр
cube: куб кубик
cubes: =кубы =кубах =кубики
stage: сцена сцене
steps: ступень ступени ступенька ступенчатый
stairs: лестница
tier: ярус ярусный уступ
mirror: зеркало зеркальный зеркале
reflection: отражение отражать отражающий
glossy: глянец глянцевый блестящий лакированный полированный
acrylic: акрил акриловый оргстекло
glass: стекло стеклянный
wet: мокрый влажный
rain: дождь дождливый ливень
puddle: лужа
water: вода водный
fold: складка складок сложенный сгиб гофра
origami: оригами
pleat: плиссе плиссированный
spotlight: прожектор софит
beam: луч лучи
theatre: театр театральный
vignette: виньетка
window: подоконник окно окон оконный
lattice: решетка рама переплет
blinds: жалюзи
shutters: ставни ставень
stripes: полоса полосы полоска
leaf: лист листья листва лиственный
palm: пальма пальмовый
tropical: тропики тропический
fern: папоротник
branch: ветка ветвь веток ветви
plant: растение =зелень
petals: лепесток лепестки лепестков
flower: =роз =розы цветок =цветы =цветов =цветами цветочный
sand: песок песке песка песком песчаный
beach: пляж пляжный
dunes: дюна бархан
desert: пустыня пустынный
horizon: горизонт
sky: небо небеса
sea: море морской морем
ocean: океан
lake: озеро озера
river: река
field: =поле =полем полевой
meadow: луг луговой луга
mountains: гора горы горный
hills: холм холмы
nature: =природа =природе =природы
outdoors: улица улице снаружи
bokeh: боке размытый размытые
lights: огонь огни огней огоньки
garland: гирлянда
candle: свеча свечи
city: город городской
street: проспект переулок
backdrop: фон задник
studio: студия студийный
plain: однотонный простой гладкий
seamless: бесшовный циклорама
minimal: минимализм минималистичный минималистский лаконичный
clean: чистый
wall: стена
floor: пол полу
room: комната комнате
christmas: рождество рождественский новогодний елка елочный
new: новый
year: год
autumn: осень осенний
winter: зима зимний
snow: снег снежный
spring: весна весенний весной
summer: лето летний летом
halloween: хэллоуин хеллоуин
easter: пасха пасхальный
valentine: валентин валентина
festive: праздник праздничный торжественный
party: вечеринка
birthday: рожденье
cozy: уют уютный уютно
luxury: роскошь роскошный люкс люксовый премиум премиальный дорогой
elegant: элегантный изысканный
fresh: свежий свежесть свежо
romantic: романтика романтичный романтический романтик
wedding: свадьба свадебный
industrial: индустриальный промышленный
loft: лофт
urban: урбанистический
natural: натуральный природный естественный
organic: органический
eco: эко экологичный
festival: фестиваль
mystical: мистический таинственный загадочный
gothic: готика готический
futuristic: футуристичный футуристический
neon: неон неоновый
tech: технологичный
vintage: винтаж винтажный ретро
boho: бохо
scandinavian: скандинавский сканди
japanese: японский
calm: спокойный спокойствие
gentle: ласковый
playful: игривый веселый
golden: золотой золотистый
hour: час
morning: утро утренний утром
evening: вечер вечерний вечером
sunset: закат закатный
dawn: рассвет
night: ночь ночной ночью
noon: полдень полуденный
daylight: дневной
day: день дня
afternoon: полуденье
dusk: сумерки сумеречный
sun: солнце
sunny: солнечный
sunlight: солнцепек
lamp: лампа
long: длинный
shadow: тень теней тенью
light: свет освещение подсветка
soft: мягкий мягко
diffused: рассеянный
hard: жесткий жестко резкий
dramatic: драматичный драматический драматично
contrast: контраст контрастный
gloomy: мрачный
bright: яркий ярко
airy: воздушный легкий
warm: теплый тепло тепла
cool: холодный холодно прохладный
overcast: пасмурный пасмурно облачность
backlit: контровой контражур
side: боковой сбоку
left: слева левый левой
right: справа правый правой
above: сверху
behind: сзади задний
front: спереди фронтальный
low: низкий низко
without: без кроме
no: не нет
and: и
color: цвет цвета цветом оттенок тон
style: стиль стиле
mood: настроение атмосфера
around: вокруг среди
cafe: кафе кофейня
club: клуб
blanket: плед одеяло
grass: трава травяной
park: парк
cloud: облако облака
coast: берег побережье
leather: кожа кожаный
library: библиотека
bar: бар
bathroom: ванная
bedroom: спальня
garden: сад саду садовый
forest: лес лесной лесу
moss: мох мха
ice: лед льда ледяной
smoke: дым
clay: глина глиняный
ceramic: керамика керамический
"""

ENGLISH: dict[str, str] = {
    lemma if lemma.startswith("=") else stem(lemma): english
    for english, lemmas in (line.split(": ") for line in _LEMMAS.strip().splitlines())
    for lemma in lemmas.split()
}
"""English word by the stem of the Russian one, or by ``=`` and one form of it where the stem is another word's, too."""


def root(word: str) -> str:
    """What stands for a word and its forms in all tables, in whichever of the two languages it was written."""
    shorter = stem(word)
    return stem(ENGLISH.get(f"={word}") or ENGLISH.get(shorter, shorter)) if is_russian(word) else shorter

"""From a prompt to what it asks for: set, colours, materials, light, season, mood. Tells what it understood, and what not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mesh.errors import InvalidArgument
from services.generator.arrays import Triple
from services.generator.choice import Choice, choose, kept_colours, kept_light, kept_moods, refused_sets
from services.generator.lexicon import Rank, lexicon
from services.generator.light import Light
from services.generator.likeness import Likeness, lent_likeness
from services.generator.reading import NamedColour, Reading, read, split
from services.generator.studio import StudioSet
from services.generator.words.lighting import LightWord

__all__ = ["NamedColour", "Understanding", "check_prompt", "check_set", "set_light", "understand"]

MAX_PROMPT_CHARACTERS = 2000


@dataclass(frozen=True)
class Understanding:
    """What the words were taken for."""

    set_name: str
    set_by: str = "words"
    """What decided the set: the ``words``, a season or ``mood``, the ``likeness`` of the whole prompt to a set's description, the
    ``request``, or, where none of them named one, the ``default``."""
    set_words: tuple[str, ...] = ()
    """The words that named it."""
    colours: tuple[NamedColour, ...] = ()
    materials: tuple[str, ...] = ()
    kinds: tuple[tuple[str, Triple], ...] = ()
    """Words that name a kind of a material, with its colour."""
    refused_materials: tuple[str, ...] = ()
    """Those that the set must not pick by itself."""
    pattern: str | None = None
    light: tuple[LightWord, ...] = ()
    light_words: tuple[str, ...] = ()
    season: str | None = None
    moods: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    """Words that no table has, with what they were taken for: ``feast~festive``."""
    not_understood: tuple[str, ...] = ()


def check_prompt(prompt: str, negative_prompt: str) -> None:
    """Raises ``InvalidArgument`` for a prompt that is empty or too long."""
    if not prompt.strip():
        raise InvalidArgument(
            "The prompt is empty, so there is no scene to build. Describe it in a few words, such as 'sage paper, soft light'.",
            field="prompt",
        )
    for name, text in (("prompt", prompt), ("negative_prompt", negative_prompt)):
        if len(text) > MAX_PROMPT_CHARACTERS:
            raise InvalidArgument(
                f"The {name.replace('_', ' ')} has {len(text)} characters; at most {MAX_PROMPT_CHARACTERS} are read. Shorten it.",
                field=name,
                limit=MAX_PROMPT_CHARACTERS,
            )


def check_set(set_name: str, names: Sequence[str]) -> None:
    """Raises ``InvalidArgument`` for a set that is not one of ``names``; empty leaves the choice to the words."""
    if set_name and set_name not in names:
        known = ", ".join(names) or "none"
        raise InvalidArgument(f"There is no set '{set_name[:60]}'. The sets are: {known}.", field="set", known=known)


def understand(
    prompt: str,
    negative_prompt: str,
    sets: Sequence[StudioSet],
    set_name: str = "",
    likeness: Likeness | None = None,
) -> Understanding:
    """Read both prompts. ``set_name`` overrides the words. Words that no table has are guessed by ``likeness``, by default by
    the one that the service was given.

    Raises ``InvalidArgument`` for an empty or too long prompt, and for a set that is not one of ``sets``.
    """
    check_prompt(prompt, negative_prompt)
    check_set(set_name, [studio_set.name for studio_set in sets])
    known, alike = lexicon(tuple(sets)), likeness or lent_likeness()
    words, denied = split(prompt)
    wanted = read(words, known, alike.nearest)
    unwanted = read([*denied, *split(negative_prompt)[0], *split(negative_prompt)[1]], known, refused=True)
    refused = refused_sets(unwanted, known)
    moods = kept_moods(wanted, unwanted)
    choice = Choice(set_name, "request") if set_name else choose(replace(wanted, moods=moods), refused, sets)
    if choice.rank <= Rank.FAINT and not set_name and (closest := alike.closest_set(wanted.unknown, refused)):
        choice = Choice(closest, "likeness", tuple(wanted.unknown))
    light = kept_light(wanted, unwanted, moods)
    return Understanding(
        set_name=choice.set_name,
        set_by=choice.by,
        set_words=choice.words,
        colours=kept_colours(wanted, unwanted, moods),
        materials=tuple(dict.fromkeys(m for m in wanted.materials if m not in unwanted.materials)),
        kinds=_kinds(wanted, unwanted),
        refused_materials=tuple(dict.fromkeys(unwanted.materials)),
        pattern=_pattern([pattern for pattern in wanted.patterns if pattern not in unwanted.patterns]),
        light=tuple(meaning for _, meaning in light),
        light_words=tuple(f"{word}={meaning.meaning}" for word, meaning in light),
        season=next((mood.name for _, mood in moods if mood.is_season), None),
        moods=tuple(dict.fromkeys(mood.name for _, mood in moods if not mood.is_season)),
        guesses=tuple(dict.fromkeys(wanted.guesses)),
        not_understood=tuple(dict.fromkeys(wanted.unknown)),
    )


def read_light(prompt: str, negative_prompt: str) -> Understanding:
    """What the words say of light, for engines that read the rest by a model of their own."""
    words, denied = split(prompt)
    known = lexicon(())
    wanted = read(words, known)
    unwanted = read([*denied, *split(negative_prompt)[0], *split(negative_prompt)[1]], known, refused=True)
    moods = kept_moods(wanted, unwanted)
    light = kept_light(wanted, unwanted, moods)
    return Understanding(
        set_name="",
        set_by="",
        light=tuple(meaning for _, meaning in light),
        light_words=tuple(f"{word}={meaning.meaning}" for word, meaning in light),
    )


def _pattern(found: Sequence[str]) -> str | None:
    """Leaves or a blind before plain panes: "window light with leaf shadows" is about the leaves."""
    return next((pattern for pattern in found if pattern != "panes"), found[0] if found else None)


def _kinds(wanted: Reading, unwanted: Reading) -> tuple[tuple[str, Triple], ...]:
    words = {word for _, word, _ in unwanted.kinds}
    return tuple(
        (word, light)
        for material, word, light in wanted.kinds
        if material not in unwanted.materials and word not in words
    )


def set_light(base: Light, words: Sequence[LightWord]) -> Light:
    """The set's own light with the knobs turned that the words name; the last word wins."""
    light = base
    for word in words:
        changes = {
            knob: value
            for knob in ("azimuth_deg", "elevation_deg", "softness_deg", "fill", "warmth")
            if (value := getattr(word, knob)) is not None
        }
        light = replace(light, **changes)
        if word.level is not None:  # "dark, moody" is as dark as the darker of the two
            light = replace(light, level=min(light.level, word.level))
    return light

"""Mutant EPUB and DOCX files: links, pictures, languages and formulas are lost or altered."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.mutants.epub import Epub
from tests.mutants.package import Element, remove
from tests.mutants.word import Docx

from terbit.editions._docx_formulas import FORMULA
from terbit.editions._docx_xml import W

Markup = Epub | Docx
Mutation = Callable[[Any, random.Random], bool]
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _link_dropped(package: Markup, rng: random.Random) -> bool:
    links = package.links()
    if not links:
        return False
    link = rng.choice(links)
    package.touch(link)
    if isinstance(package, Docx):
        for child in list(link):
            link.addprevious(child)
        link.getparent().remove(link)
    else:
        link.tag = link.tag.replace("}a", "}span")
    return True


def _link_altered(package: Markup, rng: random.Random) -> bool:
    """It leads to where another leads."""
    links = package.links()
    name = f"{W}anchor" if isinstance(package, Docx) else "href"
    links = [link for link in links if link.get(name)]
    if not links:
        return False
    link = rng.choice(links)
    package.touch(link)
    end = link.get(name).rpartition("#")[2]
    others = [e.get(name) for e in links if e.get(name).rpartition("#")[2] != end]
    if not others:
        return False
    link.set(name, rng.choice(others))
    return True


def _link_dead(package: Markup, rng: random.Random) -> bool:
    """It leads nowhere."""
    name = f"{W}anchor" if isinstance(package, Docx) else "href"
    links = [link for link in package.links() if link.get(name) and ":" not in link.get(name)]
    if not links:
        return False
    link = rng.choice(links)
    package.touch(link)
    link.set(name, link.get(name) + "x")
    return True


def _address(package: Markup, rng: random.Random) -> bool:
    """An address outside the book changes by a letter."""
    if isinstance(package, Docx):
        rels = package.parts["word/_rels/document.xml.rels"]
        used = {a.get(_ID) for a in package.links()}
        found = [r for r in rels if r.get("TargetMode") == "External" and r.get("Id") in used]
        name = "Target"
    else:
        found, name = [a for a in package.links() if ":" in a.get("href", "")], "href"
    if not found:
        return False
    one = rng.choice(found)
    links = package.links()
    package.touch(*([a for a in links if a.get(_ID) == one.get("Id")] if one.tag.endswith("p") else [one]))
    one.set(name, one.get(name) + "q")
    return True


def _image(change: Callable[[Markup, Element], None]) -> Mutation:
    def mutate(package: Markup, rng: random.Random) -> bool:
        images = package.images()
        if not images:
            return False
        image = rng.choice(images)
        package.touch(image)
        change(package, image)
        return True

    return mutate


def _describe(package: Markup, image: Element) -> None:
    image.set("descr" if isinstance(package, Docx) else "alt", "Gambar lain")


def _undescribe(package: Markup, image: Element) -> None:
    image.set("descr" if isinstance(package, Docx) else "alt", "")


def _remove_image(package: Markup, image: Element) -> None:
    remove(next(image.iterancestors(W + "drawing")) if isinstance(package, Docx) else image)


def _language_gone(package: Markup, rng: random.Random) -> bool:
    spoken = package.languages()
    if not spoken:
        return False
    one = rng.choice(spoken)
    package.touch(_spoken(package, one))
    if isinstance(package, Docx):
        one.getparent().remove(one)
    else:
        del one.attrib["lang"]
    return True


def _language_other(package: Markup, rng: random.Random) -> bool:
    spoken = package.languages()
    if not spoken:
        return False
    one = rng.choice(spoken)
    package.touch(_spoken(package, one))
    one.set(W + "val" if isinstance(package, Docx) else "lang", "fr")
    return True


def _spoken(package: Markup, one: Element) -> Element:
    """What a language is said of: in Word, the run."""
    return one.getparent().getparent() if isinstance(package, Docx) else one


def _book_language(package: Markup, rng: random.Random) -> bool:
    if isinstance(package, Docx):
        next(package.parts["word/styles.xml"].iter(W + "lang")).set(W + "val", "en-US")
    elif rng.random() < 0.5:
        root = rng.choice([root for root in package.roots() if package.words(root)])
        package.touch(root.find("{*}body"))
        root.set("lang", "en")
    else:
        next(package.package().iter("{*}language")).text = "ms"
    return True


def _formula(package: Markup, rng: random.Random) -> bool:
    if isinstance(package, Docx):
        found = list(package.body().iter(FORMULA))
    else:
        found = [m for root in package.roots() for m in root.iter("{*}math")]
    if not found:
        return False
    formula = rng.choice(found)
    package.touch(formula)
    remove(formula)
    return True


def _landing(package: Markup, rng: random.Random) -> bool:
    """The place that links lead to is elsewhere."""
    if isinstance(package, Docx):
        used = {a.get(W + "anchor") for a in package.links()}
        marks = [b for b in package.body().iter(W + "bookmarkStart") if b.get(W + "name") in used]
        if len(marks) < 2:
            return False
        one, other = rng.sample(marks, 2)
        package.touch(one, other)
        mine, its = one.get(W + "name"), other.get(W + "name")
        one.set(W + "name", its)
        other.set(W + "name", mine)
        return True
    used = {a.get("href").rpartition("#")[2] for a in package.links() if "#" in a.get("href")}
    for root in rng.sample(package.roots(), len(package.roots())):
        marks = [e for e in root.iter() if isinstance(e.tag, str) and e.get("id") in used]
        if len(marks) > 1:
            one, other = rng.sample(marks, 2)
            package.touch_start(one, other)
            mine, its = one.get("id"), other.get("id")
            one.set("id", its)
            other.set("id", mine)
            return True
    return False


TRAITS: dict[str, Mutation] = {
    "link-drop": _link_dropped,
    "link-other": _link_altered,
    "link-dead": _link_dead,
    "link-address": _address,
    "landing-moved": _landing,
    "description-other": _image(_describe),
    "description-gone": _image(_undescribe),
    "image-gone": _image(_remove_image),
    "language-gone": _language_gone,
    "language-other": _language_other,
    "language-of-book": _book_language,
    "formula-gone": _formula,
}

"""Mutant EPUB and DOCX files: what is told as something else than it is, or in another order."""

from __future__ import annotations

import copy
import random

from tests.mutants.markup_traits import Markup, Mutation
from tests.mutants.package import remove
from tests.mutants.word import Docx

from terbit.editions._docx_xml import W


def _heading_level(package: Markup, rng: random.Random) -> bool:
    headings = package.kinds()["heading"]
    if not headings:
        return False
    heading = rng.choice(headings)
    package.touch(heading)
    if isinstance(package, Docx):
        style = heading.find(f"{W}pPr/{W}pStyle")
        old = int(style.get(W + "val")[-1])
        style.set(W + "val", f"Heading{rng.choice([n for n in range(1, 7) if n != old])}")
    else:
        old = int(heading.tag[-1])
        heading.tag = heading.tag[:-1] + str(rng.choice([n for n in range(1, 7) if n != old]))
    return True


def _untag(kind: str) -> Mutation:
    """What was a heading, an item, a cell … is a paragraph now."""

    def mutate(package: Markup, rng: random.Random) -> bool:
        found = package.kinds()[kind]
        if not found:
            return False
        one = rng.choice(found)
        package.touch(one)
        if not isinstance(package, Docx):
            one.tag = "{http://www.w3.org/1999/xhtml}div"
            return True
        properties = one.find(f"{W}pPr")
        if properties is None:
            return False
        for child in list(properties):
            properties.remove(child)
        return True

    return mutate


def _merge(package: Markup, rng: random.Random) -> bool:
    """Two paragraphs become one."""
    inner = set(package.kinds()["paragraph"])
    pairs = [p for p in inner if p.getnext() is not None and p.getnext() in inner]
    if not pairs:
        return False
    first = rng.choice(sorted(pairs, key=package.words))
    second = first.getnext()
    package.touch(first, second)
    if not isinstance(package, Docx):
        children = list(first)
        if children:
            children[-1].tail = (children[-1].tail or "") + " " + (second.text or "")
        else:
            first.text = (first.text or "") + " " + (second.text or "")
    for child in list(second):
        if child.tag != f"{W}pPr":
            first.append(child)
    second.getparent().remove(second)
    return True


def _call_moved(package: Markup, rng: random.Random) -> bool:
    """A note's mark stands in another paragraph."""
    calls = package.calls()
    hosts = package.kinds()["paragraph"]
    if not calls:
        return False
    call = rng.choice(calls)
    run = call.getparent() if isinstance(package, Docx) else call
    hosts = [h for h in hosts if h not in set(run.iterancestors())]
    if not hosts:
        return False
    target = rng.choice(hosts)
    package.touch(call, target, *package.called(call))
    moved = copy.deepcopy(run)
    moved.tail = None
    remove(run)
    target.append(moved)
    return True


def _call_gone(package: Markup, rng: random.Random) -> bool:
    calls = package.calls()
    if not calls:
        return False
    call = rng.choice(calls)
    package.touch(call, *package.called(call))
    remove(call)
    return True


def _calls_swapped(package: Markup, rng: random.Random) -> bool:
    calls = package.calls()
    name = f"{W}id" if isinstance(package, Docx) else "href"
    if len(calls) < 2:
        return False
    one, other = rng.sample(calls, 2)
    if one.get(name) == other.get(name):
        return False
    package.touch(one, other, *package.called(one), *package.called(other))
    mine, its = one.get(name), other.get(name)
    one.set(name, its)
    other.set(name, mine)
    return True


def _document_gone(package: Markup, rng: random.Random) -> bool:
    """A page of the EPUB is not in the reading order any more."""
    if isinstance(package, Docx):
        return False
    ref, root = rng.choice([(ref, root) for ref, root in package.spine() if package.words(root)])
    package.touch(root.find("{*}body"))
    ref.getparent().remove(ref)
    return True


def _documents_swapped(package: Markup, rng: random.Random) -> bool:
    """The reading order is another."""
    if isinstance(package, Docx):
        return False
    (one, mine), (other, its) = rng.sample(package.spine(), 2)
    package.touch(mine.find("{*}body"), its.find("{*}body"))
    first, second = one.get("idref"), other.get("idref")
    one.set("idref", second)
    other.set("idref", first)
    return True


def _cut_off(package: Markup, rng: random.Random) -> bool:
    """The file ends too early."""
    root = package.body() if isinstance(package, Docx) else rng.choice(package.roots())
    blocks = [e for kind in ("paragraph", "definition", "reference", "cell") for e in package.kinds()[kind]]
    blocks = [b for b in blocks if root in b.iterancestors()]
    if not blocks:
        return False
    last = rng.choice(blocks)
    package.touch(last)
    for after in list(last.itersiblings()):
        if after.tag != W + "sectPr":
            package.touch(after)
            after.getparent().remove(after)
    remove(last)
    return True


ORDER: dict[str, Mutation] = {
    "heading-level": _heading_level,
    "heading-untagged": _untag("heading"),
    "item-untagged": _untag("item"),
    "term-untagged": _untag("term"),
    "caption-untagged": _untag("caption"),
    "paragraphs-merged": _merge,
    "call-moved": _call_moved,
    "call-gone": _call_gone,
    "calls-swapped": _calls_swapped,
    "page-gone": _document_gone,
    "order-other": _documents_swapped,
    "cut-off": _cut_off,
}

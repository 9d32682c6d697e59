"""The logical structure of a PDF file: what is a heading, a paragraph, a cell of a table; screen readers follow it.

fpdf2 has a structure for pictures alone. This module fills in its own, and is the only one to use its private names.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.structure_tree import StructElem
    from fpdf.syntax import PDFObject


class Tag(StrEnum):
    """The structure types of the PDF standard that are used here; a header cell with what it is the header of."""

    TITLE = "/H1"
    HEADING = "/H2"
    PARAGRAPH = "/P"
    TABLE = "/Table"
    ROW = "/TR"
    HEADER_CELL = "/TH /Column"
    ROW_HEADER = "/TH /Row"
    CELL = "/TD"
    PART = "/Span"


class TagTree:
    """The elements of a document in reading order; takes the place of fpdf2's `StructureTreeBuilder`."""

    def __init__(self, pdf: FPDF) -> None:
        """Start an empty document."""
        from fpdf.structure_tree import StructElem, StructTreeRoot

        self._pdf = pdf
        self._root = StructTreeRoot()
        self.doc_struct_elem = StructElem("/Document", self._root, [])
        self._root.k.append(self.doc_struct_elem)
        self._elements: list[StructElem] = []
        self._open: list[StructElem] = [self.doc_struct_elem]
        self._page_ids: dict[int, int] = {}
        pdf.struct_builder = cast("Any", self)
        pdf._set_min_pdf_version("1.4")  # noqa: SLF001

    def add(self, tag: Tag) -> StructElem:
        """A new element in the one that was opened last."""
        from fpdf.structure_tree import StructElem

        parent, page = self._open[-1], self._pdf.page
        kind, _space, scope = tag.value.partition(" ")
        element = StructElem(kind, parent, [], page)
        element.pg = cast("Any", self._pdf.pages[page])
        if scope:
            element.a = f"<</O /Table /Scope {scope}>>"  # type: ignore[attr-defined]
        parent.k.append(element)
        self._elements.append(element)
        return element

    @contextmanager
    def inside(self, element: StructElem) -> Iterator[None]:
        """What is made inside the `with` is part of this element."""
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def content(self, spoken: str = "") -> Iterator[None]:
        """What is drawn inside the `with`, on one page, is the content of the element that was opened last.

        Args:
            spoken: the text as it is read aloud and copied, where that is not the order of the letters on paper.
        """
        page, owner = self._pdf.page, self._open[-1]
        if owner.page_number() != page:
            if owner.k:
                owner = self.add(Tag.PART)
            else:
                owner._page_number, owner.pg = page, cast("Any", self._pdf.pages[page])  # noqa: SLF001
        page_id = self._page_ids.setdefault(page, len(self._page_ids))
        contents = self._root.parent_tree.nums[page_id]
        mark = len(contents)
        contents.append(owner)
        owner.k.append(mark)
        self._pdf.pages[page].struct_parents = page_id
        actual = f" /ActualText <{(BOM_UTF16_BE + spoken.encode('utf-16-be', 'replace')).hex()}>" if spoken else ""
        self._pdf._out(f"{owner.s} <</MCID {mark}{actual}>> BDC")  # noqa: SLF001
        yield
        self._pdf._out("EMC")  # noqa: SLF001

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside the `with` is not part of the text: rules, page numbers."""
        self._pdf._out("/Artifact BMC")  # noqa: SLF001
        yield
        self._pdf._out("EMC")  # noqa: SLF001

    def empty(self) -> bool:
        """True if there are no elements (for fpdf2)."""
        return not self._elements

    def __iter__(self) -> Iterator[PDFObject]:
        """All objects of the tree, the root first (for fpdf2)."""
        yield self._root
        yield self.doc_struct_elem
        yield self._root.parent_tree
        yield from self._elements

"""HTML and iXBRL as text that reads like the page."""

import pytest

from extractor.errors import EmptyFiling
from extractor.filing import Filing


def text_of(body: str) -> str:
    return Filing.read(f"<html><head><title>no</title><style>p {{}}</style></head><body>{body}</body></html>").text


def headings_of(body: str) -> list[str]:
    filing = Filing.read(f"<html><body>{body}</body></html>")
    return [filing.text[start:end] for start, end in filing.headings]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("sub<b>scrib</b>ers <i>grew</i>\n   much", "subscribers grew much"),
        ("<p>One</p><p>Two<div>Three</div>", "One\n\nTwo\n\nThree"),
        ("One<br>Two<br/><br/><br>Three", "One\nTwo\n\nThree"),
        ("Nordvox&#146;s &#x93;net&rdquo; &amp; 5&nbsp;&euro;", "Nordvox\u2019s \u201cnet\u201d & 5 €"),
        ("soft&shy;ware<wbr> zero&#8203;width", "software zerowidth"),
        (
            "5,000<sup>1</sup> i-line<sup>TM</sup> m<sup>(2)</sup> 1<sup>st</sup> CO<sub>2</sub>",
            "5,000 i-line™ m 1st CO2",
        ),
        (
            "1.2 million<sup>1</sup> customers, <b>Nordvox</b><sup>(2), (3)</sup> and Sudvox<sup>*</sup>",
            "1.2 million customers, Nordvox and Sudvox",
        ),
        ("12.5<span style='vertical-align:super;font-size:8pt'>1</span> million", "12.5 million"),
        ("45<font style='position:relative; top:-3pt'>b</font>%", "45%"),
        (
            "45<span style='vertical-align:baseline; top:-3pt'>6</span> and 4<b style='vertical-align:0%'>5</b>",
            "456 and 45",
        ),
        (
            "10<sup>6</sup> to 3.1 × 10<sup>1</sup>, 10<sup>-9</sup>, 25 km<sup>2</sup>, 210<sup>2</sup>",
            "10⁶ to 3.1 × 10¹, 10⁻⁹, 25 km², 210",
        ),
        ("4<sup>th</sup> 1<sup>a</sup> 5,000<sup>a</sup> <sup>not a mark</sup>", "4th 1a 5,000 not a mark"),
        ("<p><sup>1</sup> As reported.</p>", "¹ As reported."),
        ("A<sup>1<p>B 2</p>C", "A\n\nB 2\n\nC"),
        (
            "owns <s>30%</s> <del>29%</del><strike>3</strike><i style='text-decoration: line-through'>28%</i> 25%",
            "owns 25%",
        ),
        ("1&nbsp;234&#8239;567 custo<wbr>mers, Nord&shy;vox", "1 234 567 customers, Nordvox"),
        (
            "It owns 25% in<div>12</div><hr style='page-break-after: always'><div>13</div><p>Sudvox.</p>",
            "It owns 25% in\nSudvox.",
        ),
        ("<p>It grew.</p><p style='break-before:page'>Sudvox, too.</p>", "It grew.\n\nSudvox, too."),
        ("<p>Staff</p><p>12</p><hr><p>grew", "Staff\n\n12\n\ngrew"),
        ('<div><span class="num">38%</span><span class="lbl">margin</span></div>', "38% margin"),
        ("<p><b>H</b><span>ome</span></p>", "Home"),
        ("<div><div>71.4M</div><div>mobile subscribers</div></div>", "71.4M mobile subscribers"),
        ("<div><p>Market share</p><p>34%</p></div>", "Market share: 34%"),
        ("<div><h3>12,400</h3><p>employees</p></div>", "12,400 employees"),
        ("<div><p>One</p><p>Two</p></div>", "One\n\nTwo"),
        ("<dl><dt>Countries</dt><dd>9</dd><dt>Staff:</dt><dd>4,100</dd></dl>", "Countries: 9\n\nStaff: 4,100"),
        ("<q>We grow</q>, she said", "“We grow”, she said"),
        ("<p>A<script>x()</script><style>y</style><button>z</button><!-- c --> B", "A B"),
        ("<p>A</p><p hidden>B</p><p style='Display : none'>C</p><p aria-hidden=true>D</p>E", "A\n\nE"),
        ("<pre>\n  a    b\n  1    2\n\n  c\n</pre>", "  a    b\n  1    2\n\n  c"),
    ],
)
def test_running_text_reads_as_on_the_page(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("rule", "seen"),
    [
        (".h {display:none}", False),
        ("p.h, .x { color: red; Display : NONE !important }", False),
        ("#i {visibility:hidden}", False),
        (".h {display:none} .h {display:block}", True),
        ("div.h {display:none} .h2 {display:none} .x .h {display:none} a:hover {display:none}", True),
        ("@media print { .h {display:none} }", True),
        ("/* .h {display:none} */ .h:before {display:none}", True),
        (".h {display:none", True),
        (".h {-sec-ix-hidden:h1; not-display:none}", True),
    ],
)
def test_what_a_style_sheet_hides_is_not_read(rule: str, *, seen: bool) -> None:
    text = Filing.read(
        f"<html><style>{rule}</style><body><p class='h a' id=i>Hidden</p><p>Shown</p></body></html>"
    ).text
    assert text == ("Hidden\n\nShown" if seen else "Shown")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Has:</p><ul><li>One</li><li><p>Two</p></li><li> </li></ul><p>End", "Has:\n\n* One\n* Two\n\nEnd"),
        ("<ul><li>One<ul><li>• In</li><li>Inner</li></ul></li><li>Two</li></ul>", "* One\n  * In\n  * Inner\n* Two"),
        ("<ol><li>One</li><li>Two</li></ol><ol start=7><li>Seven</li></ol>", "1. One\n2. Two\n\n7. Seven"),
        ("<table><tr><td>&#149;</td><td>One</td></tr><tr><td>·</td><td>Two</td></tr></table>", "* One\n* Two"),
        ("<li>Stray", "* Stray"),
    ],
)
def test_lists_have_a_marker_for_each_item(body: str, text: str) -> None:
    assert text_of(body) == text


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (row("", "2009", "", "2008") + row("Customers", "12", "", "10"), "| 2009 | 2008\nCustomers | 12 | 10"),
        (row("Revenue", "$", "1,000", "(12", ")", "%"), "Revenue | $1,000 | (12)%"),
        (row("Growth", "12", "%", "EUR", "5"), "Growth | 12% | EUR | 5"),
        (row("", "2004", "2003") + row("Customers", "1,100", "") + row("Staff", "", "9"),
         "| 2004 | 2003\nCustomers | 1,100 |\nStaff |  | 9"),
        ("<tr><td></td><td colspan=2>2004</td><td></td><td colspan='3'>2003</td></tr>"
         + row("Revenue", "$", "12", "", "$", "(11", ")") + row("Staff", "", "5", "", "", "4", ""),
         "| 2004 | 2003\nRevenue | $12 | $(11)\nStaff | 5 | 4"),
        (row("", "2004", "", "2003") + row("Revenue", "$", "12", "$", "11") + row("Staff", "", "5", "", "4"),
         "| 2004 | 2003\nRevenue | $12 | $11\nStaff | 5 | 4"),
        ("<tr><td></td><td colspan=2>Mobile</td><td colspan=2>Fixed</td></tr>"
         + row("", "2004", "2003", "2004", "2003") + row("Customers", "4", "3", "2", "1"),
         "| Mobile |  | Fixed |\n| 2004 | 2003 | 2004 | 2003\nCustomers | 4 | 3 | 2 | 1"),
        ("<tr><td rowspan=2>Norway</td><td>Nordtel</td><td>5</td></tr>" + row("Montel", "6"),
         "Norway | Nordtel | 5\nNorway | Montel | 6"),
        ("<tr><td>Nordtel</td><td>5</td><td rowspan=2>11</td></tr>" + row("Montel", "6"),
         "Nordtel | 5 | 11\nMontel | 6 |"),
        ("<tr><td rowspan=2>Norway</td><td>Nordtel</td></tr>" + row("Montel"), "Norway | Nordtel\nNorway | Montel"),
        ("<tr><td colspan=0 rowspan=x>A</td><td colspan=99999999>5</td></tr>" + row("B", "6"), "A | 5\nB | 6"),
        (row("99", ".1", "A letter"), "99.1 | A letter"),
        (row("Customers", "12", "<sup>(1)</sup>", "10") + row("<sup>(1)</sup>", "In Norway"),
         "Customers | 12 | 10\n⁽¹⁾ In Norway"),
        (row("Mobile (thousands)") + row("Prepaid", "8") + row("Contract", "4"),
         "Mobile (thousands)\nPrepaid | 8\nContract | 4"),
        (row("Net<br>additions", "<p>1</p>"), "Net additions | 1"),
        (row("(a)", "Nordvox, the operator"), "(a) Nordvox, the operator"),
        (row("Ana Ruiz<br>Press<br>ana@x.example", "Bo Low<br>IR<br>bo@x.example"),
         "Ana Ruiz\nPress\nana@x.example\n\nBo Low\nIR\nbo@x.example"),
        (row("<h2>Left</h2><p>One</p>", "Right"), "Left\n\nOne\n\nRight"),
        (row("<p>One</p><p>Two</p>"), "One\n\nTwo"),
        (row("a", "<table>" + row("b", "c") + row("d", "e") + "</table>"), "a\n\nb | c\nd | e"),
        ("<td>no row</td>" + row("", " "), "no row"),
    ],
)  # fmt: skip
def test_a_table_has_a_line_for_each_row_or_is_taken_apart(rows: str, text: str) -> None:
    assert text_of(f"<table>{rows}</table>") == text


def test_headings_are_those_of_the_markup_and_bold_lines() -> None:
    body = (
        "<h1>Nordvox<br>Group</h1><p>Text <b>bold</b></p><p><b>Outlook</b></p><p style='font-weight:700'>Risks</p>"
        "<p><b>About</b><br>It is an operator.</p><p><b>This is a sentence.</b></p><b>12</b><h2> </h2>"
        "<div style='font-weight:bold'><span style='font-weight:normal'>Not bold</span></div>"
    )
    assert headings_of(body) == ["Nordvox\nGroup", "Outlook", "Risks", "About"]


@pytest.mark.parametrize(
    "menu",
    [
        "<nav><p>Home</p></nav>",
        "<header><a href=a>Home</a> <a href=b>News</a></header>",
        "<div class='siteNavbar panel'><ul><li><a href=a>Home</a></li><li><a>News</a></li></ul></div>",
        "<div id=main-menu><a href=a>Home</a></div>",
        "<div role=navigation><a href=a>Home</a> |</div>",
    ],
)
def test_menus_are_left_out(menu: str) -> None:
    assert text_of(f"{menu}<p>Nordvox grows</p>tail") == "Nordvox grows\n\ntail"


def test_what_is_named_like_a_menu_but_is_text_stays() -> None:
    body = (
        "<div class=header-content>Nordvox has 12 members. <a href=a>More</a></div><footer>Contact: Ana Ruiz</footer>"
    )
    assert text_of(body) == "Nordvox has 12 members. More\n\nContact: Ana Ruiz"


def test_ixbrl_is_read_without_its_hidden_header() -> None:
    page = """<?xml version="1.0" encoding="UTF-8"?>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body>
    <div style="display:none"><ix:header><ix:hidden><ix:nonNumeric>HIDDEN</ix:nonNumeric></ix:hidden></ix:header></div>
    <p>Revenue was SEK <ix:nonFraction name="r" scale="6" unitRef="SEK">1,245</ix:nonFraction> million.</p>
    <ix:header><ix:references>REFERENCES</ix:references></ix:header></body></html>"""
    filing = Filing.read(page)
    assert (filing.format, filing.text) == ("html", "Revenue was SEK 1,245 million.")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><p>A",
        "<!-- c -->\n<div class=x>A</div>",
        "<p>A",
        "<TABLE border=0><TR><TD>A</TD></TR></TABLE>",
        "noise\n<html>",
    ],
)
def test_html_is_told_by_its_beginning(page: str) -> None:
    assert Filing.read(page).format == "html"


@pytest.mark.parametrize(
    "text", ["5 < 6 and <b>", "<TABLE>\n<CAPTION>\n<S>   <C>\nA     1\n</TABLE>", "Write to <ana@x.example>"]
)
def test_text_with_angle_brackets_is_no_html(text: str) -> None:
    assert Filing.read(text).format == "text"


@pytest.mark.parametrize(
    "page", ["<html><body><p>Nordvox <b>gro", "<html><table><tr><td>Nordvox gro", "<html><ul><li>Nordvox gro<"]
)
def test_a_page_cut_short_is_read_as_far_as_it_goes(page: str) -> None:
    assert "Nordvox gro" in Filing.read(page).text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><script>x</script></html>", "<!doctype html>", "<html><!-- x"]
)
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptyFiling, match="HTML"):
        Filing.read(page)


@pytest.mark.parametrize("tag", ["<div>", "<font>", "<b><i>", "<ul class=menu><li>", "<table><tr><td>", "<blockquote>"])
def test_deep_nesting_loses_nothing(tag: str) -> None:
    text = text_of("first" + tag * 5000 + "Nordvox grows" + "<p>last")
    assert text.startswith("first")
    assert "Nordvox grows" in text
    assert text.endswith("last")


def test_a_huge_attribute_is_no_obstacle() -> None:
    assert text_of(f"<p title='{'x' * 12_000_000}'>Nordvox grows</p>") == "Nordvox grows"

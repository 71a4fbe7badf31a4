"""A form of a finished page is filled in as it was sent, and nothing else of the page changes."""

from webapp.plumbing.rendering.filling import filled

BEFORE, AFTER = "<main><p>A &amp; B<br/></p>", '<svg viewBox="0 0 2 2"><path d="M0"/></svg></main>'


def fill(form: str, *fields: tuple[str, str], page: str = "/p", action: str = "/p") -> str:
    done = filled(BEFORE + form + AFTER, page=page, action=action, fields=fields)
    assert done is not None
    assert done.html.startswith(BEFORE)
    assert done.html.endswith(AFTER)
    return done.html.removeprefix(BEFORE).removesuffix(AFTER)


def test_what_is_written_is_written_again_as_it_was() -> None:
    form = '<form method="post"><input name="a" value="x"><textarea name="b">old &amp; &lt;</textarea></form>'
    assert fill(form, ("a", '"<&'), ("b", "\n</textarea>")) == (
        '<form method="post"><input name="a" value="&quot;&lt;&amp;">'
        '<textarea name="b">\n\n&lt;/textarea&gt;</textarea></form>'
    )


def test_what_is_not_sent_is_not_chosen() -> None:
    form = (
        '<form method="post"><input type="checkbox" name="a" value="1" checked>'
        '<input type="radio" name="b" value="1" checked><input type="radio" name="b" value="2">'
        '<select name="c"><option value="1" selected>A</option><option value="2">B</option></select></form>'
    )
    assert fill(form, ("b", "2"), ("c", "2")) == (
        '<form method="post"><input type="checkbox" name="a" value="1">'
        '<input type="radio" name="b" value="1"><input type="radio" name="b" value="2" checked>'
        '<select name="c"><option value="1">A</option><option value="2" selected>B</option></select></form>'
    )


def test_several_of_one_name_are_filled_in_their_order() -> None:
    form = '<form method="post"><input name="a"><input name="a"><input name="a" value="own"></form>'
    assert fill(form, ("a", "1"), ("a", "2")) == (
        '<form method="post"><input name="a" value="1"><input name="a" value="2">'
        '<input name="a" value="own"></form>'
    )


def test_tokens_passwords_files_and_buttons_stay_as_they_are() -> None:
    form = (
        '<form method="post"><input type="hidden" name="csrf_token" value="new">'
        '<input type="password" name="p"><input type="file" name="f">'
        '<button name="s" value="1">Go</button></form>'
    )
    sent = [(name, "sent") for name in ("csrf_token", "p", "f", "s")]
    assert fill(form, *sent) == form


def test_of_a_row_of_forms_the_one_with_the_same_hidden_value_is_filled() -> None:
    row = '<form action="/p" method="post"><input type="hidden" name="id" value="{}"><input name="a"></form>'
    rows = row.format(1) + row.format(2)
    assert fill(rows, ("id", "2"), ("a", "x")) == row.format(1) + row.format(2).replace(
        'name="a"', 'name="a" value="x"'
    )


def test_only_a_form_that_goes_there_is_filled() -> None:
    forms = '<form action="/q" method="post"><input name="a"></form><form action="/p"><input name="a"></form>'
    assert filled(forms, page="/p", action="/p", fields=(("a", "x"),)) is None
    assert 'value="x"' in fill(forms, ("a", "x"), action="/q")


def test_a_closed_part_opens_where_something_was_written_in_it() -> None:
    form = '<form method="post"><details class="d"><summary>sv</summary><input name="{}"></details></form>'
    assert '<details class="d" open>' in fill(form.format("a"), ("a", "x"))
    assert '<details class="d">' in fill(form.format("a"), ("a", " "))

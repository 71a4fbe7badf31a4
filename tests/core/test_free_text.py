"""What would tell who somebody is does not pass; what people say of a day out does."""

import re
import string
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.core.errors import RefusedError
from webapp.core.feedback.free_text import (
    LONGEST_TEXT,
    check_answer,
    check_free_text,
    has_email,
    has_identity_code,
    has_phone_number,
    personal_detail,
)
from webapp.core.feedback.reasons import TextRefusal

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
OLD_AND_NEW_SIGNS = "+-AYXWVUBCDEF"
READS_AS_A_DAY = re.compile(r"(?<![0-9])0?[1-9][-\u2013](?:0?[1-9]|1[0-2])[-\u2013](?:19|20)[0-9]{2}")
BEFORE = ("", "Olen ", "tunnus: ", "(", "hetu:", "puh.", "Hei\n")
AFTER = ("", ".", " kiitos", ")", ", ja", "\n")


@st.composite
def identity_codes(draw: st.DrawFn, signs: str = OLD_AND_NEW_SIGNS) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    number = draw(st.integers(2, 999))
    start = f"{born:%d%m%y}"
    check = CHECK[int(f"{start}{number:03}") % 31]
    return start + draw(st.sampled_from(signs)) + f"{number:03}{check}"


@st.composite
def phone_numbers(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(["040", "041", "0400", "0457", "050", "09", "08", "02", "010", "0100"]))
    rest = draw(st.text(string.digits, min_size=5, max_size=7))
    start = draw(
        st.sampled_from([area, f"({area})", "+358 " + area[1:], "+358(0)" + area[1:], "00358" + area[1:]])
    )
    position = draw(st.integers(1, len(rest) - 1))
    gaps = st.sampled_from(["", " ", "-", " - ", "\u2013", "\u00a0"])
    number = start + draw(gaps) + rest[:position] + draw(gaps) + rest[position:]
    assume(not READS_AS_A_DAY.search(number))  # 09-1-1900 passes as a day, with +358 in front too
    return number


@given(identity_codes(), st.sampled_from(BEFORE), st.sampled_from(AFTER), st.booleans())
def test_an_identity_code_is_found_in_any_text(code: str, before: str, after: str, small: bool) -> None:
    assert has_identity_code(before + (code.lower() if small else code) + after)


@given(identity_codes())
def test_spaces_do_not_hide_an_identity_code(code: str) -> None:
    assert has_identity_code(f"{code[:6]} {code[6:]}")
    assert has_identity_code(f"{code[:6]} {code[6]} {code[7:]}")
    assert has_identity_code(" ".join(code))
    assert has_identity_code(f"{code[:2]}.{code[2:4]}.{code[4:]}")
    assert has_identity_code(f"{code[:2]}.{code[2:4]}.19{code[4:]}")
    assert has_identity_code(f"{code[:6]}/{code[7:]}")
    assert has_identity_code(code[:6] + code[7:])
    assert has_identity_code(f"{code[:6]} {code[7:]}")
    assert has_identity_code("\u200b".join(code))


@given(identity_codes(signs="-"), st.sampled_from("\u2010\u2011–—\u2212"))
def test_no_dash_hides_an_identity_code(code: str, dash: str) -> None:
    assert has_identity_code(code.replace("-", dash))


def test_an_identity_code_with_a_wrong_check_character_still_looks_like_one() -> None:
    assert has_identity_code("131052-308A")
    assert has_identity_code("١٣١٠٥٢-٣٠٨T")  # noqa: RUF001 - Arabic digits are the point


@given(phone_numbers(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_a_phone_number_is_found_however_it_is_written(number: str, before: str, after: str) -> None:
    assert personal_detail(before + number + after) is not None
    assert has_phone_number(before + number + after)


@pytest.mark.parametrize(
    "number",
    [
        "040.123.4567",
        "040\n123 4567",
        "040, 123 4567",
        "040_1234567",
        "050/1234567",
        "0 4 0 1 2 3 4 5 6 7",
        "+46 70 123 45 67",
        "358401234567",
        "0401234567",
    ],
)
def test_these_are_phone_numbers_too(number: str) -> None:
    assert personal_detail(f"soita {number} heti") is TextRefusal.TEXT_PHONE_NUMBER


@given(
    st.text(string.ascii_letters + string.digits + "._-+", min_size=1, max_size=20),
    st.sampled_from(["@", " @ ", "(at)", " (ät) ", "[at]"]),
    st.text(string.ascii_lowercase, min_size=1, max_size=12),
    st.sampled_from(["fi", "com", "example.org"]),
)
def test_an_email_address_is_found(name: str, sign: str, host: str, end: str) -> None:
    assert has_email(f"kirjoita {name}{sign}{host}.{end} kiitos")


@pytest.mark.parametrize(
    "code", ["A999123453", "a999123453", "K 715 029 34 2", "A 999 123 453", "A045198723"]
)
def test_a_card_code_is_refused_with_a_sentence_of_its_own(code: str) -> None:
    assert personal_detail(f"Korttini {code} ei toimi.") is TextRefusal.TEXT_CARD_CODE


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", "{0:%d.%m.%y}", "{0:%Y-%m-%d}",
                     "{0:%d-%m-%Y}", "{0.day}.{0.month}.–{0:%d.%m.%Y}",
                     "{0:%d.%m.%Y}-{0:%d.%m.%Y}", "{0.year}-{0.year}"]),
)  # fmt: skip
def test_days_and_years_pass(day: date, shape: str) -> None:
    assert personal_detail(f"Kävin siellä {shape.format(day)} illalla.") is None


@given(st.times(), st.times(), st.sampled_from([".", ":"]), st.sampled_from(["-", " - ", "–", " ja "]))
def test_times_pass(start: object, end: object, colon: str, between: str) -> None:
    shown = between.join(f"{one:%H{colon}%M}" for one in (start, end))
    assert personal_detail(f"Auki klo {shown}, torstaina klo {shown}.") is None


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_prices_and_plain_numbers_pass(number: int, cents: int) -> None:
    grouped = f"{number:,}".replace(",", " ")
    assert personal_detail(f"Lippu maksoi {grouped},{cents:02} euroa ja {number} kävijää tuli.") is None
    assert personal_detail(f"Lippu maksoi 0,{cents:02} e tai {cents}-{cents + 20} e. Summa {number}.") is None


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_postal_codes_pass(one: int, another: int) -> None:
    assert personal_detail(f"Asun alueella {one:05} Kajaani, ystäväni {another:05} Kuhmo.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ovi oli liian kapea pyörätuolille. Salissa 2 oli 12 askelmaa.",
        "Esitys 7.11.2026 klo 18.00–20.30, rivi 12, paikat 3-4",
        "Katsoin sivulta kaikukortti.fi ja @kajaaninteatteri Instagramissa.",
        "Bussi 112 lähti 08.05 ja tuli 08.45. Lippuja 2 kpl, 4,50 e.",
        "Avajaiset 31.12.26 - 100 e, 01.01.2027 - 50 e.",
        "Postinumerot 02100 02150 02200 ja 87100, 87200, 87250.",
        "Vuosina 2024-2026 kävin 120 kertaa.",
        "Asiointi: ma-pe 09-16, la 10-14.",
    ],
)
def test_what_people_say_of_a_day_out_passes(text: str) -> None:
    assert check_free_text(f"  {text}\r\n", "text") == text


def test_an_office_may_give_its_own_address_and_number_but_no_identity_code() -> None:
    answer = "Kiitos. Soita 08 123 4567 tai kirjoita kaiku@kunta.example."
    assert check_answer(answer, "answer") == answer
    with pytest.raises(RefusedError) as refused:
        check_answer("Asiakas 131052-308T", "answer")
    assert (refused.value.reason, refused.value.field) == (TextRefusal.TEXT_IDENTITY_CODE, "answer")


@pytest.mark.parametrize("text", ["", "  \n ", "a" * (LONGEST_TEXT + 1)])
def test_a_text_has_words_and_an_end(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check_free_text(text, "text")
    assert refused.value.reason is TextRefusal.TEXT_LENGTH

"""What would tell who somebody is does not pass; what people say of a day out does."""

import re
import string
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.core.errors import RefusedError
from webapp.core.feedback.free_text import LONGEST_TEXT, check_answer, check_free_text
from webapp.core.free_text.checks import Writer, details_in, without
from webapp.core.free_text.number_words import VOCABULARIES, number_words
from webapp.core.free_text.reasons import TextRefusal

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
OLD_AND_NEW_SIGNS = "+-AYXWVUBCDEF"
READS_AS_A_DAY = re.compile(r"(?<![0-9])0?[1-9][-\u2013](?:0?[1-9]|1[0-2])[-\u2013](?:19|20)[0-9]{2}")
BEFORE = ("", "Olen ", "tunnus: ", "(", "hetu:", "puh.", "Hei\n")
AFTER = ("", ".", " kiitos", ")", ", ja", "\n")


def kinds_in(text: str, writer: Writer = Writer.HOLDER) -> list[TextRefusal]:
    return [one.reason for one in details_in(text, writer)]


def has_identity_code(text: str) -> bool:
    return TextRefusal.TEXT_IDENTITY_CODE in kinds_in(text)


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
    found = details_in(before + number + after, Writer.HOLDER)
    left = without(before + number + after, (one.words for one in found))
    assert found
    assert sum(one.isdigit() for one in left) < 5


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
    assert kinds_in(f"soita {number} heti") == [TextRefusal.TEXT_PHONE_NUMBER]


@given(
    st.text(string.ascii_letters + string.digits + "._-+", min_size=1, max_size=20),
    st.sampled_from(["@", " @ ", "(at)", " (ät) ", "[at]"]),
    st.text(string.ascii_lowercase, min_size=1, max_size=12),
    st.sampled_from(["fi", "com", "example.org"]),
)
def test_an_email_address_is_found(name: str, sign: str, host: str, end: str) -> None:
    assert TextRefusal.TEXT_EMAIL in kinds_in(f"kirjoita {name}{sign}{host}.{end} kiitos")


@pytest.mark.parametrize(
    "code", ["A999123453", "a999123453", "K 715 029 34 2", "A 999 123 453", "A045198723"]
)
def test_a_card_code_is_refused_with_a_sentence_of_its_own(code: str) -> None:
    assert kinds_in(f"Korttini {code} ei toimi.") == [TextRefusal.TEXT_CARD_CODE]


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", "{0:%d.%m.%y}", "{0:%Y-%m-%d}",
                     "{0:%d-%m-%Y}", "{0.day}.{0.month}.–{0:%d.%m.%Y}",
                     "{0:%d.%m.%Y}-{0:%d.%m.%Y}", "{0.year}-{0.year}"]),
)  # fmt: skip
def test_days_and_years_pass(day: date, shape: str) -> None:
    assert not kinds_in(f"Kävin siellä {shape.format(day)} illalla.")


@given(st.times(), st.times(), st.sampled_from([".", ":"]), st.sampled_from(["-", " - ", "–", " ja "]))
def test_times_pass(start: object, end: object, colon: str, between: str) -> None:
    shown = between.join(f"{one:%H{colon}%M}" for one in (start, end))
    assert not kinds_in(f"Auki klo {shown}, torstaina klo {shown}.")


@given(st.integers(0, 10**9).filter(lambda one: not str(one).startswith("358")), st.integers(0, 99))
def test_prices_and_plain_numbers_pass(number: int, cents: int) -> None:
    grouped = f"{number:,}".replace(",", " ")
    assert not kinds_in(f"Lippu maksoi {grouped},{cents:02} euroa ja {number} kävijää tuli.")
    assert not kinds_in(f"Lippu maksoi 0,{cents:02} e tai {cents}-{cents + 20} e. Summa {number}.")


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_postal_codes_pass(one: int, another: int) -> None:
    assert not kinds_in(f"Asun alueella {one:05} Kajaani, ystäväni {another:05} Kuhmo.")


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


_SAID = {
    "fi": "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "fi, spoken": "nolla yks kaks kolme neljä viis kuus seittemän kaheksan yheksän",
    "fi, by name": "nolla ykkönen kakkonen kolmonen nelonen vitonen kutonen seiska kasi ysi",
    "sv": "noll ett två tre fyra fem sex sju åtta nio",
    "en": "zero one two three four five six seven eight nine",
    "en, spoken": "oh one two three four five six seven eight nine",
}
NAMES = {language: words.split() for language, words in _SAID.items()}
SIGNS = {"fi": "miinus", "sv": "streck", "en": "dash"}


def spelled(digits: str, language: str, between: str = " ") -> str:
    return between.join(NAMES[language][int(one)] for one in digits)


@given(
    st.sampled_from([*NAMES]),
    st.sampled_from(["040", "050", "0457", "09", "+35840"]),
    st.text(string.digits, min_size=7, max_size=7),
    st.sampled_from([" ", ", ", " - ", "-", "\n", ". ", ""]),
)
def test_a_phone_number_in_words_is_found(language: str, start: str, rest: str, between: str) -> None:
    assume(between or language in {"fi", "sv", "en"})
    digits = spelled(start.lstrip("+") + rest, language, between)
    said = f"plus {digits}" if start.startswith("+") and between == " " else digits
    assume(start[0] != "+" or between == " ")
    (found,) = details_in(f"Soita: {said} kiitos", Writer.HOLDER)
    if found.reason is not TextRefusal.TEXT_IDENTITY_CODE:  # one in 31 of the numbers that begin with a day
        assert found.reason is TextRefusal.TEXT_PHONE_NUMBER
    assert found.words == " ".join(said.split())


@pytest.mark.parametrize(
    "said",
    [
        "noll fyrtio, tolv trettiofyra femtiosex",
        "nolla neljäkymmentä kaksitoista kolmekymmentäneljä viisikymmentäkuusi",
        "oh four oh, twelve thirty-four fifty-six",
        "zero four zero double two triple three",
        "o four o one two three four five six seven",
        "nolla 4 nolla 123 neljä viisi kuusi seitsemän",
        "neljä nolla yksi kaksi kolme neljä viisi kuusi",
        "nolla ja neljä ja nolla ja yksi ja kaksi ja kolme ja viisi",
    ],
)
def test_these_are_phone_numbers_in_words_too(said: str) -> None:
    assert [(one.reason, one.words) for one in details_in(f"Soita {said}!", Writer.HOLDER)] == [
        (TextRefusal.TEXT_PHONE_NUMBER, said)
    ]


@given(identity_codes(signs="-"), st.sampled_from([*SIGNS]), st.sampled_from(list(Writer)))
def test_an_identity_code_in_words_is_found(code: str, language: str, writer: Writer) -> None:
    end = spelled(code[10], language) if code[10].isdigit() else code[10]
    said = f"{spelled(code[:6], language)} {SIGNS[language]} {spelled(code[7:10], language)} {end}"
    (found,) = details_in(f"Min kod: {said}.", writer)
    assert (found.reason, found.words) == (TextRefusal.TEXT_IDENTITY_CODE, said)


@given(identity_codes())
def test_letters_for_digits_do_not_hide_an_identity_code(code: str) -> None:
    digits = code[:6] + code[7:10]
    assume(set(digits) - set("01"))
    hidden = (code[:6] + code[6] + code[7:10]).replace("0", "O").replace("1", "l") + code[10]
    assume(any(one.isdigit() for one in hidden[:6]) and any(one.isdigit() for one in hidden[7:10]))
    assert has_identity_code(f"olen {hidden} kiitos")


LETTERS_AND_DIGITS = string.ascii_lowercase + string.digits
SAID_AT = [" (at) ", "(at)", " [at] ", " ät ", " miukumauku ", " snabel-a ", " @ ", " {at} "]
SAID_DOT = [" piste ", " punkt ", " dot ", "(dot)", " [piste] ", " . "]


@given(
    st.text(LETTERS_AND_DIGITS, min_size=2, max_size=12),
    st.sampled_from(SAID_AT),
    st.text(string.ascii_lowercase, min_size=2, max_size=12),
    st.sampled_from(SAID_DOT),
    st.sampled_from(["fi", "com", "org", "net", "eu"]),
)
def test_an_email_address_in_words_is_found(name: str, at: str, host: str, dot: str, end: str) -> None:
    said = f"{name}{at}{host}{dot}{end}"
    (found,) = details_in(f"kirjoita: {said}, kiitos", Writer.HOLDER)
    assert found.reason is TextRefusal.TEXT_EMAIL
    assert found.words == " ".join(said.split())


@given(
    st.text(string.ascii_lowercase, min_size=2, max_size=12),
    st.text(string.ascii_lowercase, min_size=2, max_size=12),
    st.sampled_from([" ", "  ", "\n", "\u00a0"]),
)
def test_spaces_do_not_hide_an_email_address(name: str, host: str, space: str) -> None:
    said = space.join(f"{name}@{host}.fi")
    (found,) = details_in(f"kirjoita {said} kiitos", Writer.HOLDER)
    assert (found.reason, found.words) == (TextRefusal.TEXT_EMAIL, " ".join(said.split()))


@pytest.mark.parametrize(
    "said",
    [
        "matti at esimerkki dot com",
        "matti.meikalainen at esimerkki.example.fi",
        "matti at gmail.com",
        "matti (at) gmail",
        "matti piste meikäläinen ät esimerkki piste fi",
        "matti@esimerkki . fi",
        "matti @ esimerkki. fi",
    ],
)
def test_these_are_email_addresses_too(said: str) -> None:
    assert [(one.reason, one.words) for one in details_in(f"Kirjoita: {said}!", Writer.HOLDER)] == [
        (TextRefusal.TEXT_EMAIL, said)
    ]


@given(
    st.sampled_from(string.ascii_uppercase),
    st.text(string.digits, min_size=9, max_size=9),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from(["Olil", "Ooil", "OoIl"]),
)
def test_letters_for_digits_do_not_hide_a_card_code(letter: str, digits: str, gap: str, like: str) -> None:
    hidden = digits.translate(str.maketrans("01", like[0] + like[2]))
    groups = [hidden[:3], hidden[3:6], hidden[6:]]
    assume(all(any(one.isdigit() for one in group) for group in groups))
    assert kinds_in(f"Korttini {letter}{gap}{gap.join(groups)} ei toimi.") == [TextRefusal.TEXT_CARD_CODE]


@pytest.mark.parametrize(
    "code",
    [
        "А045198723", "Α 999 123 453", "Ａ999123453", "AO45I98723", "A O 4 5 I 9 8 7 2 3", "99l23456O",  # noqa: RUF001 - meant
        "korttini 999123453", "kortin numero on 999 123 453", "999123453 on korttini",
        "mitt kort 999-123-453",         "my card is 999 123 453", "kod: 999.123.453",
        "A nine nine nine one two three four five three",
        "yhdeksän yhdeksän yhdeksän yksi kaksi kolme neljä viisi kolme", "9 9 9 1 2 3 4 5 3 on korttini",
        "000123453",
    ],
)  # fmt: skip
def test_a_card_code_is_found_without_its_letter_and_with_foreign_ones(code: str) -> None:
    assert kinds_in(f"Hei, {code}, kiitos") == [TextRefusal.TEXT_CARD_CODE]


HONEST = [
    "Lippu maksoi 12,50 euroa ja kolme lasta pääsi ilmaiseksi.",
    "Olimme paikalla klo 18.00–20.30, rivi 12, paikat 3–4.",
    "Kaksi aikuista ja kolme lasta, yksi kissa ja neljä koiraa.",
    "Vuonna 2026 kävin uimahallissa 45 kertaa, vuonna 2025 kaksikymmentäkolme kertaa.",
    "Laskimme yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan ja hyppäsimme.",
    "Kymmenen, yhdeksän, kahdeksan, seitsemän, kuusi, viisi, neljä, kolme, kaksi, yksi, nolla!",
    "Ottelu päättyi kaksi yksi, erät nolla yksi, yksi nolla ja yksi nolla.",
    "Kortti kelpasi heti, ja kassalla sanottiin että vuosi 2027 on vielä voimassa.",
    "Kaikukortilla on tehty 268 000 käyntiä ja 98 000 korttia on jaettu.",
    "Kaikukortilla on tehty 123 456 789 käyntiä.",
    "Kortti maksoi 100 000 000 euroa, sanoi lapsi leikissä.",
    "Bussi 112 lähti 08.05 ja tuli 08.45. Lippuja 2 kpl, 4,50 e.",
    "Kahvi 3,50 e, pulla 2 e, mehu 0,5 l ja vettä 10l.",
    "Seuraan teitä: @kajaaninteatteri. Se oli hyvä vinkki.",
    "Nähtiin kassalla @ teatteri. No niin, hieno ilta.",
    "Katsoin sivulta kaikukortti.fi ja sitten museo.example.org.",
    "Piste iin päälle: hieno esitys. Saimme viisi pistettä.",
    "Ovi B 12, kerros 3, hissi A oli 150 000 kiloa painava.",
    "Salissa oli 1 234 567 valoa. Numero 7 oli paras.",
    "Asuin 87100 Kajaanissa, nyt 00100 Helsingissä, ennen 33100 Tampereella.",
    "Tulin 5.12.2026 klo 17 ja lähdin 6.12.2026 klo 01.30.",
    "Avoinna ma-pe 09-16, la 10-14, su 12-15.",
    "Lapsi on 7 v 5 kk. Odotimme 45 min.",
    "Sain kympin arvosanan 10/10, äänet 250-249.",
    "Kuusi on kaunis joulupuu, kuusi kuusta oli valaistu.",
    "Täällä soi levy 78 rpm ja 33 1/3, vuosilta 1956–1962.",
    "O-tasolla oli lava, I kerros oli täynnä ja III rivillä oli tilaa.",
    "Biljetten kostade 12,50 euro och barnen kom in gratis.",
    "Vi var två vuxna och tre barn, en hund och fyra katter.",
    "Jag räknade: ett två tre fyra fem sex sju åtta nio tio.",
    "Öppet mån–fre 9–16, lör 10–14. Stängt 24.12.2026.",
    "Matchen slutade fem tre, perioderna ett noll, två ett, två två.",
    "Jag åt glass. Ät mera frukt!",
    "Vi satt på rad 5, plats 12 i salong A. Det var kort väg.",
    "Det kom 1 250 besökare och 300 barn.",
    "Kortet fungerade direkt. Kod behövdes inte.",
    "Åtta av tio gånger får man en bra plats, sade hon.",
    "Punkt slut. Se också museets sida exempel.se nästa vecka.",
    "Jag väntade en halvtimme, klockan 18.45–19.15.",
    "Filmen heter 101 dalmatiner och nästa 2001.",
    "Tio nio åtta sju sex fem fyra tre två ett noll, start!",
    "Bussen 5A går 07.05, 07.35 och 08.05.",
    "We met at kaikukortti.fi and then at the theatre.",
    "The show starts at 19:30 and ends at 21:45, doors at 18:00.",
    "We looked at museum.example.org for the hours.",
    "I waited at the desk for two minutes, maybe three or four.",
    "One two three four five six seven, all good children go to heaven.",
    "Ten out of ten. Nine or ten of us, twenty-three children in all.",
    "It cost 12.50 euros, 5 € for children, 1,250.00 in total.",
    "Since twenty twenty-six and twenty twenty-seven I have gone 120 times.",
    "Code of conduct is good. Number 1 in town, no 2 is the museum.",
    "There were 123456789 stars on the ceiling.",
    "The lift holds 8 persons or 630 kg, floor 2.",
    "Room 101, seat 14B, row 7, door C 3.",
    "He scored two one, then nil nil, then four three.",
    "Open 6 p.m. at kaikukortti.fi every day.",
    "My card worked in 2 seconds. 10/10.",
    "The year 1999 2000 2001 were the best years.",
    "A1 paper, B2 school, A 4 size.",
    "Lipun hinta oli 5 e. Summa 123456789.",
    "Y-tunnus 1234567-8.",
    "Pysäkki 123, linja 45 B, lähtö 06.15 06.45 07.15 07.45.",
]  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_sentence_passes(text: str) -> None:
    assert details_in(text, Writer.HOLDER) == []


@given(st.lists(st.sampled_from(HONEST), min_size=2, max_size=5), st.sampled_from([" ", "\n"]))
def test_honest_sentences_pass_beside_each_other(texts: list[str], between: str) -> None:
    assert details_in(between.join(texts), Writer.HOLDER) == []


@pytest.mark.parametrize(
    "text",
    [
        "Erät olivat nolla yksi, yksi nolla ja yksi nolla. Åtta av tio gånger var det så.",
        "Erät olivat nolla yksi, yksi nolla ja yksi nolla. Kuusi on kaunis joulupuu.",
        "Erät olivat nolla yksi, yksi nolla ja yksi nolla. Kolme, kaksi, yksi, nolla, ja se alkoi.",
    ],
)
def test_a_new_sentence_or_another_language_goes_on_with_no_number(text: str) -> None:
    assert details_in(text, Writer.HOLDER) == []


@pytest.mark.parametrize(
    "text",
    ["Nolla neljä nolla. Yksi kaksi kolme. Neljä viisi.", "Soita nolla neljä nolla. Viisi viisi viisi yksi"],
)
def test_a_number_that_is_said_in_several_sentences_is_found(text: str) -> None:
    assert kinds_in(text) == [TextRefusal.TEXT_PHONE_NUMBER]


@given(st.integers(0, 999_999), st.sampled_from([*NAMES]), st.sampled_from([" ", ", ", ". "]))
def test_a_small_number_in_words_passes(number: int, language: str, between: str) -> None:
    assert not kinds_in(f"Meitä oli {spelled(str(number), language, between)} henkeä.")


@given(st.integers(1, 9), st.sampled_from(["fi", "sv", "en"]))
def test_who_counts_passes(last: int, language: str) -> None:
    up = "0123456789"[: last + 1]
    assert not kinds_in(f"Laskimme {spelled(up, language)}!")
    assert not kinds_in(f"Laskimme {spelled(up[::-1], language, ', ')}!")


@given(phone_numbers().filter(lambda number: not re.search(r"[-\u2013]", number)))
def test_an_office_may_write_any_phone_number(number: str) -> None:
    assert not kinds_in(f"Soita {number}.", Writer.OFFICE)


@given(st.lists(st.sampled_from([*HONEST, "040 123 4567", "131052-308T", "m a t t i @ k u n t a . f i"])))
def test_what_is_found_can_be_left_out_and_nothing_else(parts: list[str]) -> None:
    text = " | ".join(parts)
    left = without(text, (one.words for one in details_in(text, Writer.HOLDER)))
    assert details_in(left, Writer.HOLDER) == []
    assert left == " | ".join(part if part in HONEST else "…" for part in parts)


def test_words_are_left_out_however_they_are_broken_into_lines() -> None:
    assert without("Soita 040\r\n123 4567 heti", ["040 123 4567"]) == "Soita … heti"
    assert without("Soita heti", []) == "Soita heti"
    assert without("a+b a.b", ["a.b"]) == "a+b …"


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("twenty-three", ["23"]), ("kaksikymmentäkolme", ["23"]), ("tjugotre", ["23"]),
        ("viisitoista", ["15"]), ("double four", ["44"]), ("oh one", ["0", "1"]),
        ("kolme miinus kaksi", ["3", "-", "2"]),
        ("minus", []), ("o", []), ("kolmesataa", []), ("ennen", []),
    ],
)  # fmt: skip
def test_words_are_read_as_digits(said: str, digits: list[str]) -> None:
    read = [[one.digits for one in number_words(said.upper(), language)] for language in VOCABULARIES]
    assert max(read, key=len) == digits

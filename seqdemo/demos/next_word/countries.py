"""Countries with language, nationality and capital."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A country in words.

    Attributes:
        country: Its name.
        language: What most people there speak.
        nationality: What its people and food are called.
        capital: In one word.
        article: Before the name: "the " or nothing.
    """

    country: str
    language: str
    nationality: str
    capital: str
    article: str = ""


_ROWS = """
Italy Italian Italian Rome
France French French Paris
Germany German German Berlin
Spain Spanish Spanish Madrid
Portugal Portuguese Portuguese Lisbon
Greece Greek Greek Athens
Turkey Turkish Turkish Ankara
Russia Russian Russian Moscow
Poland Polish Polish Warsaw
Sweden Swedish Swedish Stockholm
Norway Norwegian Norwegian Oslo
Denmark Danish Danish Copenhagen
Finland Finnish Finnish Helsinki
Hungary Hungarian Hungarian Budapest
Romania Romanian Romanian Bucharest
Bulgaria Bulgarian Bulgarian Sofia
Ukraine Ukrainian Ukrainian Kyiv
Austria German Austrian Vienna
Iceland Icelandic Icelandic Reykjavik
Japan Japanese Japanese Tokyo
China Chinese Chinese Beijing
Korea Korean Korean Seoul
Vietnam Vietnamese Vietnamese Hanoi
Thailand Thai Thai Bangkok
Indonesia Indonesian Indonesian Jakarta
India Hindi Indian Delhi
Pakistan Urdu Pakistani Islamabad
Iran Persian Iranian Tehran
Iraq Arabic Iraqi Baghdad
Egypt Arabic Egyptian Cairo
Morocco Arabic Moroccan Rabat
Israel Hebrew Israeli Jerusalem
Brazil Portuguese Brazilian Brasilia
Colombia Spanish Colombian Bogota
Cuba Spanish Cuban Havana
Peru Spanish Peruvian Lima
Chile Spanish Chilean Santiago
Kenya Swahili Kenyan Nairobi
Nepal Nepali Nepalese Kathmandu
"""
COUNTRIES = (
    *(Country(*row.split()) for row in _ROWS.split("\n") if row),
    Country("Netherlands", "Dutch", "Dutch", "Amsterdam", "the "),
)

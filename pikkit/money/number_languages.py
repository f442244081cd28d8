"""The languages that numbers are written in; a test holds that Babel knows each."""

NUMBER_LANGUAGES = {
    "en": "English, 1,234.56",
    "de": "Deutsch, 1.234,56",
    "de_CH": "Deutsch (Schweiz), 1'234.56",
    "es": "español, 1.234,56",
    "fr": "français, 1 234,56",
    "it": "italiano, 1.234,56",
    "nl": "Nederlands, 1.234,56",
    "pl": "polski, 1 234,56",
    "pt": "português, 1.234,56",
    "sv": "svenska, 1 234,56",
    "da": "dansk, 1.234,56",
    "nb": "norsk, 1 234,56",
    "fi": "suomi, 1 234,56",
    "cs": "čeština, 1 234,56",
    "tr": "Türkçe, 1.234,56",
    "en_IN": "English (India), 1,23,456.78",
    "ja": "日本語, 1,234.56",
}
"""What a language is called and how it writes, by its locale."""

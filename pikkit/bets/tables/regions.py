"""The states, provinces and countries a sportsbook name may end in, with their codes."""

REGIONS: dict[str, str] = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID",
    "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA",
    "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS",
    "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ",
    "New Mexico": "NM", "New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH",
    "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC",
    "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA",
    "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "Washington DC": "DC",
    "Puerto Rico": "PR",
    "Alberta": "AB", "British Columbia": "BC", "Manitoba": "MB", "New Brunswick": "NB",
    "Newfoundland and Labrador": "NL", "Nova Scotia": "NS", "Ontario": "ON", "Prince Edward Island": "PE",
    "Quebec": "QC", "Saskatchewan": "SK",
    "Australia": "AU", "Denmark": "DK", "Europe": "EU", "France": "FR", "Greece": "GR", "Ireland": "IE", "Italy": "IT",
    "New Zealand": "NZ", "Norway": "NO", "Spain": "ES", "Sweden": "SE", "United Kingdom": "UK", "United States": "US",
}  # fmt: skip
"""Region name to its code; NL and DE are the province and the state, not the countries."""

REGION_ALIASES: dict[str, str] = {
    "District of Columbia": "Washington DC",
    "Washington D.C.": "Washington DC",
    "D.C.": "Washington DC",
    "Québec": "Quebec",
    "GB": "United Kingdom",
    "USA": "United States",
}
"""Other spellings of a region."""

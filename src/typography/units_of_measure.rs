//! Words in Latin letters that belong to the number before them: units, hours, eras, months, currencies.

/// Units of measure, with the prefixes that are in use; hours, zones and eras.
const UNITS: &str = "m km cm mm µm μm nm g kg mg µg l L ml mL cl cL dl dL hl s ms min h hr hrs sec Hz kHz MHz GHz W kW MW GW Wh \
    kWh MWh V kV mV mA mAh J kJ kcal cal Pa kPa hPa MPa bar kN C F mol ha ft mi mph kph lb lbs oz rpm dB ppm bit bits kB KB MB GB \
    TB PB kbps Kbps Mbps Gbps px pt dpi fps AM PM am pm a.m p.m GMT UTC CET EST PST BC AD BCE CE B.C A.D B.C.E C.E million \
    billion trillion percent";
/// Months in English, French, German and Spanish, and their short forms.
const MONTHS: &str = "January February March April May June July August September October November December Jan Feb Mar Apr Jun \
    Jul Aug Sep Sept Oct Nov Dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre Januar \
    Februar Juni Juli Oktober Dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";
/// Codes of currencies (ISO 4217), those in use.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR \
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE \
    SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XOF XPF YER ZAR ZMW ZWG";

/// Whether a word, a full stop after it aside, belongs to the number before it.
pub(super) fn is_unit(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    [UNITS, MONTHS, CURRENCIES].into_iter().any(|list| has(list, word))
}

/// Whether a word is the code of a currency.
pub(super) fn is_currency(word: &str) -> bool {
    has(CURRENCIES, word)
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|name| name == word)
}

// How values are written for people, in the manner of each language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/http/message.h"

namespace facteur::gateway::portal {

using http::Language;

// "1200.50", EUR: "1 200,50 €" with a narrow no-break space between thousands and a no-break space
// before the sign, or "€1,200.50". Two decimals or more: digits are never rounded. What is no
// decimal stays as it is.
std::string show_amount(std::string_view amount, std::string_view currency, Language language);

// "2026-11-21": "21/11/2026", or "21 Nov 2026". What is no date stays as it is.
std::string show_date(std::string_view date, Language language);

// "8,2 ko", "8.2 kB" (powers of ten); rounded down to one decimal.
std::string show_size(std::uint64_t bytes, Language language);

// "1 234 567" or "1,234,567".
std::string show_count(std::uint64_t count, Language language);

// A sentence with the spaces and apostrophes of French typography: no-break before ':', narrow
// no-break before ';', '!' and '?'. English stays as it is.
std::string typeset(std::string_view sentence, Language language);

}  // namespace facteur::gateway::portal

#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/instant.hpp"
#include "json/document_fwd.hpp"

namespace nightjar::json {

/// The document on one line. Bytes in it that are not UTF-8 become U+FFFD; it never throws for
/// them.
std::string dump(const Document& document);

/// A duration in seconds, rounded to milliseconds.
Document seconds(double duration);

/// In RFC 3339, or null.
Document instant_or_null(const std::optional<Instant>& instant);

/// Null if there is no text.
Document text_or_null(const std::string& text);

/// An array with what `make` returns for each element.
template <class Range, class Make>
Document array_of(const Range& elements, const Make& make) {
  Document array = Document::array();
  for (const auto& element : elements) array.push_back(make(element));
  return array;
}

}  // namespace nightjar::json

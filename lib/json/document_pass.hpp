#pragma once

#include <bit>
#include <cstddef>
#include <optional>

#include <simdjson.h>

#include "base/parse_error.hpp"
#include "json/depth.hpp"

namespace nightjar::json {

/// The common part of what reads documents by simdjson's On Demand, one at a time. The functions of
/// such a pass return false, with problem_ set, if the document is not as it should be.
class DocumentPass {
 protected:
  /// The parser keeps its memory, for documents of up to this many bytes.
  simdjson::error_code make_room(std::size_t bytes) {
    if (parser_.capacity() >= bytes) return simdjson::SUCCESS;
    return parser_.allocate(std::bit_ceil(bytes));
  }

  bool too_deep() {
    problem_ = ParseError{nested_too_deep()};
    return false;
  }

  bool fail(simdjson::error_code error) {
    problem_ = ParseError{simdjson::error_message(error)};
    return false;
  }

  simdjson::ondemand::parser parser_;
  std::optional<ParseError> problem_;
};

}  // namespace nightjar::json

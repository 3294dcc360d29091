#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/parse_error.hpp"

namespace nightjar::json {

enum class Kind { null, boolean, number, string, array, object };

/// A value found in a document. The text is valid as long as the document, of which it may be a
/// view, and until the next is read.
struct ExtractedValue {
  Kind kind = Kind::null;
  /// A string without quotes and escapes; a number, `true`, `false` or `null` as it is written; an
  /// array or object as its JSON text.
  std::string_view text;
  /// If the last step of its path is `*` and it is a member of an object: its name as it is
  /// written, quotes included. Otherwise empty.
  std::string_view name = {};
};

/// Receives the values found: any callable that takes (std::size_t path, const ExtractedValue&). It
/// is borrowed, and must live as long as the call it is passed to.
class ValueSink {
 public:
  template <typename Callable>
  requires(!std::is_same_v<std::remove_cvref_t<Callable>, ValueSink>)
      // Not explicit: a lambda is passed where a sink is expected.
      ValueSink(Callable&& callable)  // NOLINT(google-explicit-constructor)
      : callable_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        call_([](void* target, std::size_t path, const ExtractedValue& value) {
          (*static_cast<std::remove_reference_t<Callable>*>(target))(path, value);
        }) {}

  void operator()(std::size_t path, const ExtractedValue& value) const {
    call_(callable_, path, value);
  }

 private:
  void* callable_;
  void (*call_)(void*, std::size_t, const ExtractedValue&);
};

class Walker;

/// Reads the values at given paths from JSON documents, by simdjson On Demand, in one pass each.
class Extractor {
 public:
  /// `paths` are JSON pointers (RFC 6901: `~0` is `~`, `~1` is `/`) in which `*` is every element
  /// of an array or member of an object, and a number is that element of an array or that member of
  /// an object. An empty one finds nothing. Throws Misconfigured if one is not a pointer.
  explicit Extractor(const std::vector<std::string>& paths);
  ~Extractor();
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;

  /// Passes each value found to `sink` with the index of its path, in the document's order. Values
  /// that are missing, or lie below a null, are not passed. A duplicate key is passed twice, so
  /// that the last may win.
  ///
  /// At least feed::Record::padding (64) bytes after the record must be readable.
  ///
  /// The whole record is checked to be JSON, also outside the paths, except that a string may
  /// contain U+0000 (as `\u0000`), a number may have any size, and a key may occur twice. If it is
  /// not JSON, the error is found on the way, after earlier values have been passed. If a path
  /// meets a value that it cannot continue in (a string instead of an object), the pass continues
  /// and the first such error is returned at its end: the values of the other paths have been
  /// passed.
  std::optional<ParseError> extract(std::string_view record, ValueSink sink);

 private:
  std::unique_ptr<Walker> walker_;
};

}  // namespace nightjar::json

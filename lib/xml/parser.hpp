#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nightjar::xml {

/// An attribute of an element. Both are UTF-8, without references.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

/// Receives what a parser finds, in the order of the document. Names are as written, with their
/// prefixes; all texts are UTF-8, valid until the function returns.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void start_element(std::string_view name, std::span<const Attribute> attributes) = 0;
  virtual void end_element() = 0;
  /// A part of an element's text: CDATA and references are resolved.
  virtual void text(std::string_view text) = 0;
};

/// Why a document is not read.
struct Fault {
  std::uint64_t offset = 0;  ///< in the bytes that were given
  bool is_at_end = false;    ///< the document lacks its end
  std::string what;
  std::string remedy;  ///< empty: the document is damaged
};

/// A parser of XML documents that come in pieces, by expat.
///
/// Nothing outside the document is ever read, and no entities are declared: a DOCTYPE with
/// declarations of its own is a fault, and so is a reference to an entity that XML itself does not
/// define. So a document expands to no more text than it has.
class Parser {
 public:
  /// `encoding` is that of the bytes, whatever the document declares; empty: as it declares.
  Parser(Handler& handler, const std::string& encoding);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Parses the next bytes of the document. After a fault only reset() may follow.
  std::optional<Fault> parse(std::string_view piece, bool is_last);

  /// Begins another document, in the encoding given to the constructor.
  void reset();

  /// The end of the newest event, in the bytes given: of a tag, a text, a comment or the like.
  [[nodiscard]] std::uint64_t event_end() const;
  /// Inside a handler's function: the beginning of what it is called for.
  [[nodiscard]] std::uint64_t event_begin() const;

  /// The encoding that the document declares; empty if it declares none.
  [[nodiscard]] const std::string& declared_encoding() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The encoding of a document by its first bytes: `UTF-16LE`, `UTF-16BE`, or empty for one in which
/// ASCII is ASCII.
std::string_view utf16_of(std::string_view front);

}  // namespace nightjar::xml

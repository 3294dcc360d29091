#pragma once

#include "reading/instruction_set.hpp"
#include "reading/scans.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// The common part of the splitters of JSON: finds the records of one container.
///
/// Elements that are not objects are records too: they become rejects, not structure errors. A
/// StructureError is an error that leaves unclear where the records are: a missing or extra comma,
/// a container that is not closed. A byte order mark in front of a record is skipped.
class JsonSplitter : public Splitter {
 public:
  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 protected:
  /// Where the records are.
  enum class Container {
    array,      ///< its elements
    object,     ///< its members, each with its name: `"k": {…}`
    documents,  ///< no container: objects one after the other
  };

  JsonSplitter(Container container, InstructionSet instruction_set)
      : container_(container), scans_(scans_for(instruction_set)) {}

  /// Processes bytes outside the container and removes them from `text`, at least one; after its
  /// opening bracket, which is the last of them, calls enter().
  virtual std::optional<StructureError> pass_outside(std::string_view& text,
                                                     std::uint64_t offset) = 0;
  /// The container is closed; what follows is outside.
  virtual void leave() = 0;
  /// Ends a file that ends outside the container, at `end`.
  virtual std::optional<StructureError> finish_outside(std::uint64_t end) = 0;

  /// From now on the container's records follow.
  void enter() { state_ = State::first_or_close; }

 private:
  enum class State {
    outside,
    first_or_close,  // after the opening bracket
    next,            // after a comma
    in_name,         // of a member
    after_name,
    before_value,  // after a member's colon
    in_container,
    in_string,
    in_scalar,
    after_record,
  };

  [[nodiscard]] bool may_begin() const {
    return state_ == State::next || state_ == State::first_or_close ||
           (state_ == State::after_record && container_ == Container::documents);
  }
  [[nodiscard]] bool in_value() const;
  [[nodiscard]] bool in_record() const;
  [[nodiscard]] char closing_bracket() const;
  [[nodiscard]] std::optional<feed::RecordPredictor::Hit> predict_record(
      std::string_view text) const;
  bool pass_mark(char c);
  // Both continue from `begin` and return where they stopped.
  const char* pass_value(const char* begin, const char* end);
  const char* pass_string(const char* begin, const char* end);
  // These process a byte between values, unless a value or name begins with it.
  std::optional<StructureError> pass_separator(char c, std::uint64_t offset);
  std::optional<StructureError> pass_comma(char c, std::uint64_t offset);
  std::optional<StructureError> begin_record(char c, std::uint64_t offset);
  std::optional<StructureError> begin_value(char c, std::uint64_t offset);
  [[nodiscard]] StructureError unexpected(char c, std::uint64_t offset) const;

  Container container_;
  const Scans& scans_;
  State state_ = State::outside;
  std::size_t mark_bytes_ = 0;  // of a byte order mark, seen so far
  Nesting nesting_;
  std::uint64_t record_begin_ = 0;
  std::uint64_t end_ = 0;  // of the text seen so far
};

}  // namespace nightjar::reading

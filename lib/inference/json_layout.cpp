#include <algorithm>
#include <deque>
#include <utility>

#include "base/format.hpp"
#include "inference/layout.hpp"
#include "json/document.hpp"
#include "json/pointer.hpp"

namespace nightjar::inference {
namespace {

using json::Document;

/// The first document of a text, which may be cut short: then what follows the last complete value
/// is left out, and the brackets are closed.
struct FirstDocument {
  std::string json;
  std::optional<std::size_t> end;  ///< in the text; nothing if it is cut short
};

/// Follows brackets and strings.
class BracketScan {
 public:
  explicit BracketScan(std::string_view text) : text_(text) {}

  FirstDocument scan() && {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      take(at);
      if (closers_.empty() && has_begun_) return {std::string(text_.substr(0, at + 1)), at + 1};
    }
    return {std::string(text_.substr(0, complete_)) + complete_closers_, std::nullopt};
  }

 private:
  void take(std::size_t at) {
    const char c = text_[at];
    if (is_in_string_) {
      if (c == '\\') is_escaped_ = !is_escaped_;
      if (c == '"' && !is_escaped_) is_in_string_ = false;
      if (c != '\\') is_escaped_ = false;
      return;
    }
    if (c == '"') is_in_string_ = true;
    if (c == ',') note_complete(at);
    if (c == '{' || c == '[') {
      closers_.insert(closers_.begin(), c == '{' ? '}' : ']');
      has_begun_ = true;
      note_complete(at + 1);
    }
    if ((c == '}' || c == ']') && !closers_.empty()) {
      closers_.erase(closers_.begin());
      note_complete(at + 1);
    }
  }

  void note_complete(std::size_t at) {
    complete_ = at;
    complete_closers_ = closers_;
  }

  std::string_view text_;
  std::string closers_;  ///< of the open brackets, the innermost first
  bool has_begun_ = false;
  bool is_in_string_ = false;
  bool is_escaped_ = false;
  std::size_t complete_ = 0;
  std::string complete_closers_;
};

bool is_array_of_objects(const Document& value) {
  return value.is_array() && !value.empty() && value.front().is_object();
}

bool shares_most_names(const Document& one, const Document& other) {
  const auto shared = std::count_if(other.items().begin(), other.items().end(),
                                    [&](const auto& member) { return one.contains(member.key()); });
  return shared > 0 && 2 * static_cast<std::size_t>(shared) >= std::max(one.size(), other.size());
}

/// Objects with the same members under different names.
bool is_map_of_records(const Document& value) {
  if (!value.is_object() || value.size() < 2) return false;
  std::size_t alike = 0;
  for (const Document& member : value) {
    if (!member.is_object()) return false;
    if (shares_most_names(value.front(), member)) ++alike;
  }
  return 5 * alike >= 4 * value.size();
}

/// The pointer to the records: the shallowest map of records or, of the arrays of objects that are
/// as shallow, the longest.
std::optional<std::string> find_records(const Document& root) {
  constexpr int deepest = 5;
  std::vector<std::pair<std::string, const Document*>> level{{"", &root}};
  for (int depth = 0; depth < deepest && !level.empty(); ++depth) {
    std::optional<std::string> found;
    std::size_t longest = 0;
    std::vector<std::pair<std::string, const Document*>> next;
    for (const auto& [pointer, object] : level) {
      if (is_map_of_records(*object)) return pointer + "/*";
      for (const auto& member : object->items()) {
        std::string below = pointer + "/" + json::escaped_step(member.key());
        if (is_array_of_objects(member.value()) && member.value().size() > longest) {
          longest = member.value().size();
          found = below;
        }
        if (member.value().is_object()) next.emplace_back(std::move(below), &member.value());
      }
    }
    if (found) return found;
    level = std::move(next);
  }
  return std::nullopt;
}

bool is_line_of_its_own(std::string_view head, std::size_t begin, std::size_t end) {
  const std::string_view rest = head.substr(end);
  const auto next = rest.find_first_not_of(" \t\r");
  const bool ends_line = next == rest.npos || rest[next] == '\n';
  return ends_line && head.substr(begin, end - begin).find('\n') == head.npos;
}

bool is_last(std::string_view head, std::size_t end) {
  return head.find_first_not_of(" \t\r\n", end) == head.npos;
}

Layout in_format(feed::Format format, std::optional<std::string> records = std::nullopt) {
  Layout layout;
  layout.feed.format = format;
  layout.feed.records = std::move(records);
  return layout;
}

Layout layout_of_object(std::string_view head, std::size_t begin, const FirstDocument& first,
                        const Document& root, bool is_all) {
  const auto end = first.end ? std::optional(begin + *first.end) : std::nullopt;
  const bool is_alone = !end || (is_last(head, *end) && is_all);
  if (!is_alone && is_line_of_its_own(head, begin, *end)) return in_format(feed::Format::ndjson);
  if (auto records = find_records(root)) {
    Layout layout = in_format(feed::Format::json, std::move(records));
    layout.remarks.emplace_back("where the records are (`records:`): to be confirmed");
    return layout;
  }
  const bool is_line = end && is_line_of_its_own(head, begin, *end);
  return is_line ? in_format(feed::Format::ndjson) : in_format(feed::Format::json, "");
}

}  // namespace

std::optional<Layout> find_json_layout(const FileSurvey& survey) {
  const std::string_view head = survey.head;
  const auto begin = head.find_first_of("{[");
  const FirstDocument first = BracketScan(head.substr(begin)).scan();
  const Document root = Document::parse(first.json, nullptr, false);
  if (root.is_discarded()) return std::nullopt;
  if (root.is_object()) return layout_of_object(head, begin, first, root, survey.is_all_head);
  if (!is_array_of_objects(root)) return std::nullopt;
  return in_format(feed::Format::json);
}

}  // namespace nightjar::inference

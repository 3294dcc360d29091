#include "yaml/tree.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"

namespace nightjar::yaml {
namespace {

std::size_t line_of(const YAML::Mark& mark) {
  return mark.is_null() ? 1 : static_cast<std::size_t>(mark.line) + 1;
}

/// yaml-cpp 0.7 treats a quote that is never closed as closed if a line break ends the file, and
/// refuses it only if none does.
std::string without_last_line_breaks(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of("\r\n \t") + 1));
}

/// Builds the tree from yaml-cpp's events. Its Node class would need less code, but it forgets the
/// lines of keys once they are looked up, and does not report duplicate keys.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const std::string& file) : file_(file) {}

  [[nodiscard]] Tree take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_extras(mark, "", anchor);
    Tree tree;
    tree.line = line_of(mark);
    add(std::move(tree));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    fail_at(file_, line_of(mark), "an alias (*name) is used here",
            "write the value out; configuration is read without aliases");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_extras(mark, tag, anchor);
    Tree tree;
    tree.kind = TreeKind::scalar;
    tree.line = line_of(mark);
    tree.text = value;
    tree.quoted = tag == "!";
    add(std::move(tree));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(TreeKind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(TreeKind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that has not ended yet.
  struct Open {
    Tree tree;
    std::optional<Entry> pending;  ///< a key that waits for its value
  };

  /// For a scalar the tag of yaml-cpp is "?" if it is plain and "!" if it is quoted; any other was
  /// written by the user.
  void refuse_extras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) {
      fail_at(file_, line_of(mark), "an anchor (&name) is used here",
              "remove it; configuration is read without anchors and aliases");
    }
    if (!tag.empty() && tag != "?" && tag != "!") {
      fail_at(file_, line_of(mark), fmt::format("the tag \"{}\" is used here", tag),
              "remove it; the key decides how its value is read");
    }
  }

  void open(TreeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_extras(mark, tag, anchor);
    if (expects_key()) {
      fail_at(file_, line_of(mark), "a list or map is used where a key is expected",
              "a text with { [ or ? at its front needs quotes");
    }
    Open opened;
    opened.tree.kind = kind;
    opened.tree.line = line_of(mark);
    open_.push_back(std::move(opened));
  }

  void close() {
    Tree tree = std::move(open_.back().tree);
    open_.pop_back();
    add(std::move(tree));
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().tree.kind == TreeKind::map && !open_.back().pending;
  }

  void add(Tree tree) {
    if (open_.empty()) {
      root_ = std::move(tree);
    } else if (expects_key()) {
      begin_entry(tree);
    } else if (Open& parent = open_.back(); parent.pending) {
      parent.pending->value = std::move(tree);
      parent.tree.entries.push_back(std::move(*parent.pending));
      parent.pending.reset();
    } else {
      parent.tree.items.push_back(std::move(tree));
    }
  }

  void begin_entry(const Tree& key) {
    if (key.kind == TreeKind::null) {
      fail_at(file_, key.line, "a key is null", "write the key, in quotes if it is to read null");
    }
    Open& parent = open_.back();
    const auto first = std::find_if(parent.tree.entries.begin(), parent.tree.entries.end(),
                                    [&](const Entry& entry) { return entry.key == key.text; });
    if (first != parent.tree.entries.end()) {
      fail_at(file_, key.line,
              fmt::format("key \"{}\" is repeated, first on line {}", key.text, first->line),
              "keep one of them");
    }
    parent.pending = Entry{key.text, key.line, {}};
  }

  const std::string& file_;
  Tree root_;
  std::vector<Open> open_;
};

}  // namespace

Tree parse(std::string_view text, const std::string& file) {
  try {
    std::istringstream stream{without_last_line_breaks(text)};
    YAML::Parser parser(stream);
    Builder first(file);
    if (!parser.HandleNextDocument(first)) return {};
    Builder second(file);
    if (parser.HandleNextDocument(second)) {
      fail_at(file, second.take().line, "a second document begins here",
              "keep one document per file; remove the line \"---\"");
    }
    return first.take();
  } catch (const YAML::Exception& error) {
    fail_at(file, line_of(error.mark), fmt::format("this is not YAML: {}", error.msg),
            "look at the indentation (no tabs) and at quotes, on this line and those before it; "
            "within { } and [ ] a text that holds one of []{},: needs quotes");
  }
}

Tree load(const std::filesystem::path& file) {
  std::error_code ignored;  // the error is reported when the file is read
  if (std::filesystem::is_directory(file, ignored)) {
    throw Misconfigured(fmt::format("{}: is a folder, not a file", file.string()),
                        "name a YAML file in it");
  }
  return parse(read_text(file), file.string());
}

void fail_at(const std::string& file, std::size_t line, std::string_view message,
             std::string remedy) {
  throw Misconfigured(fmt::format("{}:{}: {}", file, line, message), std::move(remedy));
}

}  // namespace nightjar::yaml

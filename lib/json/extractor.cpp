#include "json/extractor.hpp"

#include "json/engine.hpp"

namespace nightjar::json {

Extractor::Extractor(const std::vector<std::string>& paths)
    : walker_(engines().back().make_walker(paths)) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

std::optional<ParseError> Extractor::extract(std::string_view record, ValueSink sink) {
  return walker_->walk(record, sink);
}

}  // namespace nightjar::json

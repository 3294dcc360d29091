#include "inference/proposal.hpp"

#include <algorithm>
#include <memory>
#include <regex>
#include <utility>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "config/dataset_reader.hpp"
#include "feed/record_mapper.hpp"
#include "inference/column_name.hpp"
#include "inference/columns.hpp"
#include "inference/definition_text.hpp"
#include "inference/encoding_guess.hpp"
#include "inference/key_guess.hpp"
#include "inference/layout.hpp"
#include "inference/sample.hpp"
#include "inference/type_guess.hpp"
#include "yaml/value.hpp"

namespace nightjar::inference {
namespace {

/// With `*` for a date in it, so that the files of other nights match.
std::string file_pattern(const std::string& name) {
  static const std::regex date(R"([0-9]{4}[-_.]?[0-9]{2}[-_.]?[0-9]{2}([T_-]?[0-9]{4,6})?)");
  return std::regex_replace(name, date, "*", std::regex_constants::format_first_only);
}

/// Of the trailer's `*` the one that stands for the number of records becomes `{records}`.
void count_in_trailer(csv::Dialect& dialect, std::string_view line, std::uint64_t records) {
  const std::string number = std::to_string(records);
  std::size_t at = 0;
  for (std::size_t star = dialect.trailer.find('*'); star != std::string::npos;
       star = dialect.trailer.find('*', star + 1)) {
    at = line.find_first_of("0123456789", at);
    if (at == line.npos) return;
    const std::size_t end = std::min(line.find_first_not_of("0123456789", at), line.size());
    if (line.substr(at, end - at) == number) {
      dialect.trailer.replace(star, 1, "{records}");
      return;
    }
    at = end;
  }
}

std::string_view last_line(std::string_view tail) {
  while (tail.ends_with('\n') || tail.ends_with('\r')) tail.remove_suffix(1);
  return tail.substr(tail.rfind('\n') + 1);
}

std::string what_was_read(const FileSurvey& survey, const Sample& sample) {
  if (sample.is_whole) return "the whole file";
  if (sample.has_windows) return "parts from the whole file, its beginning and its end among them";
  if (!sample.fault.empty()) return "the file up to a fault";
  return fmt::format("the first {} MiB{}", most_streamed_bytes >> 20U,
                     survey.is_packed ? ", unpacked" : "");
}

/// Makes the feed of a proposal, step by step.
class Proposer {
 public:
  explicit Proposer(const ProposalRequest& request)
      : request_(request), survey_(survey(request.file)) {
    Layout layout = find_layout(survey_, request.file);
    proposed_.feed = std::move(layout.feed);
    proposed_.remarks = std::move(layout.remarks);
    proposed_.feed.schema = request.dataset;
    proposed_.feed.table = request.table;
    proposed_.feed.file.name = file_pattern(request.file.filename().string());
    sample_ = take_sample(request.file, survey_, proposed_.feed);
  }

  Proposal propose() && {
    describe_file();
    describe_columns();
    Proposal proposal = read_back();
    if (proposal.misfits > 0) {
      proposed_.remarks.push_back(
          fmt::format("{} of the {} records examined would be rejected, the first: {}",
                      proposal.misfits, proposal.examined, one_line(proposal.first_misfit)));
    }
    proposal.yaml = heading() + document();
    return proposal;
  }

 private:
  static std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return text;
  }

  void describe_file() {
    feed::Definition& feed = proposed_.feed;
    if (feed.file.name != request_.file.filename()) {
      proposed_.remarks.emplace_back("the name has a date in it, which varies: to be confirmed");
    }
    if (!feed.csv.trailer.empty()) {
      if (sample_.is_whole) {
        count_in_trailer(feed.csv, last_line(survey_.tail), sample_.records_read);
      }
      proposed_.remarks.emplace_back("the last line is a trailer: to be confirmed");
    }
    std::vector<std::string_view> texts{sample_.first_record};
    for (const SampledRecord& record : sample_.records) texts.push_back(record.text());
    feed.encoding = guess_encoding(texts);
    if (!sample_.fault.empty()) {
      proposed_.remarks.push_back("reading stopped: " + one_line(sample_.fault));
    }
  }

  void describe_columns() {
    Columns found = find_columns(sample_, proposed_.feed);
    if (found.columns.empty()) {
      throw UsageError(fmt::format("{}: no column can be proposed", request_.file.string()),
                       "describe the feed by hand: docs/adding-a-feed.md explains how");
    }
    for (std::string& remark : found.remarks) proposed_.remarks.push_back(std::move(remark));
    std::vector<std::string> labels;
    for (const ColumnSample& column : found.columns) labels.push_back(column.label);
    const auto names = column_names(labels);
    for (std::size_t i = 0; i < names.size(); ++i) {
      TypeGuess guess = guess_type(names[i], found.columns[i].values);
      guess.column.name = names[i];
      guess.column.source = found.columns[i].source;
      proposed_.feed.columns.push_back(std::move(guess.column));
      proposed_.column_remarks.push_back(std::move(guess.remarks));
    }
    describe_key(found.columns);
  }

  void describe_key(const std::vector<ColumnSample>& samples) {
    const KeyGuess key = guess_key(request_.table, proposed_.feed.columns, samples);
    proposed_.feed.key = key.columns;
    if (key.columns.empty()) {
      proposed_.key_remarks.emplace_back(
          "choose the columns that identify a row: in the sample none do");
      return;
    }
    proposed_.key_remarks.push_back(
        fmt::format("unique and never null in {} sampled records: to be confirmed",
                    samples.front().values.size()));
    std::string others;
    for (const std::size_t column : key.alternatives) {
      others += (others.empty() ? "" : ", ") + proposed_.feed.columns[column].name;
    }
    if (!others.empty()) proposed_.key_remarks.push_back("also unique: " + others);
  }

  /// The feed as the loader reads it, and what it makes of the sample.
  [[nodiscard]] Proposal read_back() const {
    Proposal proposal;
    proposal.records_read = sample_.records_read;
    proposal.examined = sample_.records.size();
    if (proposed_.feed.key.empty()) return proposal;
    const std::string text = dataset_heading() + yaml_of(proposed_);
    feed::Dataset dataset = config::read_dataset(yaml::Value::of_text(text, "the proposal"));
    const feed::Definition& feed = dataset.feeds.front();
    const auto mapper =
        feed::make_record_mapper(feed, sample_.first_record, request_.file.string());
    feed::Row row;
    for (const SampledRecord& record : sample_.records) {
      const auto mapped = mapper->map(record.record(), row);
      if (!mapped.violation) continue;
      if (proposal.misfits++ == 0) proposal.first_misfit = mapped.violation->detail;
    }
    dataset.module = request_.dataset;
    proposal.dataset = std::move(dataset);
    return proposal;
  }

  [[nodiscard]] std::string dataset_heading() const {
    const auto folder = absolute_path(request_.file).parent_path();
    return fmt::format(
        "dataset: {}\ndescription: \"Fill in: whose data this is.\"\n"
        "source: {}  # fill in: where the files come from; also ftps://, sftp://, https://\n\n"
        "feeds:\n",
        yaml_scalar(request_.dataset), yaml_scalar(url_of(folder)));
  }

  static std::string url_of(const std::filesystem::path& folder) {
    std::string url = "file://";
    constexpr std::string_view plain = "/-_.~";
    for (const char c : folder.string()) {
      const bool is_plain = is_letter(c) || is_digit(c) || plain.find(c) != plain.npos;
      url += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return url.ends_with('/') ? url : url + "/";
  }

  [[nodiscard]] std::string heading() const {
    return fmt::format(
        "# Proposed by `nightjar scaffold {}.{} --from {}`.\n"
        "# Read: {}; {} records, of which {} were examined.\n"
        "# Confirm or correct what the comments say, and remove them.\n{}\n",
        request_.dataset, request_.table, one_line(request_.file.filename().string()),
        what_was_read(survey_, sample_), sample_.records_read, sample_.records.size(),
        request_.is_new_dataset
            ? ""
            : fmt::format("# Write it below `feeds:` of the dataset {}.\n", request_.dataset));
  }

  [[nodiscard]] std::string document() const {
    return (request_.is_new_dataset ? dataset_heading() : std::string()) + yaml_of(proposed_);
  }

  const ProposalRequest& request_;
  FileSurvey survey_;
  Sample sample_;
  ProposedFeed proposed_;
};

}  // namespace

Proposal propose(const ProposalRequest& request) { return Proposer(request).propose(); }

}  // namespace nightjar::inference

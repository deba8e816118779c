#include "common/binlog/log_reader.hpp"

#include "common/binlog/file_reader.hpp"

namespace understudy::binlog {
namespace {

/// MySQL's numbers and words for a dump that cannot start; replicas and tools look for them.
constexpr std::uint16_t fatal_error_reading_binlog = 1236;

Error refuse(std::string text) {
    return Error{ErrorCode::refused, std::move(text), fatal_error_reading_binlog};
}

class Reader final : public LogReader {
  public:
    Reader(FileSystem& fs, const LogView& log) : fs_(fs), log_(log) {}

    Result<void> start(const Position& place);
    Result<std::optional<Item>> next() override;
    Position position() const override { return {file_->name(), file_->offset()}; }
    ChecksumAlgorithm checksum_algorithm() const override { return file_->algorithm(); }
    ByteView format_description() const override { return file_->format_event(); }

  private:
    Result<void> open_file(const std::string& name);
    struct Bound {
        std::uint64_t offset = 0;
        bool is_last_file = false;
    };
    Result<Bound> bound();

    FileSystem& fs_;
    const LogView& log_;
    std::unique_ptr<FileReader> file_;
};

bool has_file(const LogView& log, const std::string& name) {
    std::optional<std::string> file = log.oldest_file();
    while (file && *file != name) file = log.next_file(*file);
    return file.has_value();
}

Result<void> Reader::start(const Position& place) {
    const std::string name = place.file.empty() ? log_.oldest_file().value_or("") : place.file;
    if (!has_file(log_, name)) {
        return refuse("Could not find first log file name in binary log index file");
    }
    if (place.offset < sizeof file_magic) {
        return refuse("Client requested source to start replication from position < 4");
    }
    TRY(open_file(name));
    TRY_ASSIGN(const Bound end, bound());
    if (place.offset > end.offset) {
        return refuse("Client requested source to start replication from position > file size");
    }
    file_->seek(place.offset);
    // What stands there must be an event; a look at it is not a step.
    const auto event = file_->next(end.offset);
    file_->seek(place.offset);
    if (!event && event.error().code != ErrorCode::io) {
        return refuse("bogus data in log event; the first event '" + name + "' at " +
                      std::to_string(place.offset) + " is none: " + event.error().message);
    }
    return event ? Result<void>{} : Result<void>(event.error());
}

Result<void> Reader::open_file(const std::string& name) {
    const auto recent = [&log = log_, name](std::uint64_t offset, std::size_t size, Bytes& out) {
        return log.read_recent({name, offset}, size, out);
    };
    TRY_ASSIGN(file_, FileReader::open(fs_, join_path(log_.directory(), name), recent));
    return {};
}

/// How far the file may be read now: to the durable end in the last one, to its end in a file that
/// is finished. Asked in this order, because the last file may become a finished one in between.
Result<Reader::Bound> Reader::bound() {
    const Position durable = log_.durable_end();
    if (durable.file == file_->name()) return Bound{durable.offset, true};
    TRY_ASSIGN(const std::uint64_t size, file_->size());
    return Bound{size, false};
}

Result<std::optional<LogReader::Item>> Reader::next() {
    for (;;) {
        TRY_ASSIGN(const Bound end, bound());
        TRY_ASSIGN(const auto item, file_->next(end.offset));
        if (item) {
            return std::optional<Item>(Item{item->event, {file_->name(), item->begin}, item->end});
        }
        if (end.is_last_file) return std::optional<Item>{};
        const std::optional<std::string> following = log_.next_file(file_->name());
        if (!following) return std::optional<Item>{};
        TRY(open_file(*following));
    }
}

}  // namespace

Result<std::unique_ptr<LogReader>> LogReader::open(FileSystem& fs, const LogView& log,
                                                   const Position& start) {
    auto reader = std::make_unique<Reader>(fs, log);
    TRY(reader->start(start));
    return std::unique_ptr<LogReader>(std::move(reader));
}

}  // namespace understudy::binlog

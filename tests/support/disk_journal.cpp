#include "support/disk_journal.hpp"

#include "common/base/file.hpp"

#include <algorithm>
#include <random>

namespace understudy::test {
namespace {

using Kind = DiskOperation::Kind;

constexpr std::size_t sector_bytes = 512;

void write(Bytes& content, std::uint64_t offset, ByteView bytes) {
    const std::size_t end = static_cast<std::size_t>(offset) + bytes.size();
    if (content.size() < end) content.resize(end, 0);
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void apply_to_file(const DiskOperation& operation, Bytes& content) {
    if (operation.kind == Kind::write) write(content, operation.offset, operation.bytes);
    if (operation.kind == Kind::truncate) {
        content.resize(static_cast<std::size_t>(operation.offset), 0);
    }
}

void apply_to_names(const DiskOperation& operation, std::map<std::string, std::size_t>& names) {
    if (operation.kind == Kind::create) names[operation.path] = operation.file;
    if (operation.kind == Kind::remove) names.erase(operation.path);
    if (operation.kind == Kind::rename) {
        names.erase(operation.path);
        names[operation.other] = operation.file;
    }
}

class PowerLoss {
  public:
    explicit PowerLoss(std::uint64_t seed) : random_(seed) {}

    DiskImage run(const std::vector<DiskOperation>& journal, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) take(journal[i]);
        for (auto& [file, pending] : unsynced_) keep_some(pending, image_.files[file]);
        for (auto& [folder, pending] : unsynced_names_) keep_some_names(pending);
        return std::move(image_);
    }

  private:
    struct Pending {
        std::vector<const DiskOperation*> operations;
        std::size_t doomed = 0;  ///< so many at the front no later sync can save
    };

    void take(const DiskOperation& operation) {
        switch (operation.kind) {
            case Kind::write:
            case Kind::truncate:
                unsynced_[operation.file].operations.push_back(&operation);
                break;
            case Kind::sync:
                settle(unsynced_[operation.file], image_.files[operation.file]);
                break;
            case Kind::failed_sync:
                unsynced_[operation.file].doomed = unsynced_[operation.file].operations.size();
                break;
            case Kind::create:
                image_.files[operation.file];
                [[fallthrough]];
            case Kind::rename:
            case Kind::remove:
                unsynced_names_[parent_path(operation.path)].push_back(&operation);
                break;
            case Kind::sync_directory:
                for (const auto* change : unsynced_names_[operation.path]) {
                    apply_to_names(*change, image_.names);
                }
                unsynced_names_[operation.path].clear();
                break;
        }
    }

    /// A sync that succeeds. What an earlier one failed to bring to disk stays in doubt, and with
    /// it what lies on top of it.
    void settle(Pending& pending, Bytes& content) {
        if (pending.doomed > 0) return;
        for (const auto* operation : pending.operations) apply_to_file(*operation, content);
        pending.operations.clear();
    }

    void keep_some(const Pending& pending, Bytes& content) {
        const std::vector<const DiskOperation*>& operations = pending.operations;
        const std::size_t manner = below(5);
        const std::size_t oldest = manner == 2 ? below(operations.size() + 1) : operations.size();
        if (manner == 0) return;
        for (std::size_t i = 0; i < oldest; ++i) {
            if (manner >= 3 && below(2) == 0) continue;
            if (manner == 4 && operations[i]->kind == Kind::write) {
                write_some_sectors(*operations[i], content);
            } else {
                apply_to_file(*operations[i], content);
            }
        }
    }

    void write_some_sectors(const DiskOperation& operation, Bytes& content) {
        ByteView left = operation.bytes;
        std::uint64_t offset = operation.offset;
        while (!left.empty()) {
            const std::size_t room = sector_bytes - static_cast<std::size_t>(offset % sector_bytes);
            const ByteView sector = left.first(std::min(room, left.size()));
            if (below(2) == 0) write(content, offset, sector);
            left = left.subspan(sector.size());
            offset += sector.size();
        }
    }

    void keep_some_names(const std::vector<const DiskOperation*>& changes) {
        for (const auto* change : changes) {
            if (below(2) == 0) apply_to_names(*change, image_.names);
        }
    }

    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::mt19937_64 random_;
    DiskImage image_;
    std::map<std::size_t, Pending> unsynced_;
    std::map<std::string, std::vector<const DiskOperation*>> unsynced_names_;
};

}  // namespace

DiskImage after_power_loss(const std::vector<DiskOperation>& journal, std::size_t count,
                           std::uint64_t seed) {
    return PowerLoss(seed).run(journal, count);
}

}  // namespace understudy::test

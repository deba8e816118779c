#include "common/base/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace understudy {
namespace {

Error failed(const std::string& path, const char* call, int number) {
    return Error{ErrorCode::io,
                 path + ": " + call + ": " + std::generic_category().message(number)};
}

class RealFile final : public File {
  public:
    RealFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    ~RealFile() override { ::close(descriptor_); }
    RealFile(const RealFile&) = delete;
    RealFile& operator=(const RealFile&) = delete;

    Result<std::size_t> read_at(std::uint64_t offset, MutableByteView out) override {
        std::size_t done = 0;
        while (done < out.size()) {
            const ssize_t count = ::pread(descriptor_, out.data() + done, out.size() - done,
                                          static_cast<off_t>(offset + done));
            if (count == 0) break;
            if (count < 0) {
                if (errno == EINTR) continue;
                return failed(path_, "read", errno);
            }
            done += static_cast<std::size_t>(count);
        }
        return done;
    }

    Result<void> write_at(std::uint64_t offset, ByteView bytes) override {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t count = ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done,
                                           static_cast<off_t>(offset + done));
            if (count < 0) {
                if (errno == EINTR) continue;
                return failed(path_, "write", errno);
            }
            done += static_cast<std::size_t>(count);
        }
        return {};
    }

    Result<void> sync() override {
        if (::fdatasync(descriptor_) != 0) return failed(path_, "fdatasync", errno);
        return {};
    }

    Result<void> truncate(std::uint64_t size) override {
        while (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
            if (errno != EINTR) return failed(path_, "ftruncate", errno);
        }
        return {};
    }

    Result<std::uint64_t> size() override {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0) return failed(path_, "fstat", errno);
        return static_cast<std::uint64_t>(status.st_size);
    }

  private:
    std::string path_;
    int descriptor_;
};

int open_flags(OpenMode mode) noexcept {
    switch (mode) {
        case OpenMode::read:
            return O_RDONLY | O_CLOEXEC;
        case OpenMode::read_write:
            return O_RDWR | O_CLOEXEC;
        case OpenMode::create:
            return O_RDWR | O_CREAT | O_CLOEXEC;
        case OpenMode::create_new:
            return O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    }
    return O_RDONLY | O_CLOEXEC;
}

class RealFileSystem final : public FileSystem {
  public:
    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        const int descriptor = ::open(path.c_str(), open_flags(mode), 0600);
        if (descriptor < 0) return failed(path, "open", errno);
        return std::unique_ptr<File>(std::make_unique<RealFile>(path, descriptor));
    }

    Result<bool> exists(const std::string& path) override {
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0) return true;
        if (errno == ENOENT || errno == ENOTDIR) return false;
        return failed(path, "stat", errno);
    }

    Result<void> rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) return failed(from, "rename", errno);
        return {};
    }

    Result<void> remove(const std::string& path) override {
        if (::unlink(path.c_str()) != 0) return failed(path, "unlink", errno);
        return {};
    }

    Result<void> make_directory(const std::string& path) override {
        std::error_code error;
        std::filesystem::create_directories(path, error);
        if (error) return failed(path, "mkdir", error.value());
        return {};
    }

    Result<std::vector<std::string>> list(const std::string& directory) override {
        std::vector<std::string> names;
        std::error_code error;
        std::filesystem::directory_iterator it(directory, error);
        for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
            names.push_back(it->path().filename().string());
        }
        if (error) return failed(directory, "readdir", error.value());
        std::sort(names.begin(), names.end());
        return names;
    }

    Result<void> sync_directory(const std::string& directory) override {
        const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0) return failed(directory, "open", errno);
        const int status = ::fsync(descriptor);
        const int number = errno;
        ::close(descriptor);
        if (status != 0) return failed(directory, "fsync", number);
        return {};
    }
};

}  // namespace

FileSystem& real_file_system() {
    static RealFileSystem instance;
    return instance;
}

}  // namespace understudy

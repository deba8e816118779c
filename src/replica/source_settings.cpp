#include "replica/source_settings.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

namespace understudy::replica {
namespace {

constexpr std::uint64_t max_settings_bytes = 64 * 1024;

Error bad_value(const std::string& option, const std::string& value) {
    return sql_error(1231, "Option '" + option + "' can't be set to the value of '" + value + "'");
}

template <class Number>
Result<void> set_number(Number& out, const std::string& option, const std::string& value) {
    const char* end = value.data() + value.size();
    if (std::from_chars(value.data(), end, out).ptr != end || value.empty()) {
        return bad_value(option, value);
    }
    return {};
}

Result<void> set_seconds(std::chrono::milliseconds& out, const std::string& option,
                         const std::string& value) {
    char* end = nullptr;
    const double seconds = std::strtod(value.c_str(), &end);
    if (value.empty() || *end != '\0' || seconds < 0 || seconds > 4'294'967) {
        return bad_value(option, value);
    }
    out = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    return {};
}

Result<void> apply_option(SourceSettings& settings, const std::string& option,
                          const std::string& value) {
    if (option == "SOURCE_HOST")
        settings.host = value;
    else if (option == "SOURCE_PORT")
        return set_number(settings.port, option, value);
    else if (option == "SOURCE_USER")
        settings.user = value;
    else if (option == "SOURCE_PASSWORD")
        settings.password = value;
    else if (option == "SOURCE_LOG_FILE")
        settings.start.file = value;
    else if (option == "SOURCE_LOG_POS")
        return set_number(settings.start.offset, option, value);
    else if (option == "SOURCE_AUTO_POSITION")
        settings.auto_position = value == "1";
    else if (option == "SOURCE_HEARTBEAT_PERIOD")
        return set_seconds(settings.heartbeat, option, value);
    else if (option == "SOURCE_CONNECT_RETRY") {
        return set_seconds(settings.reconnect.longest, option, value);
    } else if (option == "GET_SOURCE_PUBLIC_KEY" || option == "SOURCE_RETRY_COUNT") {
        return {};  // the key is always asked for; attempts are not counted
    } else if (option == "SOURCE_SSL") {
        if (value != "0")
            return sql_error(1235,
                             "This version of Understudy doesn't yet support 'SOURCE_SSL = 1'");
    } else {
        return sql_error(1235, "This version of Understudy doesn't yet support '" + option + "'");
    }
    return {};
}

}  // namespace

std::string SourceSettings::target() const {
    if (!unix_socket.empty()) return "unix:" + unix_socket;
    return host + ":" + std::to_string(port);
}

Result<SourceSettings> changed(const SourceSettings& settings, const sql::Admin& statement) {
    SourceSettings result = settings;
    for (const auto& [option, value] : statement.options) {
        TRY(apply_option(result, option, value));
    }
    return result;
}

Result<SourceSettings> load_source_settings(FileSystem& fs, const std::string& path,
                                            const SourceSettings& fallback) {
    TRY_ASSIGN(const bool there, fs.exists(path));
    if (!there) return fallback;
    TRY_ASSIGN(const Bytes content, read_file(fs, path, max_settings_bytes));
    const nlohmann::json json = nlohmann::json::parse(content, nullptr, false);
    if (!json.is_object()) return Error{ErrorCode::corrupt, path + ": not a JSON object"};
    SourceSettings settings = fallback;
    try {
        settings.host = json.at("host");
        settings.port = json.at("port");
        settings.unix_socket = json.at("unix_socket");
        settings.user = json.at("user");
        settings.password = json.at("password");
        settings.heartbeat = std::chrono::milliseconds(json.at("heartbeat_ms").get<std::int64_t>());
        settings.auto_position = json.at("auto_position");
        settings.start.file = json.at("start_file");
        settings.start.offset = json.at("start_offset");
    } catch (const nlohmann::json::exception& error) {
        return Error{ErrorCode::corrupt, path + ": " + error.what()};
    }
    return settings;
}

Result<void> save_source_settings(FileSystem& fs, const std::string& path,
                                  const SourceSettings& settings) {
    const nlohmann::json json{{"host", settings.host},
                              {"port", settings.port},
                              {"unix_socket", settings.unix_socket},
                              {"user", settings.user},
                              {"password", settings.password},
                              {"heartbeat_ms", settings.heartbeat.count()},
                              {"auto_position", settings.auto_position},
                              {"start_file", settings.start.file},
                              {"start_offset", settings.start.offset}};
    return replace_file(fs, path, as_bytes(json.dump(2) + "\n"));
}

}  // namespace understudy::replica

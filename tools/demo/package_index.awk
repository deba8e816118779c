# Turns `apt-cache dumpavail` (stanzas of "Field: value", blank line between) into multi-row INSERTs for
# schema.sql. Runs with any POSIX awk. -v limit=N stops after N packages; 0 takes all.
BEGIN {
    RS = ""; FS = "\n"
    split("Depends Pre-Depends Recommends Suggests Conflicts Breaks Replaces Provides Enhances", names, " ")
    for (i in names) relation[names[i]] = 1
    print "USE packages;"
}

function quoted(text) {
    gsub(/\\/, "\\\\", text); gsub(/'/, "\\'", text)
    return "'" text "'"
}

function flush(table) {
    if (count[table] > 0) print "INSERT INTO " table " VALUES\n" rows[table] ";"
    rows[table] = ""; count[table] = 0
}

function add(table, row) {
    rows[table] = rows[table] (count[table] > 0 ? ",\n" : "") "(" row ")"
    if (++count[table] == 200) flush(table)
}

function maintainer(text,    name, email) {
    name = text; email = ""
    if (match(text, /<[^>]*>/)) {
        email = substr(text, RSTART + 1, RLENGTH - 2)
        name = substr(text, 1, RSTART - 1)
        sub(/ +$/, "", name)
    }
    if ((name, email) in maintainers) return maintainers[name, email]
    maintainers[name, email] = ++maintainer_count
    add("maintainers", maintainer_count "," quoted(name) "," quoted(email))
    return maintainer_count
}

function relate(id, kind, list,    parts, n, i, others, m, j, text, name, rule) {
    n = split(list, parts, /, */)
    for (i = 1; i <= n; i++) {
        m = split(parts[i], others, / *\| */)
        for (j = 1; j <= m; j++) {
            text = others[j]; rule = ""
            if (match(text, /\(.*\)/)) rule = substr(text, RSTART + 1, RLENGTH - 2)
            name = text; sub(/ .*/, "", name)
            if (name != "") add("relations", id ",'" kind "'," i "," j "," quoted(name) "," quoted(rule))
        }
    }
}

{
    split("", field); last = ""
    for (i = 1; i <= NF; i++) {
        if ($i ~ /^[ \t]/) { field[last] = field[last] "\n" substr($i, 2); continue }
        at = index($i, ": ")
        last = at ? substr($i, 1, at - 1) : $i
        field[last] = at ? substr($i, at + 2) : ""
    }
    if (field["Package"] == "" || field["Size"] == "") next
    id++
    owner = maintainer(field["Maintainer"])
    installed = field["Installed-Size"] == "" ? "NULL" : field["Installed-Size"]
    mean = installed == "NULL" ? "NULL" : sprintf("%.3f", installed / 7)
    description = field["Description"] == "" ? field["Description-en"] : field["Description"]
    cut = index(description, "\n")
    synopsis = cut ? substr(description, 1, cut - 1) : description
    body = cut ? quoted(substr(description, cut + 1)) : "NULL"
    add("packages", id "," quoted(field["Package"]) "," quoted(field["Version"]) "," \
        quoted(field["Architecture"]) "," quoted(field["Priority"] == "" ? "optional" : field["Priority"]) "," \
        quoted(field["Section"]) "," (field["Essential"] == "yes" ? 1 : 0) "," owner "," installed "," \
        field["Size"] "," mean "," (field["SHA256"] == "" ? "NULL" : "X'" field["SHA256"] "'") "," \
        (field["Homepage"] == "" ? "NULL" : quoted(field["Homepage"])) ",DEFAULT")
    add("descriptions", id "," quoted(synopsis) "," body)
    for (kind in relation) if (field[kind] != "") relate(id, kind, field[kind])
    if (limit > 0 && id >= limit) exit
}

END { flush("maintainers"); flush("packages"); flush("descriptions"); flush("relations") }

-- The Debian package index as related tables: the demo's real data.
CREATE DATABASE IF NOT EXISTS packages;
USE packages;

CREATE TABLE maintainers (
  id    INT UNSIGNED NOT NULL PRIMARY KEY,
  name  VARCHAR(200) NOT NULL,
  email VARCHAR(200) NOT NULL DEFAULT '',
  UNIQUE KEY identity (name, email)
);

CREATE TABLE packages (
  id             INT UNSIGNED NOT NULL PRIMARY KEY,
  name           VARCHAR(128) NOT NULL,
  version        VARCHAR(128) NOT NULL,
  architecture   ENUM('amd64', 'arm64', 'i386', 'all') NOT NULL,
  priority       ENUM('required', 'important', 'standard', 'optional', 'extra') NOT NULL DEFAULT 'optional',
  section        VARCHAR(64) NOT NULL,
  essential      TINYINT(1) NOT NULL DEFAULT 0,
  maintainer_id  INT UNSIGNED NOT NULL,
  installed_kib  INT UNSIGNED,
  size_bytes     BIGINT UNSIGNED NOT NULL,
  mean_file_kib  DECIMAL(12,3),
  sha256         BINARY(32),
  homepage       TEXT,
  loaded_at      TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  KEY by_name (name, version),
  KEY by_section (section, size_bytes),
  KEY by_maintainer (maintainer_id)
);

CREATE TABLE descriptions (
  package_id INT UNSIGNED NOT NULL PRIMARY KEY,
  synopsis   VARCHAR(1000) NOT NULL,
  body       MEDIUMTEXT
);

CREATE TABLE relations (
  package_id  INT UNSIGNED NOT NULL,
  kind        ENUM('Depends', 'Pre-Depends', 'Recommends', 'Suggests', 'Conflicts', 'Breaks',
                   'Replaces', 'Provides', 'Enhances') NOT NULL,
  position    SMALLINT UNSIGNED NOT NULL,
  alternative SMALLINT UNSIGNED NOT NULL,
  name        VARCHAR(128) NOT NULL,
  constraint_ VARCHAR(128) NOT NULL DEFAULT '',
  PRIMARY KEY (package_id, kind, position, alternative),
  KEY by_target (name)
);

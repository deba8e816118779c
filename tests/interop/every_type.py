"""Tables and rows with every column type of DESIGN section 8, at its limits, with NULLs and defaults."""

TABLES = [
    """CREATE TABLE types.numbers (
        id INT PRIMARY KEY AUTO_INCREMENT,
        t TINYINT, tu TINYINT UNSIGNED, s SMALLINT, su SMALLINT UNSIGNED, m MEDIUMINT, mu MEDIUMINT UNSIGNED,
        i INT, iu INT UNSIGNED, b BIGINT, bu BIGINT UNSIGNED, y YEAR, bit1 BIT(1), bit64 BIT(64),
        f FLOAT, d DOUBLE, n DECIMAL(65,30), n0 DECIMAL(10,0), n2 DECIMAL(12,2) NOT NULL DEFAULT 1.50)""",
    """CREATE TABLE types.texts (
        id INT PRIMARY KEY, c CHAR(10), v VARCHAR(300), tt TINYTEXT, t TEXT, mt MEDIUMTEXT, lt LONGTEXT,
        bi BINARY(8), vb VARBINARY(300), tb TINYBLOB, b BLOB, mb MEDIUMBLOB, lb LONGBLOB,
        e ENUM('red','green','blue') DEFAULT 'green', st SET('a','b','c','d'), UNIQUE KEY by_v (v))""",
    """CREATE TABLE types.times (
        id INT PRIMARY KEY, d DATE, t TIME, t3 TIME(3), t6 TIME(6), dt DATETIME, dt3 DATETIME(3), dt6 DATETIME(6),
        ts TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL, ts6 TIMESTAMP(6) NULL)""",
    """CREATE TABLE types.pair (a INT NOT NULL, b VARCHAR(20) NOT NULL, c INT, PRIMARY KEY (a, b), KEY by_c (c))""",
    """CREATE TABLE types.no_key (a INT, b VARCHAR(20))""",
]

ROWS = [
    "INSERT INTO types.numbers (t,tu,s,su,m,mu,i,iu,b,bu,y,bit1,bit64,f,d,n,n0) VALUES "
    "(-128,0,-32768,0,-8388608,0,-2147483648,0,-9223372036854775808,0,1901,b'0',0,-3.5,-1.7976931348623157e308,"
    "-99999999999999999999999999999999999.999999999999999999999999999999,-9999999999),"
    "(127,255,32767,65535,8388607,16777215,2147483647,4294967295,9223372036854775807,18446744073709551615,2155,b'1',"
    "18446744073709551615,3.25,2.2250738585072014e-308,0.000000000000000000000000000001,9999999999),"
    "(NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),"
    "(0,1,2,3,4,5,6,7,8,9223372036854775808,2026,0,9223372036854775807,0.1,0.1,123.456,-0)",
    "INSERT INTO types.texts VALUES "
    "(1,'abc','v','tt','t','mt','lt','bin','vb','tb','b','mb','lb','red','a,c'),"
    "(2,'','','','','','','','','','','','','blue',''),"
    "(3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),"
    "(4,'äöü€😀','naïve ☃',REPEAT('x',255),REPEAT('y',5000),REPEAT('z',70000),'l',X'0001',X'00FF00',X'00',X'FFFE',"
    "X'',X'27225C00','green','a,b,c,d')",
    "INSERT INTO types.times VALUES "
    "(1,'1000-01-01','-838:59:59','00:00:00.001','838:59:58.999999','1000-01-01 00:00:00','2026-11-23 08:30:00.123',"
    "'9999-12-31 23:59:59.999999','1970-01-01 00:00:01','2038-01-19 03:14:07.999','2026-11-23 08:30:00.000001'),"
    "(2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),"
    "(3,'9999-12-31','-00:00:01','-00:00:00.500','00:00:00','2026-11-23 00:00:00','2026-11-23 08:30:00.5',"
    "'1000-01-01 00:00:00.000001','2026-11-23 08:30:00','2026-11-23 08:30:00.999','2026-11-23 08:30:00.1')",
    "INSERT INTO types.pair VALUES (1,'a',1),(1,'b',2),(2,'a',NULL)",
    "INSERT INTO types.no_key VALUES (1,'x'),(1,'x'),(2,NULL)",
    "UPDATE types.numbers SET bu = bu + 1 WHERE id = 1",
    "UPDATE types.texts SET v = CONCAT(v, '!') WHERE id IN (1, 4)",
    "UPDATE types.times SET dt6 = '2000-02-29 12:00:00.5' WHERE id = 2",
    "UPDATE types.pair SET a = a + 10 WHERE b = 'a'",
    "DELETE FROM types.no_key WHERE a = 1 LIMIT 1",
    "REPLACE INTO types.pair VALUES (1,'b',3)",
    "INSERT INTO types.pair VALUES (1,'b',4) ON DUPLICATE KEY UPDATE c = VALUES(c) + 1",
]

DEFINITIONS = [
    "ALTER TABLE types.pair ADD COLUMN d INT NOT NULL DEFAULT 7",
    "ALTER TABLE types.pair ADD COLUMN e VARCHAR(10) AFTER b, ADD INDEX by_e (e)",
    "UPDATE types.pair SET e = 'new' WHERE a = 1",
    "ALTER TABLE types.pair MODIFY COLUMN c BIGINT, DROP INDEX by_c",
    "CREATE INDEX by_d ON types.pair (d, c)",
    "INSERT INTO types.pair (a, b) VALUES (77, 'seventy')",
    "DROP INDEX by_d ON types.pair",
    "ALTER TABLE types.pair DROP COLUMN d",
    "CREATE TABLE types.gone (id INT PRIMARY KEY)",
    "INSERT INTO types.gone VALUES (1), (2)",
    "TRUNCATE TABLE types.gone",
    "INSERT INTO types.gone VALUES (3)",
    "RENAME TABLE types.gone TO types.kept",
    "CREATE TABLE types.dropped (id INT PRIMARY KEY)",
    "DROP TABLE types.dropped",
]

NAMES = ["types.numbers", "types.texts", "types.times", "types.pair", "types.no_key", "types.kept"]

package io.tocsin.store;

import java.util.List;

/** Spellings, numbers and times at which something could break. */
final class OddValues {
    static final List<String> LEVELS = List.of(
            "ERROR", "error", "Err", "SEVERE", "warn", "WARNING", "Info", "notice", "debug", "TRACE", "FATAL", "crit",
            "30", "50", "60", "loud", " error ", "");

    /** Numbers of every shape that JSON allows. */
    static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "5",
            "5.0",
            "5.00",
            "50e-1",
            "-7",
            "1e3",
            "1E+3",
            "1000",
            "0.1",
            "-0.1",
            "1e400",
            "-1e400",
            "1e-400",
            "9007199254740992",
            "9007199254740993",
            "18446744073709551616",
            "123456789012345678901234567890",
            "2147483648",
            "-9223372036854775808",
            "3.141592653589793238",
            "0.30000000000000004",
            "1763632800",
            "1763632800000");

    /** Times at which something could break: ends of days, of the clock in nanoseconds, of four digits. */
    static final List<String> TIMES = List.of(
            "2026-11-19T23:59:59.999999999Z",
            "2026-11-20T00:00:00Z",
            "2026-11-21T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "1970-01-01T00:00:00Z",
            "1677-09-21T00:12:43.145224192Z",
            "2262-04-11T23:47:16.854775807Z",
            "1066-10-14T09:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "not a time");

    private OddValues() {}
}

package io.tocsin.benchmarks;

import java.util.List;

/** What is asked of every store of PayGen's events. The texts of our query language, and what others are asked for the same. */
final class Questions {
    /** In a fifth of all events. */
    static final String COMMON_WORD = "received";

    /** In an incident only. */
    static final String RARE_WORD = "relay";

    static final String LEVEL = "ERROR";
    static final String SERVICE = "payment_api";
    static final String FILTER = "level:" + LEVEL + " service:" + SERVICE;
    static final String BY_SERVICE_AND_MINUTE = "* | count by service, 1m";

    /**
     * A count over all messages.
     *
     * @param query in our language
     * @param lines what ripgrep and grep are asked; finds the same events
     * @param fixed whether that is a text and no expression
     * @param templates whether the constant part of the messages decides
     */
    record Scan(String name, String query, String lines, boolean fixed, boolean templates) {}

    // A dot where a space is: our language ends an expression at a space.
    static final List<Scan> SCANS = List.of(
            new Scan("substring, constant part", "message:*atalog\\ page*", "atalog page", true, true),
            new Scan("expression, constant part", "message:/alog.p[a-z]+/", "alog.p[a-z]+", false, true),
            new Scan(
                    "expression, variable part", "message:/page.1[0-9]*.served/", "page.1[0-9]*.served", false, false));

    private Questions() {}
}

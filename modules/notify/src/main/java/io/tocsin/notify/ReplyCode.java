package io.tocsin.notify;

import java.util.Locale;

/** By which four digits a reader names the page that he answers. */
public final class ReplyCode {
    private static final int CODES = 10_000;

    /** As many hex digits as fit a long without a sign. */
    private static final int HEX_DIGITS = 15;

    private ReplyCode() {}

    /**
     * The code of a page. It follows from the id alone, so nothing need be remembered. Of ten open pages to one reader two
     * share a code once in some two hundred times: who reads codes must expect that.
     */
    public static String of(String noticeId) {
        long hash = Long.parseLong(Texts.sha256(noticeId).substring(0, HEX_DIGITS), 16);
        return String.format(Locale.ROOT, "%04d", hash % CODES);
    }
}

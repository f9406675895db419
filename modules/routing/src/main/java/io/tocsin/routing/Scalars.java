package io.tocsin.routing;

import io.tocsin.yaml.Durations;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads scalars as Alertmanager's YAML does, each into one way of writing it; null for what it would refuse. */
final class Scalars {
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final Map<String, Integer> MAIL_PORTS =
            Map.of("smtp", 25, "smtps", 465, "submission", 587, "submissions", 465);

    private Scalars() {}

    /** The booleans of YAML 1.1. */
    static @Nullable String flag(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> "true";
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> "false";
            default -> null;
        };
    }

    static @Nullable String count(String text) {
        BigInteger number = integer(text);
        return number == null || number.signum() < 0 || number.compareTo(UNSIGNED_MAX) > 0 ? null : number.toString();
    }

    static @Nullable String whole(String text) {
        BigInteger number = integer(text);
        return number == null || number.bitLength() > 63 ? null : number.toString();
    }

    /** Decimal, octal, hexadecimal or binary, with underscores between digits. */
    private static @Nullable BigInteger integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) digits = digits.substring(1);
        int radix = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) radix = 16;
        else if (digits.startsWith("0b") || digits.startsWith("0B")) radix = 2;
        else if (digits.startsWith("0o")) radix = 8;
        if (radix != 10) digits = digits.substring(2);
        else if (digits.length() > 1 && digits.startsWith("0")) radix = 8;
        // A longer one does not fit into 64 bits in any radix.
        if (digits.isEmpty() || digits.length() > 64 || Character.digit(digits.charAt(0), radix) < 0) return null;
        try {
            BigInteger number = new BigInteger(digits, radix);
            return negative ? number.negate() : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable String number(String text) {
        String digits = text.replace("_", "");
        return NUMBER.matcher(digits).matches() || integer(text) != null ? digits : null;
    }

    /** As Prometheus writes durations. */
    static @Nullable String period(String text) {
        return Durations.parse(text) == null ? null : text;
    }

    /** As Go writes durations; a whole number counts nanoseconds. */
    static @Nullable String goPeriod(String text) {
        BigInteger nanoseconds = integer(text);
        return GoDurations.normal(nanoseconds == null || text.equals("0") ? text : nanoseconds + "ns");
    }

    /** An address of http or https. */
    static @Nullable String url(String text) {
        return GoUrls.isWeb(text) ? text : null;
    }

    /** As {@link #url}; what stands for a secret that is not shown is taken too. */
    static @Nullable String secretUrl(String text) {
        return text.equals(Secrets.HIDDEN) ? text : url(text);
    }

    static @Nullable String templateUrl(String text) {
        int open = text.indexOf("{{");
        if (open < 0) return text.isEmpty() ? text : secretUrl(text);
        return text.indexOf("}}", open) < 0 ? null : text;
    }

    static @Nullable String proxy(String text) {
        return text.isEmpty() || GoUrls.isAny(text) ? text : null;
    }

    /** {@code host:port} or {@code [v6]:port}; no host is this one; empty says nothing. */
    static @Nullable String hostPort(String text) {
        return text.isEmpty() || port(text) > 0 ? text : null;
    }

    /** The port of what {@link #hostPort} takes, or 0. */
    static int port(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || (host.indexOf(':') >= 0 && !brackets)) return 0;
        String port = text.substring(colon + 1);
        Integer known = MAIL_PORTS.get(port);
        if (known != null) return known;
        boolean digits = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(port) : 0;
        return number < 65_536 ? number : 0;
    }

    /** The host of what {@link #hostPort} takes. */
    static String host(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) return "";
        String host = text.substring(0, colon);
        if (host.isEmpty()) return "localhost";
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}

package io.tocsin.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are reached without a proxy, in the notation of {@code NO_PROXY} as Go reads it: {@code *}, {@code example.org}
 * with all below it, {@code .example.org} for only what is below, addresses, {@code 10.0.0.0/8}, each with a {@code :port} if
 * only that one is meant.
 */
final class NoProxy {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    private NoProxy() {}

    static boolean covers(String list, String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        byte[] address = address(name);
        for (String item : list.toLowerCase(Locale.ROOT).split(",", -1)) {
            String entry = item.strip();
            if (!entry.isEmpty() && matches(entry, name, address, port)) return true;
        }
        return false;
    }

    /** This machine: never through a proxy that the environment or a list of exceptions speaks of. */
    static boolean local(String host) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        byte[] address = address(name);
        if (address == null) return name.equals("localhost");
        if (address.length == 4) return address[0] == 127;
        for (int i = 0; i < address.length - 1; i++) if (address[i] != 0) return false;
        return address[address.length - 1] == 1;
    }

    private static boolean matches(String entry, String name, byte @Nullable [] address, int port) {
        if (entry.equals("*")) return true;
        int slash = entry.indexOf('/');
        if (slash > 0) return address != null && inside(entry, slash, address);
        String wanted = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (hasPort) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) return false;
            wanted = entry.substring(0, colon);
        }
        wanted = bare(wanted);
        byte[] wantedAddress = address(wanted);
        if (wantedAddress != null) return address != null && Arrays.equals(wantedAddress, address);
        if (wanted.startsWith("*.")) wanted = wanted.substring(1);
        if (wanted.startsWith(".")) return name.endsWith(wanted);
        return name.equals(wanted) || name.endsWith("." + wanted);
    }

    private static boolean inside(String entry, int slash, byte[] address) {
        byte[] network = address(entry.substring(0, slash));
        String length = entry.substring(slash + 1);
        if (network == null || network.length != address.length || !length.matches("\\d{1,3}")) return false;
        int bits = Integer.parseInt(length);
        if (bits > network.length * 8) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (address[bit / 8] & mask)) return false;
        }
        return true;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Only of literals: names are never looked up here. */
    private static byte @Nullable [] address(String host) {
        if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) return null;
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }
}

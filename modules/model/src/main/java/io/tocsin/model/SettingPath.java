package io.tocsin.model;

/**
 * How a name of the user's becomes part of a dotted path of settings: {@code headers.X-Team}, {@code details.k8s%2Epod}. Only
 * the dot and the percent sign are written otherwise, so that a path can be split at its dots.
 */
public final class SettingPath {
    private SettingPath() {}

    /** The part of a path that stands for a name. */
    public static String segment(String name) {
        return name.replace("%", "%25").replace(".", "%2E");
    }

    /** The name that a part of a path stands for; the opposite of {@link #segment}. */
    public static String name(String segment) {
        return segment.replace("%2E", ".").replace("%25", "%");
    }
}

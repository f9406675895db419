package io.tocsin.store;

import io.tocsin.query.Query;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Events that are kept for a time of their own.
 *
 * @param name of the class, part of the names of folders: lower case letters, digits, {@code _} and {@code -}
 * @param match which events
 * @param keep how long after they happened
 */
public record KeepClass(String name, Query match, Duration keep) {
    /** The class of whatever no other class matches. */
    public static final String DEFAULT = "default";

    /** Longer ones make unhandy folders. */
    private static final int NAME_MAX = 40;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    /**
     * A class.
     *
     * @throws IllegalArgumentException for a name that is no name of a folder or that is {@link #DEFAULT}, and for a time
     *     that is not positive
     */
    public KeepClass {
        if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("cannot name a retention class '" + name + "': use up to " + NAME_MAX
                    + " lower case letters, digits, _ and -");
        }
        if (name.equals(DEFAULT)) {
            throw new IllegalArgumentException("cannot name a retention class '" + DEFAULT + "': it is all the others");
        }
        RetentionPolicy.checkKeep(keep);
    }
}

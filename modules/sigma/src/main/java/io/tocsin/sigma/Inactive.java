package io.tocsin.sigma;

import io.tocsin.yaml.Problem;
import java.util.List;

/**
 * A document that was read and does nothing, and why.
 *
 * @param id as in {@link SigmaAbout}; empty where nothing could be read
 * @param title empty where nothing could be read
 * @param reasons at least one
 */
public record Inactive(String file, int line, String id, String title, List<Reason> reasons) {
    /** Keeps a copy. */
    public Inactive {
        reasons = List.copyOf(reasons);
    }

    /** What kind of reason it is, so that people can look at the broken ones first. */
    public enum Why {
        /** The file is no Sigma rule, or a wrong one. */
        BROKEN,
        /** No map says which of our events its log source means, or what a field is called there. */
        UNMAPPED,
        /** It is good Sigma that is not carried out here. */
        UNSUPPORTED,
        /** It names a list that nobody supplied. */
        PLACEHOLDER,
        /** Its own status says that it is not to be used. */
        STATUS,
        /** Another document has the same id. */
        DUPLICATE,
        /** A rule that it needs is inactive. */
        DEPENDS
    }

    /** One reason, and its place in the file. */
    public record Reason(Why why, Problem problem) {}

    /** The kind of the first reason. */
    public Why why() {
        return reasons.getFirst().why();
    }
}
